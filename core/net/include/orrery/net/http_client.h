// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/net/body_gate.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::net {

enum class Errc {
    Offline,   ///< No network, the host's name is unknown, nothing listens there, or Orrery is set to work offline.
    Timeout,   ///< No answer, or no byte for too long.
    Tls,       ///< No encrypted connection that can be trusted.
    BrokenOff, ///< The connection ended before the whole body was here.
    BadUrl,
    TooLarge, ///< The body exceeds HttpRequest::maxBodySize, or an event the parser's bound.
    Protocol, ///< Anything else between us and the server, too many or unsafe redirects among it.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

using Headers = std::vector<std::pair<std::string, std::string>>;

/// Bytes first..last inclusive, as in a Range header; no `last` means to the end.
struct ByteRange {
    std::uint64_t first = 0;
    std::optional<std::uint64_t> last = {};
};

/// How often a request is tried again when the failure may pass (no connection, silence, broken off; 408, 429, 502,
/// 503, 504). Only for requests that change nothing (GET, HEAD) or where `evenIfUnsafe` says so, and never once onHead
/// or onBody has heard something.
struct RetryPolicy {
    int attempts = 1;                          ///< In all; 1 = never again.
    std::chrono::milliseconds firstDelay{500}; ///< Doubled each time, with full jitter; a server's Retry-After wins.
    std::chrono::milliseconds longestDelay{30000}; ///< An answer whose Retry-After is longer is handed back instead.
    bool evenIfUnsafe = false;
};

/// Made with designated initialisers: `{.url = "...", .retry = {...}}`.
struct HttpRequest {
    std::string method = "GET";
    std::string url = {}; ///< http:// or https://
    Headers headers = {}; ///< Authorization and cookies are never sent on to another origin by a redirect.
    std::string body = {};
    std::string unixSocket = {}; ///< Path; then the URL's host is only a name.
    std::optional<ByteRange> range = {};
    std::chrono::milliseconds connectTimeout{10000};
    std::chrono::milliseconds idleTimeout{30000}; ///< Longest silence once connected; 0 = none.
    std::uint64_t maxBodySize = 64ULL << 20;      ///< For collected bodies; ignored with onBody.
    int maxRedirects = 5;                         ///< 0 = hand the 3xx answer back as it is.
    RetryPolicy retry = {};
    std::shared_ptr<BodyGate> gate = {}; ///< Of this request alone; empty: the body comes as fast as it can.
};

struct HttpResponse {
    int status = 0;          ///< The last answer's; 4xx and 5xx are answers, not Errors.
    Headers headers;         ///< Of the last answer; names in lower case.
    std::string body;        ///< Empty when onBody took it.
    std::string url;         ///< After redirects.
    std::string httpVersion; ///< "1.1" or "2"

    [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
    /// The first header of that name (lower case), or nothing.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};

/// What a caller wants to hear before the end. All run on the client's network thread, in order, never after the
/// completion, and are destroyed before it: keep them short, hand real work to an executor, and throw nothing.
struct HttpCallbacks {
    std::function<void(const HttpResponse& head)> onHead = {}; ///< Status and headers of the final answer.
    std::function<bool(std::string_view bytes)> onBody =
        {}; ///< Takes the body as it comes; false ends it as Cancelled.
    std::function<void(std::uint64_t done, std::uint64_t total)> onProgress =
        {}; ///< Body bytes, at most ten times a second and at the end; total 0 = unknown.
};

/// One request, one completion. Implementations drive all requests from one network thread.
///
/// start() returns at once, from any thread. `completion` runs exactly once, on the executor given to the
/// implementation, with the answer or an Error; when `stop` is requested the transfer ends within 100 ms and completes
/// with Errc::Cancelled.
class HttpClient {
public:
    using Completion = std::function<void(Result<HttpResponse>)>;

    virtual ~HttpClient() = default;
    virtual void start(HttpRequest request, std::stop_token stop, HttpCallbacks callbacks, Completion completion) = 0;
};

} // namespace orrery::net
