// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "core.h"

namespace orrery::hub {

void Core::close() {
    std::unique_ptr<Delays> delays;
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        for (auto& [question, cancel] : m_open) m_services.completion.post(std::move(cancel));
        m_open.clear();
    }
    const std::lock_guard noLookUpRuns(m_tokenMutex);
    m_services.token = nullptr;
    const std::lock_guard lock(m_delaysMutex);
    delays.swap(m_delays);
}

std::uint64_t Core::open(Task cancel) {
    const std::lock_guard lock(m_mutex);
    m_open.emplace(++m_lastQuestion, std::move(cancel));
    return m_lastQuestion;
}

void Core::answer(std::uint64_t question, Task task) {
    const std::lock_guard lock(m_mutex);
    if (m_open.erase(question) > 0) m_services.completion.post(std::move(task));
}

void Core::work(Task task) {
    const std::lock_guard lock(m_mutex);
    if (!m_closed) m_services.parsing.post(std::move(task));
}

void Core::send(net::HttpRequest request, std::stop_token stop, net::HttpClient::Completion completion) {
    const std::lock_guard lock(m_mutex);
    if (!m_closed) m_services.http.start(std::move(request), std::move(stop), {}, std::move(completion));
}

void Core::later(std::chrono::milliseconds pause, std::stop_token stop, Task task) {
    const std::lock_guard lock(m_delaysMutex);
    if (m_delays) m_delays->after(pause, std::move(stop), std::move(task));
}

std::optional<std::string> Core::token(const Endpoint& endpoint) {
    const std::lock_guard lock(m_tokenMutex);
    return m_services.token ? m_services.token(endpoint) : std::nullopt;
}

void Core::note(const Endpoint& endpoint, const net::HttpResponse& answer) {
    constexpr std::size_t mostBuckets = 16;
    const auto limit = rateLimitOf(answer);
    if (!limit) return;
    const std::lock_guard lock(m_mutex);
    auto& buckets = m_rateLimits[endpoint.url];
    if (buckets.size() < mostBuckets || buckets.contains(limit->bucket)) buckets[limit->bucket] = *limit;
}

std::vector<RateLimit> Core::rateLimits(const Endpoint& endpoint) const {
    const std::lock_guard lock(m_mutex);
    std::vector<RateLimit> limits;
    const auto found = m_rateLimits.find(endpoint.url);
    if (found == m_rateLimits.end()) return limits;
    for (const auto& [bucket, limit] : found->second) limits.push_back(limit);
    return limits;
}

} // namespace orrery::hub
