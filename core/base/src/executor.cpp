// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/base/executor.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace orrery {

struct WorkerPool::State {
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Task> queue;
    bool stopping = false;
    std::vector<std::thread> threads;

    void run() {
        for (;;) {
            Task task;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return stopping || !queue.empty(); });
                if (stopping) return;
                task = std::move(queue.front());
                queue.pop_front();
            }
            task();
        }
    }
};

WorkerPool::WorkerPool(unsigned threads) : m_state(std::make_unique<State>()) {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < threads; ++i) m_state->threads.emplace_back([this] { m_state->run(); });
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->stopping = true;
    }
    m_state->wake.notify_all();
    for (auto& thread : m_state->threads) thread.join();
}

void WorkerPool::post(Task task) {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->queue.push_back(std::move(task));
    }
    m_state->wake.notify_one();
}

struct ManualExecutor::State {
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Task> queue;

    Task take() {
        const std::lock_guard lock(mutex);
        if (queue.empty()) return {};
        Task task = std::move(queue.front());
        queue.pop_front();
        return task;
    }
};

ManualExecutor::ManualExecutor() : m_state(std::make_unique<State>()) {}
ManualExecutor::~ManualExecutor() = default;

void ManualExecutor::post(Task task) {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->queue.push_back(std::move(task));
    }
    m_state->wake.notify_one();
}

bool ManualExecutor::runUntil(const std::function<bool()>& done, std::chrono::milliseconds timeout) {
    using namespace std::chrono_literals;
    const auto start = std::chrono::steady_clock::now();
    // In the coarser unit: the default timeout does not fit into nanoseconds.
    const auto elapsed = [&] {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    };
    while (!done()) {
        if (Task task = m_state->take()) {
            task();
            continue;
        }
        if (elapsed() >= timeout) return false;
        std::unique_lock lock(m_state->mutex);
        m_state->wake.wait_for(lock, 10ms, [this] { return !m_state->queue.empty(); });
    }
    return true;
}

int ManualExecutor::runPending() {
    int count = 0;
    while (Task task = m_state->take()) {
        task();
        ++count;
    }
    return count;
}

} // namespace orrery
