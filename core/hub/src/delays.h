// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace orrery::hub {

/// Runs tasks after a while, or as soon as their stop is requested. Its thread exists from the first task on.
class Delays {
public:
    Delays() = default;
    /// Drops what is left.
    ~Delays();
    Delays(const Delays&) = delete;
    Delays& operator=(const Delays&) = delete;

    /// `task` runs on a thread of this object: it must be short.
    void after(std::chrono::milliseconds pause, std::stop_token stop, Task task);

private:
    struct Entry {
        std::chrono::steady_clock::time_point due;
        std::stop_token stop;
        Task task;
    };

    void run();
    std::vector<Entry> takeDue();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Entry> m_entries;
    bool m_quitting = false;
    std::thread m_thread;
};

} // namespace orrery::hub
