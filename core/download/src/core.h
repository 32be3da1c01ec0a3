// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job.h"

#include <orrery/download/queue.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

namespace orrery::download {

/// The queue's own thread at work: which job may do what, and who is told. All on the loop, except where said.
class Core : public std::enable_shared_from_this<Core> {
public:
    Core(std::shared_ptr<Context> context, std::function<void(const Status&)> onChange);

    void begin(); ///< Reads the journal.
    void add(std::uint64_t id, Request request);
    void forget(std::uint64_t id);
    void with(std::uint64_t id, const std::function<void(Job&)>& what);
    void wake();
    void stopAll();
    void setOffline(bool offline);

    [[nodiscard]] std::vector<Status> all() const; ///< Any thread.
    void silence() { m_silent = true; }            ///< Any thread: nobody is told anything from now on.

private:
    void insert(Record record);
    void changed(std::uint64_t id);
    void look();
    void schedule();
    void tick();
    void tell(const Job& job);
    [[nodiscard]] std::vector<std::shared_ptr<Job>> inTurn() const;

    const std::shared_ptr<Context> m_context;
    const std::function<void(const Status&)> m_onChange;
    const Journal m_journal;
    std::map<std::uint64_t, std::shared_ptr<Job>> m_jobs;
    std::vector<std::shared_ptr<Job>> m_leaving; ///< Forgotten, but not at rest yet.
    std::set<std::uint64_t> m_changed;           ///< Jobs to look at.
    bool m_ticking = false;
    bool m_offline = false;
    std::atomic<bool> m_silent = false;

    mutable std::mutex m_mutex;
    std::map<std::uint64_t, Status> m_statuses;
};

} // namespace orrery::download
