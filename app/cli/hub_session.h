// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interrupt.h"

#include <orrery/base/executor.h>
#include <orrery/download/queue.h>
#include <orrery/hub/client.h>
#include <orrery/hub/tokens.h>
#include <orrery/net/curl_http_client.h>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

/// How every hub command reaches its Hub.
struct HubAccess {
    std::string endpointUrl; ///< Empty: HF_ENDPOINT, else the public Hub.
    bool tokenFromStdin = false;
    bool json = false;
};

/// A Hub to ask from the main thread, which runs the answers.
class HubSession {
public:
    /// Fails when the environment forbids the network, or no token came where one was promised.
    static orrery::Result<std::unique_ptr<HubSession>> open(const HubAccess& access);

    [[nodiscard]] const orrery::hub::Endpoint& endpoint() const { return m_endpoint; }
    /// Where the token is from, for a person; empty: there is none.
    [[nodiscard]] const std::string& tokenOrigin() const { return m_token.origin; }

    /// Asks with `call(client, stop, done)` and waits; Ctrl-C ends it with Errc::Cancelled.
    template <class T>
    orrery::Result<T>
    ask(const std::function<void(orrery::hub::HubClient&, std::stop_token, orrery::hub::HubClient::Done<T>)>& call) {
        std::optional<orrery::Result<T>> answer;
        call(m_client, m_stop.get_token(), [&answer](orrery::Result<T> result) { answer = std::move(result); });
        runUntil([&] {
            if (isInterrupted()) m_stop.request_stop();
            return answer.has_value();
        });
        return *std::move(answer);
    }

    /// What a download needs of this session; not longer than it lives.
    orrery::download::Queue::Services downloadServices();

    /// Runs answers until then.
    void runUntil(const std::function<bool()>& done) { m_executor.runUntil(done); }

private:
    HubSession(orrery::hub::Endpoint endpoint, orrery::hub::FoundToken token);

    orrery::hub::Endpoint m_endpoint;
    orrery::hub::FoundToken m_token;
    orrery::hub::TokenSource m_tokenSource;
    std::stop_source m_stop;
    orrery::ManualExecutor m_executor;
    orrery::WorkerPool m_workers{2};
    orrery::net::CurlHttpClient m_http{m_workers};
    orrery::hub::HubClient m_client;
};

/// Says on stderr what went wrong and what can be done, or prints it as JSON.
/// @return the exit code.
int reportHubError(const orrery::Error& error, bool json);
