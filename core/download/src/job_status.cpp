// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0

// How a job stands, for a person to see.

#include "job.h"

#include <algorithm>

namespace orrery::download {

State Job::shownState() const {
    if (m_state != State::Running) return m_state;
    bool verifying = false;
    bool waiting = false;
    for (const auto& file : m_files) {
        if (!file.transfer) continue;
        const State state = file.transfer->state();
        if (state == State::Running) return State::Running;
        verifying = verifying || state == State::Verifying;
        waiting = waiting || state == State::Waiting;
    }
    if (verifying) return State::Verifying;
    return waiting || filesRunning() == 0 ? State::Waiting : State::Running;
}

std::optional<Error> Job::shownProblem() const {
    if (m_problem || shownState() != State::Waiting) return m_problem;
    for (const auto& file : m_files) {
        if (file.transfer && file.transfer->problem()) return file.transfer->problem();
    }
    return std::nullopt;
}

Status Job::status() const {
    Status status;
    status.id = id();
    status.request = m_record.request;
    status.state = shownState();
    status.problem = shownProblem();
    for (const auto& file : m_files) {
        FileStatus& shown =
            status.files.emplace_back(FileStatus{file.plan.path, file.plan.size, file.done, file.state});
        if (file.transfer) {
            shown.state = file.transfer->state();
            shown.done = std::max(file.transfer->done(), shown.state == State::Verifying ? file.plan.size : 0);
        }
        status.size += shown.size;
        status.done += shown.done;
    }
    if (m_record.plan) status.commit = m_record.plan->commit;
    if (m_state == State::Running) {
        status.bytesPerSecond = m_speed.bytesPerSecond();
        status.secondsLeft = m_speed.secondsFor(status.size - std::min(status.size, status.done));
    }
    if (m_state == State::Done) {
        status.snapshot = cache::RepoPaths{m_context->options.cache, m_record.request.repo}.snapshot(status.commit);
        if (!m_record.plan->refused.empty())
            status.problem = Error{cache::Errc::UnsafeName, m_record.plan->refused.front(), {}, {}};
    }
    return status;
}

} // namespace orrery::download
