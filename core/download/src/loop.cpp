// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "loop.h"

#include <utility>

namespace orrery::download {

Loop::Loop() : m_thread([this] { run(); }) {}

Loop::~Loop() {
    stop();
}

void Loop::postAfter(std::chrono::milliseconds pause, Task task) {
    const std::lock_guard lock(m_mutex);
    if (m_stopping) return;
    // Tasks without a pause share one time, so that none overtakes another.
    m_tasks.emplace(pause.count() > 0 ? Clock::now() + pause : Clock::time_point(), std::move(task));
    m_changed.notify_one();
}

void Loop::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_changed.notify_one();
    }
    if (m_thread.joinable()) m_thread.join();
    m_tasks.clear();
}

void Loop::run() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        const bool due = !m_tasks.empty() && m_tasks.begin()->first <= Clock::now();
        if (due) {
            const Task task = std::move(m_tasks.extract(m_tasks.begin()).mapped());
            lock.unlock();
            task();
            lock.lock();
        } else if (m_stopping) {
            return;
        } else if (m_tasks.empty()) {
            m_changed.wait(lock);
        } else {
            m_changed.wait_until(lock, Clock::time_point(m_tasks.begin()->first));
        }
    }
}

} // namespace orrery::download
