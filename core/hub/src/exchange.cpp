// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include <orrery/net/retry.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>
#include <utility>

namespace orrery::hub {

namespace {

constexpr int mostRedirects = 5;
constexpr std::chrono::seconds longestSilence{20};

/// A random UUID (RFC 4122, version 4).
std::string traceId() {
    std::random_device random;
    constexpr std::uint32_t low12 = 0xFFF, low14 = 0x3FFF, low16 = 0xFFFF, variant = 0x8000;
    const std::uint32_t a = random(), b = random(), c = random(), d = random();
    return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:04x}{:08x}", a, b & low16, (b >> 16U) & low12,
                       (c & low14) | variant, (c >> 16U) & low16, d);
}

bool isPassing(int status) {
    return status == 500 || net::isPassing(status);
}

bool isRedirect(const net::HttpResponse& answer) {
    constexpr std::array redirects{301, 302, 303, 307, 308};
    return std::find(redirects.begin(), redirects.end(), answer.status) != redirects.end() && answer.header("location");
}

bool isAbsolute(std::string_view location) {
    return location.starts_with("//") || location.find("://") < location.find_first_of("/?#");
}

std::string originOf(const std::string& url) {
    const Result<net::Url> parsed = net::parseUrl(url);
    return parsed ? net::origin(*parsed) : std::string();
}

} // namespace

Exchange::Exchange(std::shared_ptr<Core> core, Question question, std::stop_token stop, Then then)
    : m_core(std::move(core)),
      m_question(std::move(question)),
      m_stop(std::move(stop)),
      m_then(std::move(then)),
      m_url(m_question.url) {}

void Exchange::start() {
    m_core->work([self = shared_from_this()] { self->send(); });
}

bool Exchange::isAtHome() const {
    const std::string here = originOf(m_url);
    return !here.empty() && here == originOf(m_question.endpoint.url);
}

AnswerContext Exchange::context() const {
    return {m_question.subject, m_question.ofRepository, m_tokenSent};
}

void Exchange::send() {
    net::HttpRequest request;
    request.method = m_question.method;
    request.url = m_url;
    request.idleTimeout = longestSilence;
    request.maxBodySize = m_question.largest;
    request.range = m_question.range;
    request.maxRedirects = 0; // followed here, so that a mirror's users stay on it
    request.headers = {{"X-Amzn-Trace-Id", traceId()}};
    if (request.method == "HEAD") request.headers.emplace_back("Accept-Encoding", "identity");
    const auto token = m_useToken && isAtHome() ? m_core->token(m_question.endpoint) : std::nullopt;
    m_tokenSent = token.has_value();
    if (token) request.headers.emplace_back("Authorization", "Bearer " + *token);
    m_core->send(std::move(request), m_stop, [self = shared_from_this()](Result<net::HttpResponse> result) {
        self->m_core->work([self, answer = std::move(result)] { self->take(answer); });
    });
}

void Exchange::take(const Result<net::HttpResponse>& result) {
    if (m_stop.stop_requested()) return m_then(fail(cancelledError()));
    if (result) return takeAnswer(*result);
    const bool passing = result.error().is(net::Errc::Timeout) || result.error().is(net::Errc::BrokenOff);
    if (!passing || !tryAgain()) m_then(result);
}

void Exchange::takeAnswer(const net::HttpResponse& answer) {
    if (isAtHome()) m_core->note(m_question.endpoint, answer);
    if (isRedirect(answer)) return follow(answer);
    if (isPassing(answer.status) && tryAgain(requestedPause(answer, std::chrono::system_clock::now()))) return;
    if (answer.status == 400 && !m_question.plainUrl.empty()) {
        m_url = std::exchange(m_question.plainUrl, {});
        return send();
    }
    const auto error = answerError(context(), answer);
    if (error && m_tokenSent && m_question.anonymousToo && refusesToken(answer)) {
        m_useToken = false;
        m_refusal = error;
        return send();
    }
    if (!error) return m_then(answer);
    m_then(fail(m_refusal.value_or(*error)));
}

bool Exchange::tryAgain(std::optional<std::chrono::milliseconds> requested) {
    const auto& pauses = m_core->pauses();
    if (m_failures >= pauses.size()) return false;
    const std::chrono::milliseconds pause = requested.value_or(pauses[m_failures]);
    if (pause > pauses.back()) return false;
    ++m_failures;
    m_core->later(pause, m_stop, [self = shared_from_this()] {
        self->m_core->work([self] {
            if (self->m_stop.stop_requested()) return self->m_then(fail(cancelledError()));
            self->send();
        });
    });
    return true;
}

tl::unexpected<Error> Exchange::refusedRedirect(std::string_view why) const {
    return fail(net::Errc::Protocol,
                fmt::format("The Hub sent the request for {} on {}, so it was ended.", m_question.subject, why), {},
                net::withoutSecrets(m_url));
}

void Exchange::follow(const net::HttpResponse& answer) {
    const std::string_view location = *answer.header("location");
    const bool absolute = isAbsolute(location);
    const Result<std::string> next =
        absolute ? onEndpoint(m_question.endpoint, location) : net::resolveUrl(m_url, location);
    const Result<net::Url> target = next ? net::parseUrl(*next) : Result<net::Url>(fail(next.error()));
    if (!target) return m_then(refusedRedirect("to something that is not a web address"));
    if (target->scheme == "http" && m_url.starts_with("https:"))
        return m_then(refusedRedirect("to an address without encryption"));
    if (absolute && m_question.method == "HEAD") return m_then(answer);
    if (++m_redirects > mostRedirects) return m_then(refusedRedirect(fmt::format("more than {} times", mostRedirects)));
    m_url = *next;
    send();
}

} // namespace orrery::hub
