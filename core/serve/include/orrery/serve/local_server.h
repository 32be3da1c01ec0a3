// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/inference/model_pool.h>
#include <orrery/net/http_client.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace orrery::serve {

/// A model other programs may ask for.
struct OfferedModel {
    std::string name; ///< Its id in /v1/models.
    inference::EngineSettings settings;
};

struct ServeOptions {
    std::uint16_t port = 11435; ///< 0: any that is free.
    std::string key;            ///< Callers must send it ("Authorization: Bearer ..." or "X-Api-Key"). Never empty.
    bool strict = true;         ///< A name that is not offered is an error; else it means the first model.
};

/// What is going on.
struct ServeStatus {
    std::uint16_t port = 0;     ///< 0: it does not listen.
    std::uint64_t requests = 0; ///< Answered since the start.
    int active = 0;             ///< Being answered now.
    std::uint64_t refused = 0;  ///< Without the key.
    std::string lastCaller;     ///< Its User-Agent, cut short.
};

/// An OpenAI-compatible server on this machine's loopback address alone, for other programs: /v1/models,
/// /v1/chat/completions, /v1/completions, /health. Loads the model that is asked for out of the pool
/// and passes the answer on as it comes; the engines themselves keep no network. Off until start(). Refuses calls
/// without the key (but for /health), with a foreign Host header or from a web page (Origin), bodies over 64 MiB, and
/// pictures that would have to be fetched. A caller that goes away ends its answer.
///
/// Methods on the pool's executor; its own threads inside. Destruction, before the pool's, stops it and waits for its
/// threads.
class LocalServer {
public:
    /// @param onChanged on `executor`, at most ten times a second.
    LocalServer(inference::ModelPool& pool, net::HttpClient& http, Executor& executor, std::function<void()> onChanged);
    ~LocalServer();

    /// Begins to listen. Io when the port is taken.
    /// @return the port.
    Result<std::uint16_t> start(const ServeOptions& options);
    void stop();
    /// Which models can be asked for; the first is taken when a request names none.
    void setModels(std::vector<OfferedModel> models);
    [[nodiscard]] ServeStatus status() const;

    /// A fresh key: "orrery-" and 32 random characters.
    static std::string makeKey();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace orrery::serve
