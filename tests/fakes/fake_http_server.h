// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::fakes {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct FakeRequest {
    std::string method;
    std::string target; ///< As sent: path and query.
    std::string path;   ///< Without the query.
    std::string query;  ///< What follows '?'.
    Headers headers;    ///< Names in lower case.
    std::string body;

    /// The first header of that name (lower case); empty when there is none.
    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] bool hasHeader(std::string_view name) const;
};

/// Sends bytes of the body now; false once the client (or the server) has gone.
using Write = std::function<bool(std::string_view bytes)>;

struct FakeResponse {
    int status = 200;
    Headers headers =
        {}; ///< Besides Content-Length or Transfer-Encoding, which the server adds unless they stand here.
    std::string body = {};
    /// Instead of `body`: sent as it is written, chunk by chunk; with a Content-Length among `headers` plainly, and the
    /// connection ends when it wrote another number of bytes.
    std::function<void(const Write& write)> stream = {};
    bool chunked = false;                     ///< Sends `body` with chunked encoding, one chunk a drip.
    std::size_t dripBytes = 0;                ///< Sends `body` this many bytes at a time; 0 = all at once.
    std::chrono::milliseconds dripPause{0};   ///< Between two drips.
    std::optional<std::size_t> cutAfter = {}; ///< Ends the connection after this many bytes of `body`.
    std::chrono::milliseconds delay{0};       ///< Before the first byte of the answer.
    std::string preamble = {};                ///< Raw bytes before the head, as an interim answer (1xx).
    Headers trailers = {};                    ///< After the last chunk.
    bool neverAnswer = false;                 ///< Holds the connection open until the client leaves.
    bool keepAlive = true;
};

/// Bytes begin..end of a file, `end` excluded.
struct FileSpan {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// What the Range header asks of a file of that size; nothing without one; an empty span when it cannot be served.
std::optional<FileSpan> requestedSpan(const FakeRequest& request, std::uint64_t size);

/// What a file server answers: 206 for a Range header it can serve, 416 for one it cannot, else all of it.
FakeResponse fileResponse(const FakeRequest& request, std::string_view content);

/// A scripted HTTP/1.1 server for tests on 127.0.0.1 or on a unix socket. Each connection has a thread, where handlers
/// run: several at a time. Ends everything, also what drips or never answers, on destruction.
class FakeHttpServer {
public:
    using Handler = std::function<FakeResponse(const FakeRequest& request)>;

    /// Listens on this port of 127.0.0.1, 0 = a free one. Throws std::system_error when it cannot, as the other one
    /// does.
    explicit FakeHttpServer(std::uint16_t port = 0);
    explicit FakeHttpServer(const std::string& unixSocketPath);
    ~FakeHttpServer();
    FakeHttpServer(const FakeHttpServer&) = delete;
    FakeHttpServer& operator=(const FakeHttpServer&) = delete;

    /// Answers requests for this path (without query; any method). A path that ends in '*' takes all that begin with
    /// what stands before it. The route added last wins; what has no route gets 404.
    void route(std::string path, Handler handler);
    void route(std::string path, FakeResponse response);

    [[nodiscard]] std::uint16_t port() const;
    /// "http://127.0.0.1:<port><path>"
    [[nodiscard]] std::string url(std::string_view path) const;

    /// All requests read so far, in that order.
    [[nodiscard]] std::vector<FakeRequest> requests() const;
    /// How many of them were for this path.
    [[nodiscard]] int count(std::string_view path) const;
    [[nodiscard]] int connectionCount() const; ///< All accepted so far.
    [[nodiscard]] int mostAtOnce() const;      ///< The most requests that were being answered at one time.
    [[nodiscard]] int answering() const;       ///< Requests being answered now.

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace orrery::fakes
