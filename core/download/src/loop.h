// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace orrery::download {

/// The thread where the queue decides: tasks in the order posted, some of them later. It waits for nothing but small
/// files of the journal.
class Loop final : public Executor {
public:
    Loop();
    ~Loop() override;
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    void post(Task task) override { postAfter({}, std::move(task)); }
    void postAfter(std::chrono::milliseconds pause, Task task);
    /// Runs what is due, drops the rest and what is posted from now on, and joins. Not from its own tasks.
    void stop();

private:
    using Clock = std::chrono::steady_clock;
    void run();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::multimap<Clock::time_point, Task> m_tasks; ///< Of one time in the order posted.
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace orrery::download
