// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/inference/model_pool.h>
#include <orrery/net/http_client.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace orrery::serve {

/// One request on its way through: gets the model out of the pool, asks its engine, and holds what comes back until the
/// caller's thread takes it. A caller slower than the engine slows the engine down.
class Relay : public std::enable_shared_from_this<Relay> {
public:
    /// What the answer begins with.
    struct Head {
        int status = 0;
        std::string contentType;
    };
    enum class Wait { Ready, NotYet, Ended };

    Relay(net::HttpClient& http, Executor& executor) : m_http(http), m_executor(executor) {}

    /// On the executor. @param pool is used inside the call only.
    void start(inference::ModelPool& pool, const inference::EngineSettings& settings, net::HttpRequest request);

    // For the caller's thread. cancel() from any.

    /// @return Ready: head() tells; Ended: failure() tells.
    Wait waitForHead(std::chrono::milliseconds longest);
    /// Puts what has come so far into `piece`. @return Ended: nothing more will come.
    Wait take(std::string& piece, std::chrono::milliseconds longest);
    [[nodiscard]] Head head() const;
    [[nodiscard]] std::optional<Error> failure() const; ///< Why it ended early.
    void cancel();
    [[nodiscard]] std::stop_token stopToken() const { return m_stop.get_token(); }

private:
    void ask(const inference::ChatEndpoint& endpoint, net::HttpRequest request);
    void takeHead(const net::HttpResponse& head);
    bool takeBody(std::string_view bytes);
    void end(std::optional<Error> failure);

    net::HttpClient& m_http;
    Executor& m_executor;
    std::stop_source m_stop;
    std::shared_ptr<net::BodyGate> m_gate = std::make_shared<net::BodyGate>();
    inference::ModelLease m_lease; ///< On the executor only.

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<Head> m_head;
    std::string m_waiting;
    bool m_held = false;
    bool m_ended = false;
    std::optional<Error> m_failure;
};

} // namespace orrery::serve
