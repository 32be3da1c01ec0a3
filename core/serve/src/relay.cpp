// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "relay.h"

#include <utility>

namespace orrery::serve {

namespace {

constexpr std::size_t mostWaiting = 1U << 20; // bytes the caller has not yet taken

} // namespace

void Relay::start(inference::ModelPool& pool, const inference::EngineSettings& settings, net::HttpRequest request) {
    pool.acquire(settings, m_stop.get_token(),
                 [self = shared_from_this(), request = std::move(request)](Result<inference::ModelLease> lease) {
                     if (!lease) return self->end(lease.error());
                     self->m_lease = std::move(*lease);
                     self->ask(self->m_lease.endpoint(), request);
                 });
}

void Relay::ask(const inference::ChatEndpoint& endpoint, net::HttpRequest request) {
    request.url = endpoint.baseUrl + request.url;
    request.unixSocket = endpoint.unixSocket;
    request.idleTimeout = std::chrono::milliseconds(0); // the engine is silent while it reads a long prompt
    request.gate = m_gate;
    net::HttpCallbacks callbacks;
    callbacks.onHead = [self = shared_from_this()](const net::HttpResponse& head) { self->takeHead(head); };
    callbacks.onBody = [self = shared_from_this()](std::string_view bytes) { return self->takeBody(bytes); };
    m_http.start(std::move(request), m_stop.get_token(), std::move(callbacks),
                 [self = shared_from_this()](const Result<net::HttpResponse>& answer) {
                     self->end(answer ? std::nullopt : std::optional(answer.error()));
                     self->m_executor.post([self] { self->m_lease = inference::ModelLease(); });
                 });
}

void Relay::takeHead(const net::HttpResponse& head) {
    const std::lock_guard lock(m_mutex);
    m_head = Head{head.status, std::string(head.header("content-type").value_or("application/json"))};
    m_changed.notify_all();
}

bool Relay::takeBody(std::string_view bytes) {
    const std::lock_guard lock(m_mutex);
    m_waiting.append(bytes);
    if (m_waiting.size() > mostWaiting && !m_held && !m_stop.stop_requested()) {
        m_held = true;
        m_gate->hold();
    }
    m_changed.notify_all();
    return !m_stop.stop_requested();
}

void Relay::end(std::optional<Error> failure) {
    const std::lock_guard lock(m_mutex);
    m_ended = true;
    m_failure = std::move(failure);
    m_changed.notify_all();
}

Relay::Wait Relay::waitForHead(std::chrono::milliseconds longest) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, longest, [this] { return m_head || m_ended || m_stop.stop_requested(); });
    if (m_head && !m_stop.stop_requested()) return Wait::Ready;
    return m_ended || m_stop.stop_requested() ? Wait::Ended : Wait::NotYet;
}

Relay::Wait Relay::take(std::string& piece, std::chrono::milliseconds longest) {
    piece.clear();
    bool wasHeld = false;
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, longest, [this] { return !m_waiting.empty() || m_ended || m_stop.stop_requested(); });
        if (m_stop.stop_requested()) return Wait::Ended;
        if (m_waiting.empty()) return m_ended ? Wait::Ended : Wait::NotYet;
        piece.swap(m_waiting);
        wasHeld = std::exchange(m_held, false);
    }
    if (wasHeld) m_gate->release();
    return Wait::Ready;
}

Relay::Head Relay::head() const {
    const std::lock_guard lock(m_mutex);
    return m_head.value_or(Head());
}

std::optional<Error> Relay::failure() const {
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

void Relay::cancel() {
    m_stop.request_stop();
    bool wasHeld = false;
    {
        const std::lock_guard lock(m_mutex);
        wasHeld = std::exchange(m_held, false);
    }
    if (wasHeld) m_gate->release();
    m_changed.notify_all();
}

} // namespace orrery::serve
