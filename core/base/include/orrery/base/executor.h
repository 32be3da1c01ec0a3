// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace orrery {

using Task = std::function<void()>;

/// Where a completion runs. Posting never blocks and never runs the task inside the call;
/// tasks of one poster run in the order posted. post() may be called from any thread.
class Executor {
public:
    virtual ~Executor() = default;
    virtual void post(Task task) = 0;
};

/// A fixed pool for short CPU or file work (parsing, meshes, hashing). Destruction drops what has not
/// started and joins what has; work that must end early listens to its own stop token.
class WorkerPool final : public Executor {
public:
    /// @param threads at least 1; 0 means one a core.
    explicit WorkerPool(unsigned threads = 0);
    ~WorkerPool() override;
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    void post(Task task) override;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Tasks wait until the owner runs them on its own thread: the main thread of a command-line program, and tests.
class ManualExecutor final : public Executor {
public:
    ManualExecutor();
    ~ManualExecutor() override;
    ManualExecutor(const ManualExecutor&) = delete;
    ManualExecutor& operator=(const ManualExecutor&) = delete;

    void post(Task task) override;

    /// Runs tasks as they arrive until `done()` is true (checked after each task and every 10 ms) or time is up.
    /// @return whether done() became true.
    bool runUntil(const std::function<bool()>& done,
                  std::chrono::milliseconds timeout = std::chrono::milliseconds::max());

    /// Runs what is queued now.
    /// @return how many tasks ran.
    int runPending();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace orrery
