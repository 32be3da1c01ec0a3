// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "delays.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace orrery::hub {

namespace {

/// How soon a stop is noticed, while there is something to wait for.
constexpr std::chrono::milliseconds patience{40};

} // namespace

Delays::~Delays() {
    {
        const std::lock_guard lock(m_mutex);
        m_quitting = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) m_thread.join();
}

void Delays::after(std::chrono::milliseconds pause, std::stop_token stop, Task task) {
    const std::lock_guard lock(m_mutex);
    m_entries.push_back({std::chrono::steady_clock::now() + pause, std::move(stop), std::move(task)});
    if (!m_thread.joinable()) m_thread = std::thread([this] { run(); });
    m_changed.notify_all();
}

void Delays::run() {
    std::unique_lock lock(m_mutex);
    while (!m_quitting) {
        std::vector<Entry> due = takeDue();
        lock.unlock();
        for (Entry& entry : due) entry.task();
        due.clear();
        lock.lock();
        if (m_entries.empty()) {
            m_changed.wait(lock, [this] { return m_quitting || !m_entries.empty(); });
        } else {
            m_changed.wait_for(lock, patience, [this] { return m_quitting; });
        }
    }
}

std::vector<Delays::Entry> Delays::takeDue() {
    const auto now = std::chrono::steady_clock::now();
    const auto first = std::stable_partition(m_entries.begin(), m_entries.end(), [now](const Entry& entry) {
        return entry.due > now && !entry.stop.stop_requested();
    });
    std::vector<Entry> due(std::make_move_iterator(first), std::make_move_iterator(m_entries.end()));
    m_entries.erase(first, m_entries.end());
    return due;
}

} // namespace orrery::hub
