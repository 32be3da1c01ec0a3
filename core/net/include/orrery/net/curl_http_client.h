// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/net/http_client.h>

#include <memory>
#include <string>

namespace orrery::net {

struct HttpClientOptions {
    std::string userAgent = {}; ///< Empty = "orrery/<version>".
    std::string proxy =
        {}; ///< "http://host:port"; empty = as the environment says. Loopback hosts never go through it.
    std::string caFile = {}; ///< PEM file of trusted certificates; empty = the system's.
    int maxConnectionsPerHost =
        6;                ///< Requests at a time to one host; more wait their turn. Unix sockets have no limit.
    bool offline = false; ///< As setOffline() says.
};

/// HttpClient over libcurl: one network thread for all requests, HTTP/2 where the server offers it over TLS,
/// connections kept and used again, unix sockets, redirects. Only http and https, and never from https back to http.
///
/// Destruction ends what still runs (it completes with Cancelled) and joins the thread; not from a callback of its own.
/// The executor must outlive the client.
class CurlHttpClient final : public HttpClient {
public:
    explicit CurlHttpClient(Executor& completionExecutor, HttpClientOptions options = {});
    ~CurlHttpClient() override;
    CurlHttpClient(const CurlHttpClient&) = delete;
    CurlHttpClient& operator=(const CurlHttpClient&) = delete;

    void start(HttpRequest request, std::stop_token stop, HttpCallbacks callbacks, Completion completion) override;

    /// While offline, new requests (and further redirects and attempts of running ones) fail at once with
    /// Errc::Offline, unless they go to this machine: a unix socket or a loopback host. Any thread.
    void setOffline(bool offline);
    [[nodiscard]] bool isOffline() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace orrery::net
