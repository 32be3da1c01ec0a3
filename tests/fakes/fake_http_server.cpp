// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_http_server.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace orrery::fakes {

namespace {

std::string lowered(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::optional<std::size_t> number(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

[[noreturn]] void throwErrno(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

/// One accepted socket.
class Connection {
public:
    explicit Connection(int fd) : m_fd(fd) {
        // Else a body waits 40 ms until its head is acknowledged. Unix sockets refuse, and have no such wait.
        const int atOnce = 1;
        ::setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &atOnce, sizeof atOnce);
    }
    ~Connection() { ::close(m_fd); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void shutDown() const { ::shutdown(m_fd, SHUT_RDWR); }

    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return !isGone(std::chrono::milliseconds(0));
    }

    /// Waits so long, less when the other end (or the server itself) goes. @return whether it has gone.
    bool isGone(std::chrono::milliseconds patience) const {
        const auto end = std::chrono::steady_clock::now() + patience;
        for (;;) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
            pollfd watched{m_fd, POLLRDHUP, 0};
            const int ready = ::poll(&watched, 1, static_cast<int>(std::max<long long>(0, left.count())));
            if (ready > 0) return true;
            if (ready == 0) return false;
        }
    }

    void waitUntilGone() const {
        while (!isGone(std::chrono::hours(1))) {}
    }

    /// The next request; nothing when the connection has ended.
    std::optional<FakeRequest> read() {
        std::size_t end = std::string::npos;
        while ((end = m_unread.find("\r\n\r\n")) == std::string::npos) {
            if (!receive()) return std::nullopt;
        }
        FakeRequest request = parseHead(std::string_view(m_unread).substr(0, end));
        m_unread.erase(0, end + 4);
        const std::size_t length = number(request.header("content-length")).value_or(0);
        while (m_unread.size() < length) {
            if (!receive()) return std::nullopt;
        }
        request.body = m_unread.substr(0, length);
        m_unread.erase(0, length);
        return request;
    }

private:
    bool receive() {
        char buffer[16384];
        const ssize_t got = ::recv(m_fd, buffer, sizeof buffer, 0);
        if (got > 0) m_unread.append(buffer, static_cast<std::size_t>(got));
        return got > 0;
    }

    static FakeRequest parseHead(std::string_view head) {
        FakeRequest request;
        const std::string_view first = head.substr(0, head.find("\r\n"));
        const auto space = std::min(first.find(' '), first.size());
        request.method = first.substr(0, space);
        request.target = trimmed(first.substr(space, first.rfind(' ') - space));
        const auto mark = request.target.find('?');
        request.path = request.target.substr(0, mark);
        if (mark != std::string::npos) request.query = request.target.substr(mark + 1);
        head.remove_prefix(std::min(first.size() + 2, head.size()));
        while (!head.empty()) {
            const std::string_view line = head.substr(0, head.find("\r\n"));
            const auto colon = std::min(line.find(':'), line.size() - 1);
            request.headers.emplace_back(lowered(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
            head.remove_prefix(std::min(line.size() + 2, head.size()));
        }
        return request;
    }

    int m_fd;
    std::string m_unread;
};

std::string chunk(std::string_view bytes) {
    char size[20];
    const auto end = std::to_chars(std::begin(size), std::end(size), bytes.size(), 16).ptr;
    return std::string(size, end) + "\r\n" + std::string(bytes) + "\r\n";
}

std::optional<std::size_t> declaredLength(const FakeResponse& response) {
    for (const auto& [name, value] : response.headers) {
        if (lowered(name) == "content-length") return number(value);
    }
    return std::nullopt;
}

std::string headOf(const FakeResponse& response, bool chunked) {
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + " Scripted\r\n";
    for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
    if (chunked) {
        head += "Transfer-Encoding: chunked\r\n";
    } else if (!declaredLength(response)) {
        head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
    }
    if (!response.keepAlive) head += "Connection: close\r\n";
    return head + "\r\n";
}

std::string lastChunk(const FakeResponse& response) {
    std::string end = "0\r\n";
    for (const auto& [name, value] : response.trailers) end += name + ": " + value + "\r\n";
    return end + "\r\n";
}

/// @return whether the connection can serve another request.
bool sendBody(const Connection& connection, const FakeResponse& response, bool chunked) {
    std::string_view left = std::string_view(response.body).substr(0, response.cutAfter.value_or(std::string::npos));
    while (!left.empty()) {
        const std::string_view drip = left.substr(0, response.dripBytes > 0 ? response.dripBytes : left.size());
        if (!connection.send(chunked ? chunk(drip) : std::string(drip))) return false;
        left.remove_prefix(drip.size());
        if (!left.empty() && connection.isGone(response.dripPause)) return false;
    }
    if (response.cutAfter) return false;
    return !chunked || connection.send(lastChunk(response));
}

/// @return as sendBody() does.
bool sendStream(const Connection& connection, const FakeResponse& response, bool chunked) {
    bool there = true;
    std::size_t written = 0;
    response.stream([&](std::string_view bytes) {
        there = there && (bytes.empty() || (chunked ? connection.send(chunk(bytes)) : connection.send(bytes)));
        written += bytes.size();
        return there && !connection.isGone(std::chrono::milliseconds(0));
    });
    if (!there) return false;
    return chunked ? connection.send(lastChunk(response)) : written == declaredLength(response);
}

bool sendResponse(const Connection& connection, const FakeRequest& request, const FakeResponse& response) {
    if (response.neverAnswer) {
        connection.waitUntilGone();
        return false;
    }
    if (connection.isGone(response.delay)) return false;
    const bool chunked = response.chunked || (response.stream && !declaredLength(response));
    if (!connection.send(response.preamble + headOf(response, chunked))) return false;
    const bool bodyless = request.method == "HEAD" || response.status == 204 || response.status == 304;
    const bool whole = bodyless || (response.stream ? sendStream(connection, response, chunked)
                                                    : sendBody(connection, response, chunked));
    return whole && response.keepAlive;
}

} // namespace

std::string FakeRequest::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

bool FakeRequest::hasHeader(std::string_view name) const {
    return std::any_of(headers.begin(), headers.end(), [name](const auto& header) { return header.first == name; });
}

std::optional<FileSpan> requestedSpan(const FakeRequest& request, std::uint64_t size) {
    const std::string range = request.header("range");
    const auto dash = range.find('-');
    if (!range.starts_with("bytes=") || dash == std::string::npos) return std::nullopt;
    const auto first = number(std::string_view(range).substr(6, dash - 6));
    const auto last = number(std::string_view(range).substr(dash + 1));
    const std::uint64_t begin = first ? *first : size - std::min<std::uint64_t>(size, last.value_or(0));
    const std::uint64_t end = first && last ? std::min<std::uint64_t>(*last + 1, size) : size;
    return begin < end ? FileSpan{begin, end} : FileSpan{};
}

FakeResponse fileResponse(const FakeRequest& request, std::string_view content) {
    FakeResponse response{.headers = {{"Accept-Ranges", "bytes"}}, .body = std::string(content)};
    const auto span = requestedSpan(request, content.size());
    if (!span) return response;
    const std::string size = std::to_string(content.size());
    if (span->begin == span->end) return {.status = 416, .headers = {{"Content-Range", "bytes */" + size}}};
    response.status = 206;
    response.headers.emplace_back("Content-Range", "bytes " + std::to_string(span->begin) + "-" +
                                                       std::to_string(span->end - 1) + "/" + size);
    response.body = content.substr(span->begin, span->end - span->begin);
    return response;
}

struct FakeHttpServer::State {
    struct Client {
        explicit Client(int fd) : connection(fd) {}
        Connection connection;
        std::thread thread;
        std::atomic<bool> done = false;
    };

    int listener = -1;
    std::uint16_t port = 0;
    std::string socketPath;
    std::thread acceptor;

    mutable std::mutex mutex;
    bool stopping = false;
    std::vector<std::pair<std::string, Handler>> routes;
    std::vector<FakeRequest> requests;
    std::list<Client> clients;
    int accepted = 0;
    int answering = 0;
    int mostAtOnce = 0;

    void listen(int family, const sockaddr* address, socklen_t size) {
        listener = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int reuse = 1;
        ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
        if (listener < 0 || ::bind(listener, address, size) != 0 || ::listen(listener, 512) != 0) throwErrno("listen");
        acceptor = std::thread([this] { acceptAll(); });
    }

    void acceptAll() {
        for (;;) {
            const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
            const std::lock_guard lock(mutex);
            if (stopping) {
                if (fd >= 0) ::close(fd);
                return;
            }
            if (fd < 0) continue;
            forgetGone();
            ++accepted;
            Client& client = clients.emplace_back(fd);
            client.thread = std::thread([this, &client] { serve(client); });
        }
    }

    void forgetGone() {
        for (auto it = clients.begin(); it != clients.end();) {
            const bool done = it->done;
            if (done) it->thread.join();
            it = done ? clients.erase(it) : std::next(it);
        }
    }

    void serve(Client& client) {
        bool goOn = true;
        while (goOn) {
            const auto request = client.connection.read();
            if (!request) break;
            const Handler handler = take(*request);
            goOn = sendResponse(client.connection, *request, handler ? handler(*request) : FakeResponse{.status = 404});
            const std::lock_guard lock(mutex);
            --answering;
        }
        client.connection.shutDown();
        client.done = true;
    }

    Handler take(const FakeRequest& request) {
        const std::lock_guard lock(mutex);
        requests.push_back(request);
        mostAtOnce = std::max(mostAtOnce, ++answering);
        const auto matches = [&request](const auto& route) {
            const std::string_view pattern = route.first;
            return pattern.ends_with('*') ? request.path.starts_with(pattern.substr(0, pattern.size() - 1))
                                          : request.path == pattern;
        };
        const auto found = std::find_if(routes.rbegin(), routes.rend(), matches);
        return found == routes.rend() ? Handler() : found->second;
    }

    void stop() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
            for (auto& client : clients) client.connection.shutDown();
        }
        ::shutdown(listener, SHUT_RDWR);
        acceptor.join();
        for (auto& client : clients) client.thread.join();
        ::close(listener);
        if (!socketPath.empty()) ::unlink(socketPath.c_str());
    }
};

FakeHttpServer::FakeHttpServer(std::uint16_t port) : m_state(std::make_unique<State>()) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    m_state->listen(AF_INET, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    socklen_t size = sizeof address;
    ::getsockname(m_state->listener, reinterpret_cast<sockaddr*>(&address), &size);
    m_state->port = ntohs(address.sin_port);
}

FakeHttpServer::FakeHttpServer(const std::string& unixSocketPath) : m_state(std::make_unique<State>()) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (unixSocketPath.size() >= sizeof address.sun_path)
        throw std::system_error(ENAMETOOLONG, std::generic_category());
    std::memcpy(address.sun_path, unixSocketPath.c_str(), unixSocketPath.size() + 1);
    m_state->socketPath = unixSocketPath;
    m_state->listen(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

FakeHttpServer::~FakeHttpServer() {
    m_state->stop();
}

void FakeHttpServer::route(std::string path, Handler handler) {
    const std::lock_guard lock(m_state->mutex);
    m_state->routes.emplace_back(std::move(path), std::move(handler));
}

void FakeHttpServer::route(std::string path, FakeResponse response) {
    route(std::move(path), [response = std::move(response)](const FakeRequest&) { return response; });
}

std::uint16_t FakeHttpServer::port() const {
    return m_state->port;
}

std::string FakeHttpServer::url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(m_state->port) + std::string(path);
}

std::vector<FakeRequest> FakeHttpServer::requests() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->requests;
}

int FakeHttpServer::count(std::string_view path) const {
    const std::lock_guard lock(m_state->mutex);
    const auto& all = m_state->requests;
    return static_cast<int>(std::count_if(all.begin(), all.end(), [path](const auto& r) { return r.path == path; }));
}

int FakeHttpServer::connectionCount() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->accepted;
}

int FakeHttpServer::mostAtOnce() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->mostAtOnce;
}

int FakeHttpServer::answering() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->answering;
}

} // namespace orrery::fakes
