// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer.h"
#include "header_text.h"

#include <orrery/net/retry.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace orrery::net {

namespace {

constexpr std::size_t longestHead = 1U << 20;
constexpr std::size_t longestIgnoredBody = 64U << 10;
constexpr auto progressInterval = std::chrono::milliseconds(100);

template <class Predicate>
void removeHeaders(Headers& headers, Predicate unwanted) {
    std::erase_if(headers, [&](const auto& h) { return unwanted(lowered(h.first)); });
}

bool isSafe(std::string_view method) {
    return method == "GET" || method == "HEAD";
}

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::uint64_t numberOr0(std::optional<std::string_view> text) {
    std::uint64_t number = 0;
    if (text) std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
}

} // namespace

Transfer::Transfer(const HttpClientOptions& options, HttpRequest request, std::stop_token stop, HttpCallbacks callbacks,
                   HttpClient::Completion completion)
    : m_options(options),
      m_request(std::move(request)),
      m_stop(std::move(stop)),
      m_callbacks(std::move(callbacks)),
      m_completion(std::move(completion)),
      m_target(parseUrl(m_request.url)) {}

Transfer::~Transfer() {
    if (m_request.gate) m_request.gate->watch({});
}

void Transfer::watch(const std::function<void()>& wake) {
    m_stopWatch.emplace(m_stop, wake);
    if (m_request.gate) m_request.gate->watch(wake);
}

std::string Transfer::hostKey() const {
    return m_target && m_request.unixSocket.empty() ? origin(*m_target) : std::string();
}

std::optional<Clock::time_point> Transfer::idleDeadline() const {
    if (!m_lastByte || m_held || m_request.idleTimeout.count() <= 0) return std::nullopt;
    return *m_lastByte + m_request.idleTimeout;
}

bool Transfer::isLocal() const {
    return !m_request.unixSocket.empty() || isLoopback(m_target->host);
}

Peer Transfer::peer() const {
    const std::string& socket = m_request.unixSocket;
    return {socket.empty() ? displayHost(*m_target) : "the local socket " + socket, withoutSecrets(m_request.url)};
}

Task Transfer::completionTask(Result<HttpResponse> result) {
    return
        [completion = std::move(m_completion), answer = std::move(result)]() mutable { completion(std::move(answer)); };
}

// ---- What libcurl tells

std::size_t Transfer::onHeaderBytes(char* data, std::size_t size, std::size_t count, void* self) {
    return static_cast<Transfer*>(self)->takeHeaderLine({data, size * count}) ? size * count : 0;
}

std::size_t Transfer::onBodyBytes(char* data, std::size_t size, std::size_t count, void* self) {
    auto* transfer = static_cast<Transfer*>(self);
    if (transfer->mustHold()) return CURL_WRITEFUNC_PAUSE;
    // Whatever is not the number of bytes ends the exchange, also when there are none.
    return transfer->takeBody({data, size * count}) ? size * count : CURL_WRITEFUNC_ERROR;
}

int Transfer::onConnected(void* self, char*, char*, int, int) {
    static_cast<Transfer*>(self)->m_lastByte = Clock::now();
    return CURL_PREREQFUNC_OK;
}

int Transfer::onTransferInfo(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t sent) {
    auto* transfer = static_cast<Transfer*>(self);
    if (std::exchange(transfer->m_sent, sent) != sent) transfer->m_lastByte = Clock::now();
    return 0;
}

bool Transfer::takeHeaderLine(std::string_view line) {
    m_lastByte = Clock::now();
    m_headBytes += line.size();
    if (m_headBytes > longestHead) {
        m_failure = errorFromCurl(CURLE_WEIRD_SERVER_REPLY, peer(), "The headers are longer than 1 MiB.", {});
        return false;
    }
    if (m_next != Next::Unknown) return true; // trailers
    if (line.starts_with("HTTP/")) {
        startHead(trimmed(line));
    } else if (trimmed(line).empty()) {
        return endHead();
    } else if (const auto colon = line.find(':'); colon != std::string_view::npos) {
        m_response.headers.emplace_back(lowered(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    }
    return true;
}

void Transfer::startHead(std::string_view statusLine) {
    const std::size_t space = std::min(statusLine.find(' '), statusLine.size());
    m_response.headers.clear();
    m_response.httpVersion = statusLine.substr(5, space - 5);
    m_response.status = static_cast<int>(numberOr0(trimmed(statusLine.substr(space))));
}

bool Transfer::endHead() {
    if (m_response.status < 200 && m_response.status != 101) return true; // an interim answer
    m_next = planFor(m_response);
    if (m_next != Next::Deliver) return true;
    m_bodyTotal = m_request.method == "HEAD" ? 0 : numberOr0(m_response.header("content-length"));
    if (m_callbacks.onHead) {
        m_heard = true;
        m_callbacks.onHead(m_response);
    }
    return m_callbacks.onBody || m_bodyTotal <= m_request.maxBodySize || refuseLongBody();
}

Transfer::Next Transfer::planFor(const HttpResponse& head) {
    if (isRedirect(head.status) && m_request.maxRedirects > 0 && head.header("location")) return Next::Redirect;
    if (!isPassing(head.status) || !attemptsLeft()) return Next::Deliver;
    if (const auto value = head.header("retry-after")) {
        m_retryAfter = parseRetryAfter(*value, std::chrono::system_clock::now());
    }
    return m_retryAfter && *m_retryAfter > m_request.retry.longestDelay ? Next::Deliver : Next::Retry;
}

bool Transfer::mustHold() {
    m_held = m_request.gate && m_next == Next::Deliver && !stopRequested() && m_request.gate->held();
    return m_held;
}

CURLcode Transfer::goOn() {
    m_held = false;
    m_lastByte = Clock::now();
    return curl_easy_pause(m_easy.get(), CURLPAUSE_CONT);
}

bool Transfer::takeBody(std::string_view bytes) {
    m_lastByte = Clock::now();
    m_bodyBytes += bytes.size();
    if (stopRequested()) return false;
    if (m_next != Next::Deliver) return m_bodyBytes <= longestIgnoredBody;
    if (!(m_callbacks.onBody ? m_callbacks.onBody(bytes) : collect(bytes))) {
        if (!m_failure) m_failure = cancelledError();
        return false;
    }
    m_heard = m_heard || m_callbacks.onBody;
    reportProgress(false);
    return true;
}

bool Transfer::collect(std::string_view bytes) {
    if (m_bodyBytes > m_request.maxBodySize) return refuseLongBody();
    m_response.body += bytes;
    return true;
}

bool Transfer::refuseLongBody() {
    m_failure = Error{
        Errc::TooLarge,
        fmt::format("The answer of {} is larger than the {} bytes allowed for it.", peer().name, m_request.maxBodySize),
        {},
        peer().where};
    return false;
}

void Transfer::reportProgress(bool last) {
    if (!m_callbacks.onProgress || (!last && Clock::now() - m_lastProgress < progressInterval)) return;
    m_lastProgress = Clock::now();
    m_callbacks.onProgress(m_bodyBytes, m_bodyTotal);
}

// ---- What follows

Transfer::Final Transfer::ended(CURLcode code, double random) {
    if (code == CURLE_OK) return settle(std::nullopt, random);
    return settle(errorFromCurl(code, peer(), m_errorText.data(), m_request.connectTimeout), random);
}

Transfer::Final Transfer::endedSilent(double random) {
    const Peer silent = peer();
    return settle(
        Error{Errc::Timeout,
              fmt::format("{} sent nothing for {}. Try again later.", silent.name, inSeconds(m_request.idleTimeout)),
              {},
              silent.where},
        random);
}

Transfer::Final Transfer::settle(std::optional<Error> error, double random) {
    m_easy.reset();
    m_headerList.reset();
    m_lastByte.reset();
    m_due = Clock::now();
    if (stopRequested()) return fail(cancelledError());
    if (m_failure) return fail(*std::exchange(m_failure, std::nullopt));
    if (m_next == Next::Redirect) {
        if (Status followed = redirect(); !followed) return fail(followed.error());
        return std::nullopt;
    }
    if (m_next == Next::Retry) {
        m_due += m_retryAfter.value_or(backoffDelay(m_request.retry, m_attempts, random));
        return std::nullopt;
    }
    return error ? tryAgain(*error, random) : deliver();
}

Transfer::Final Transfer::tryAgain(const Error& error, double random) {
    if (!attemptsLeft() || m_heard || !isPassing(error)) return fail(error);
    m_due += backoffDelay(m_request.retry, m_attempts, random);
    return std::nullopt;
}

Transfer::Final Transfer::deliver() {
    reportProgress(true);
    return std::move(m_response);
}

bool Transfer::attemptsLeft() const {
    return m_attempts < m_request.retry.attempts && (isSafe(m_request.method) || m_request.retry.evenIfUnsafe);
}

Status Transfer::redirect() {
    const Peer from = peer();
    const auto refuse = [&from](std::string_view why, Errc code = Errc::Protocol) {
        return fail(code, fmt::format("{} redirected the request {}, so it was ended.", from.name, why), {},
                    from.where);
    };
    if (++m_redirects > m_request.maxRedirects)
        return refuse(fmt::format("more than {} times", m_request.maxRedirects));
    const Result<std::string> url = resolveUrl(m_request.url, *m_response.header("location"));
    Result<Url> target = url ? parseUrl(*url) : Result<Url>(fail(url.error()));
    if (!target) return refuse("to something that is not a web address", Errc::BadUrl);
    const bool sameOrigin = origin(*target) == origin(*m_target);
    if (!sameOrigin && !m_request.unixSocket.empty()) return refuse("away from its own socket");
    if (m_target->scheme == "https" && target->scheme == "http") return refuse("to an address without encryption");

    --m_attempts; // a hop is not an attempt
    const int status = m_response.status;
    if ((status == 303 && !isSafe(m_request.method)) || (status < 303 && m_request.method == "POST")) {
        m_request.method = "GET";
        m_request.body.clear();
        removeHeaders(m_request.headers, [](const std::string& name) { return name.starts_with("content-"); });
    }
    if (!sameOrigin) forgetSecrets();
    m_request.url = *url;
    m_target = std::move(target);
    return {};
}

void Transfer::forgetSecrets() {
    removeHeaders(m_request.headers, [](const std::string& name) {
        return name == "authorization" || name == "proxy-authorization" || name == "cookie" || name == "x-api-key" ||
               name == "host";
    });
}

} // namespace orrery::net
