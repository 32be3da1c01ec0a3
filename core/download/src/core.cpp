// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "core.h"

#include <algorithm>
#include <utility>

namespace orrery::download {

namespace {

using namespace std::chrono_literals;

constexpr auto tickInterval = 100ms;
constexpr int plansAtOnce = 2;

} // namespace

Core::Core(std::shared_ptr<Context> context, std::function<void(const Status&)> onChange)
    : m_context(std::move(context)), m_onChange(std::move(onChange)), m_journal(m_context->options.journal) {}

void Core::begin() {
    for (auto& record : m_journal.load()) insert(std::move(record));
}

void Core::add(std::uint64_t id, Request request) {
    Record record{.id = id, .request = std::move(request), .paused = false, .plan = {}};
    (void)m_journal.save(record); // a full disk is told when it is planned
    insert(std::move(record));
}

void Core::insert(Record record) {
    const std::uint64_t id = record.id;
    auto job = std::make_shared<Job>(m_context, m_journal, std::move(record), [weak = weak_from_this(), id] {
        if (const auto self = weak.lock()) self->changed(id);
    });
    if (m_offline) job->setOffline(true);
    m_jobs[id] = std::move(job);
    changed(id);
}

void Core::forget(std::uint64_t id) {
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end()) return;
    const bool over = found->second->finished() || found->second->status().state == State::Failed;
    if (!over) return;
    m_journal.remove(id);
    m_leaving.push_back(std::move(found->second));
    m_jobs.erase(found);
    changed(id);
    const std::lock_guard lock(m_mutex);
    m_statuses.erase(id);
}

void Core::with(std::uint64_t id, const std::function<void(Job&)>& what) {
    if (const auto found = m_jobs.find(id); found != m_jobs.end()) what(*std::shared_ptr(found->second));
}

void Core::wake() {
    for (const auto& job : inTurn()) job->wake();
}

void Core::stopAll() {
    for (const auto& job : inTurn()) job->stop();
}

void Core::setOffline(bool offline) {
    m_offline = offline;
    for (const auto& job : inTurn()) job->setOffline(offline);
}

std::vector<Status> Core::all() const {
    const std::lock_guard lock(m_mutex);
    std::vector<Status> result;
    for (const auto& [id, status] : m_statuses) result.push_back(status);
    return result;
}

/// Several changes of one moment are looked at together.
void Core::changed(std::uint64_t id) {
    const bool first = m_changed.empty();
    m_changed.insert(id);
    if (!first) return;
    m_context->loop.post([weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->look();
    });
}

void Core::look() {
    schedule();
    std::erase_if(m_leaving, [](const auto& job) { return job->idle(); });
    for (const std::uint64_t id : std::exchange(m_changed, {})) {
        if (const auto found = m_jobs.find(id); found != m_jobs.end()) tell(*found->second);
    }
    if (!std::exchange(m_ticking, true)) tick();
}

std::vector<std::shared_ptr<Job>> Core::inTurn() const {
    std::vector<std::shared_ptr<Job>> jobs;
    for (const auto& [id, job] : m_jobs) jobs.push_back(job);
    std::stable_sort(jobs.begin(), jobs.end(),
                     [](const auto& a, const auto& b) { return a->priority() > b->priority(); });
    return jobs;
}

void Core::schedule() {
    if (m_offline) return;
    const auto jobs = inTurn();
    auto planning = std::count_if(jobs.begin(), jobs.end(), [](const auto& job) { return job->planning(); });
    int running = 0;
    for (const auto& job : jobs) running += job->filesRunning();
    for (const auto& job : jobs) {
        if (job->wantsPlan() && planning < plansAtOnce) {
            ++planning;
            job->plan();
        }
        while (running < std::max(1, m_context->options.filesAtOnce) && job->startNextFile()) ++running;
    }
}

void Core::tick() {
    bool moves = false;
    for (const auto& [id, job] : m_jobs) {
        if (!job->tick(Speed::Clock::now())) continue;
        moves = true;
        tell(*job);
    }
    m_ticking = moves;
    if (!moves) return;
    m_context->loop.postAfter(tickInterval, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->tick();
    });
}

void Core::tell(const Job& job) {
    Status status = job.status();
    {
        const std::lock_guard lock(m_mutex);
        m_statuses[job.id()] = status;
    }
    m_context->services.completion.post([weak = weak_from_this(), status = std::move(status)] {
        const auto self = weak.lock();
        if (self && !self->m_silent && self->m_onChange) self->m_onChange(status);
    });
}

} // namespace orrery::download
