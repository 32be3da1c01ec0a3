// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "connection.h"

#include <orrery/net/content_range.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace orrery::download {

namespace {

std::optional<std::uint64_t> wholeNumber(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

} // namespace

Connection::Connection(std::shared_ptr<Context> context, std::shared_ptr<FileSink> sink, Plan plan)
    : m_context(std::move(context)), m_sink(std::move(sink)), m_plan(std::move(plan)), m_position(m_plan.span.begin) {}

void Connection::start(std::function<void(std::string)> accepted, std::function<void(const Outcome&)> ended) {
    m_accepted = std::move(accepted);
    m_ended = std::move(ended);
    net::HttpCallbacks callbacks;
    callbacks.onHead = [self = shared_from_this()](const net::HttpResponse& head) { self->takeHead(head); };
    callbacks.onBody = [self = shared_from_this()](std::string_view bytes) { return self->takeBody(bytes); };
    m_context->services.http.start(request(), m_stop.get_token(), std::move(callbacks),
                                   [self = shared_from_this()](Result<net::HttpResponse> answer) {
                                       self->m_context->loop.post([self, answer = std::move(answer)]() mutable {
                                           self->finish(std::move(answer));
                                       });
                                   });
}

net::HttpRequest Connection::request() const {
    net::HttpRequest request{.url = m_plan.url,
                             .headers = {{"Accept-Encoding", "identity"}},
                             .idleTimeout = m_context->options.stallTimeout,
                             .gate = m_gate};
    if (m_plan.token) request.headers.emplace_back("Authorization", "Bearer " + *m_plan.token);
    if (!m_plan.whole) request.range = net::ByteRange{m_plan.span.begin, m_plan.span.end - 1};
    return request;
}

// ---- On the network thread

void Connection::takeHead(const net::HttpResponse& head) {
    m_verdict = judge(head);
    if (m_verdict != Verdict::Accepted) return;
    m_context->loop.post([self = shared_from_this(), url = head.url] { self->m_accepted(url); });
}

Connection::Verdict Connection::judge(const net::HttpResponse& head) {
    if (!head.ok()) return Verdict::Refused;
    if (head.status == 206) return judgePart(head);
    if (!m_plan.whole) return Verdict::NoRanges;
    m_serverSize = wholeNumber(head.header("content-length").value_or(""));
    return !m_serverSize || *m_serverSize == m_plan.size ? Verdict::Accepted : Verdict::WrongLength;
}

Connection::Verdict Connection::judgePart(const net::HttpResponse& head) {
    const auto range = net::parseContentRange(head.header("content-range").value_or(""));
    if (!range || !range->span) return Verdict::NoRanges;
    m_serverSize = range->total;
    if (m_serverSize && *m_serverSize != m_plan.size) return Verdict::WrongLength;
    const bool wanted = range->span->first == m_plan.span.begin && range->span->end <= m_plan.span.end;
    return wanted ? Verdict::Accepted : Verdict::NoRanges;
}

bool Connection::takeBody(std::string_view bytes) {
    constexpr std::size_t longestRefusal = 64U << 10;
    if (m_verdict == Verdict::Refused) {
        m_refusal += bytes.substr(0, longestRefusal - std::min(longestRefusal, m_refusal.size()));
        return m_refusal.size() < longestRefusal;
    }
    if (m_verdict != Verdict::Accepted) return false;
    if (bytes.size() > m_plan.span.end - m_position) {
        m_verdict = Verdict::WrongLength;
        m_serverSize.reset();
        return false;
    }
    obeyLimit(bytes.size());
    while (!bytes.empty()) {
        if (!m_filling) m_filling = m_context->buffers.take();
        const std::size_t count = m_filling->fill(bytes);
        bytes.remove_prefix(count);
        m_position += count;
        if (m_filling->full()) handOver();
    }
    return true;
}

void Connection::obeyLimit(std::uint64_t bytes) {
    const auto pause = m_context->limiter.take(bytes, RateLimiter::Clock::now());
    if (pause.count() <= 0) return;
    m_gate->hold();
    m_context->loop.postAfter(pause, [gate = m_gate] { gate->release(); });
}

void Connection::handOver() {
    if (m_unwritten.fetch_add(1) + 1 == m_context->mostUnwritten) m_gate->hold();
    const std::uint64_t offset = m_position - m_filling->bytes().size();
    m_sink->write(offset, std::move(*m_filling), [self = shared_from_this()] {
        if (self->m_unwritten.fetch_sub(1) == self->m_context->mostUnwritten) self->m_gate->release();
    });
    m_filling.reset();
}

// ---- On the loop

void Connection::finish(Result<net::HttpResponse> answer) {
    if (m_filling) handOver();
    if (answer) answer->body = std::move(m_refusal);
    const Outcome outcome{.verdict = m_verdict,
                          .answer = std::move(answer),
                          .left = {m_position, m_plan.span.end},
                          .received = m_position - m_plan.span.begin,
                          .serverSize = m_serverSize};
    m_accepted = {};
    const auto ended = std::exchange(m_ended, {});
    ended(outcome);
}

} // namespace orrery::download
