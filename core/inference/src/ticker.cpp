// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "ticker.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace orrery::inference {

struct Ticker::State {
    Executor& executor;
    Task task;
    std::mutex mutex;
    std::condition_variable_any changed;
    std::chrono::milliseconds interval;
    bool pending = false;
    std::jthread thread;

    void run(const std::stop_token& stop, const std::weak_ptr<State>& self) {
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            const auto current = interval;
            if (changed.wait_for(lock, stop, current, [&] { return interval != current; }) || stop.stop_requested() ||
                pending)
                continue;
            pending = true;
            executor.post([self] {
                if (const auto state = self.lock()) state->tick();
            });
        }
    }

    void tick() {
        task();
        const std::lock_guard lock(mutex);
        pending = false;
    }
};

Ticker::Ticker(Executor& executor, std::chrono::milliseconds interval, Task task)
    : m_state(new State{executor, std::move(task), {}, {}, interval, false, {}}) {
    m_state->thread = std::jthread([state = m_state.get(), self = std::weak_ptr(m_state)](const std::stop_token& stop) {
        state->run(stop, self);
    });
}

Ticker::~Ticker() {
    m_state->thread.request_stop();
    m_state->thread.join();
}

void Ticker::setInterval(std::chrono::milliseconds interval) {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->interval = interval;
    }
    m_state->changed.notify_all();
}

} // namespace orrery::inference
