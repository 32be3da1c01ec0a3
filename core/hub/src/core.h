// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "delays.h"

#include <orrery/hub/client.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace orrery::hub {

/// What all questions of one client share. Outlives the client in whatever is still on its way, and touches no service
/// once closed.
class Core {
public:
    explicit Core(HubClient::Services services) : m_services(std::move(services)) {}

    /// Cancels every open question.
    void close();

    /// Registers a question. @param cancel runs on the completion executor when close() comes before answer().
    std::uint64_t open(Task cancel);
    /// Posts `task` to the completion executor; only the first for this question.
    void answer(std::uint64_t question, Task task);

    void work(Task task);
    void send(net::HttpRequest request, std::stop_token stop, net::HttpClient::Completion completion);
    void later(std::chrono::milliseconds pause, std::stop_token stop, Task task);

    /// May block on a key ring: for workers.
    std::optional<std::string> token(const Endpoint& endpoint);
    [[nodiscard]] const std::vector<std::chrono::milliseconds>& pauses() const { return m_services.pauses; }

    void note(const Endpoint& endpoint, const net::HttpResponse& answer);
    [[nodiscard]] std::vector<RateLimit> rateLimits(const Endpoint& endpoint) const;

private:
    HubClient::Services m_services;
    mutable std::mutex m_mutex;
    bool m_closed = false;
    std::uint64_t m_lastQuestion = 0;
    std::map<std::uint64_t, Task> m_open; ///< What cancels each.
    std::map<std::string, std::map<std::string, RateLimit>> m_rateLimits;
    std::mutex m_tokenMutex; ///< Held while the token source runs.
    std::mutex m_delaysMutex;
    std::unique_ptr<Delays> m_delays = std::make_unique<Delays>();
};

/// The answer to one question, given once.
template <class T>
class Reply {
public:
    Reply(std::shared_ptr<Core> core, HubClient::Done<T> done)
        : m_core(std::move(core)),
          m_done(std::make_shared<HubClient::Done<T>>(std::move(done))),
          m_question(m_core->open([d = m_done] { (*d)(fail(cancelledError())); })) {}

    void operator()(Result<T> result) const {
        m_core->answer(m_question, [d = m_done, r = std::move(result)]() mutable { (*d)(std::move(r)); });
    }

private:
    std::shared_ptr<Core> m_core;
    std::shared_ptr<HubClient::Done<T>> m_done;
    std::uint64_t m_question;
};

} // namespace orrery::hub
