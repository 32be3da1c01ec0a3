// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "job.h"

#include <orrery/base/log.h>
#include <orrery/hub/errors.h>
#include <orrery/net/retry.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace orrery::download {

namespace {

/// Whether the same question may get another answer a little later.
bool mayPass(const Error& error) {
    return net::isPassing(error) || error.is(hub::Errc::RateLimited) || error.is(hub::Errc::Server);
}

bool isActive(State state) {
    return state == State::Running || state == State::Verifying;
}

} // namespace

Job::Job(std::shared_ptr<Context> context, const Journal& journal, Record record, std::function<void()> changed)
    : m_context(std::move(context)), m_journal(journal), m_record(std::move(record)), m_changed(std::move(changed)) {
    if (m_record.paused) m_state = State::Paused;
    if (m_record.plan) listFiles();
}

void Job::listFiles() {
    m_files.clear();
    for (const auto& file : m_record.plan->files) m_files.push_back({.plan = file});
}

FileTarget Job::target(const File& file) const {
    const Options& options = m_context->options;
    return {{options.cache, m_record.request.repo, options.links}, m_record.plan->commit, file.plan};
}

void Job::save() {
    if (auto saved = m_journal.save(m_record); !saved) log(LogLevel::Warning, "download", describe(saved.error()));
}

// ---- Planning

void Job::plan() {
    m_state = State::Planning;
    m_problem.reset();
    m_planning = {};
    announce();
    if (m_record.plan) return startSurvey();
    askForPlan(m_context, m_record.request, m_planning.get_token(),
               [self = shared_from_this(), stop = m_planning.get_token()](Result<Plan> plan) {
                   if (!stop.stop_requested()) self->takePlan(std::move(plan));
               });
}

void Job::takePlan(Result<Plan> plan) {
    if (!plan) return mayPass(plan.error()) ? waitToPlan(plan.error()) : halt(State::Failed, plan.error());
    m_record.plan = std::move(*plan);
    listFiles();
    save();
    startSurvey();
}

void Job::startSurvey() {
    m_context->services.workers.post(
        [self = shared_from_this(), request = m_record.request, plan = *m_record.plan, stop = m_planning.get_token()] {
            auto presences = survey(self->m_context->options, request, plan);
            self->m_context->loop.post([self, stop, presences = std::move(presences)] {
                if (!stop.stop_requested()) self->takeSurvey(presences);
            });
        });
}

void Job::takeSurvey(const Result<std::vector<Presence>>& presences) {
    if (!presences) return halt(State::Failed, presences.error());
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        m_files[i].state = (*presences)[i].whole ? State::Done : State::Waiting;
        m_files[i].done = (*presences)[i].bytes;
    }
    m_failures = 0;
    m_surveyed = true;
    m_state = State::Running;
    settle();
    announce();
}

void Job::waitToPlan(Error error) {
    const net::RetryPolicy policy{.firstDelay = m_context->options.firstRetryDelay};
    m_state = State::Waiting;
    m_problem = std::move(error);
    m_pausing = true;
    announce();
    m_context->loop.postAfter(net::backoffDelay(policy, ++m_failures, 1),
                              [weak = weak_from_this(), stop = m_planning.get_token()] {
                                  const auto self = weak.lock();
                                  if (self && !stop.stop_requested()) self->wake();
                              });
}

// ---- Files

int Job::filesRunning() const {
    return static_cast<int>(std::count_if(m_files.begin(), m_files.end(), [](const File& file) {
        return file.transfer && isActive(file.transfer->state());
    }));
}

bool Job::startNextFile() {
    if (m_state != State::Running) return false;
    const auto next = std::find_if(m_files.begin(), m_files.end(),
                                   [](const File& file) { return file.state == State::Waiting && !file.transfer; });
    if (next == m_files.end()) return false;
    const auto index = static_cast<std::size_t>(next - m_files.begin());
    FileTransfer::Callbacks callbacks;
    callbacks.changed = [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->announce();
    };
    callbacks.ended = [weak = weak_from_this(), index](const orrery::Status& result) {
        if (const auto self = weak.lock()) self->fileEnded(index, result);
    };
    next->transfer =
        std::make_shared<FileTransfer>(m_context, m_record.request.endpoint, target(*next), std::move(callbacks));
    next->transfer->start();
    announce();
    return true;
}

void Job::fileEnded(std::size_t index, const orrery::Status& result) {
    File& file = m_files[index];
    m_speed.add(file.transfer->takeReceived());
    file.done = result ? file.plan.size : file.transfer->done();
    file.state = result ? State::Done : State::Waiting;
    file.transfer.reset();
    // A transfer we have stopped may end only when the download is running again: then the file waits for its turn.
    if (!result && m_state == State::Running && !result.error().is(orrery::Errc::Cancelled)) {
        file.state = State::Failed;
        halt(State::Failed, result.error());
    }
    settle();
    announce();
}

bool Job::tick(Speed::Clock::time_point now) {
    bool moves = false;
    for (auto& file : m_files) {
        if (!file.transfer) continue;
        moves = true;
        m_speed.add(file.transfer->takeReceived());
        file.done = file.transfer->done();
    }
    if (moves) m_speed.tick(now);
    return moves;
}

void Job::stopFiles() {
    m_planning.request_stop();
    m_pausing = false;
    m_speed.reset();
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (const auto transfer = m_files[i].transfer) transfer->stop();
    }
}

/// Whatever runs ends; what is here so far stays.
void Job::halt(State state, std::optional<Error> problem) {
    m_state = state;
    m_problem = std::move(problem);
    m_surveyed = false;
    stopFiles();
    announce();
}

bool Job::idle() const {
    return std::none_of(m_files.begin(), m_files.end(), [](const File& file) { return file.transfer; });
}

/// What follows once everything that was under way has ended.
void Job::settle() {
    if (!idle()) return;
    const bool whole =
        std::all_of(m_files.begin(), m_files.end(), [](const File& file) { return file.state == State::Done; });
    if (m_state != State::Running || !whole) return;
    m_state = State::Done;
    m_problem.reset();
    m_journal.remove(id());
}

/// Ends what runs and removes what is here of files that are not whole.
void Job::discardFiles() {
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (const auto transfer = m_files[i].transfer) {
            transfer->stop(true);
        } else if (m_files[i].state != State::Done) {
            m_context->services.workers.post(
                [context = m_context, target = target(m_files[i])] { discardUnlockedFile(context->options, target); });
        }
    }
}

// ---- What a person decides

void Job::pause() {
    if (finished() || m_state == State::Paused) return;
    m_record.paused = true;
    halt(State::Paused);
    save();
}

void Job::resume() {
    if (m_state != State::Paused && m_state != State::Failed) return;
    m_record.paused = false;
    m_state = State::Waiting;
    m_problem.reset();
    m_failures = 0;
    for (auto& file : m_files) {
        if (file.state == State::Failed) file.state = State::Waiting;
    }
    announce();
    save();
}

void Job::cancel(bool keepPartial) {
    if (finished()) return;
    m_state = State::Cancelled;
    if (!keepPartial) discardFiles();
    halt(State::Cancelled);
    m_journal.remove(id());
}

void Job::setPriority(int priority) {
    m_record.request.priority = priority;
    announce();
    if (!finished()) save();
}

void Job::wake() {
    m_pausing = false;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (const auto transfer = m_files[i].transfer) transfer->wake();
    }
    announce();
}

void Job::setOffline(bool offline) {
    const bool underWay = m_state == State::Running || m_state == State::Planning || m_state == State::Waiting;
    if (!underWay) return;
    if (offline) {
        halt(State::Waiting, Error{net::Errc::Offline,
                                   "Orrery is set to work offline. The download goes on once it is "
                                   "online again.",
                                   {},
                                   {}});
    } else {
        m_problem.reset();
        announce();
    }
}

} // namespace orrery::download
