// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>

#include <memory>

namespace orrery::platform {

/// A thread with an event loop for processes, sockets and timers. Tasks posted to it run there in order. It outlives
/// everything that uses it; destruction runs what was posted before it, kills the processes still running on it (their
/// onFinished says Cancelled), then joins.
///
/// A QCoreApplication (or one of its kin) must exist before it and outlive it, since without one Qt delivers no event
/// to any thread; it need not run its own loop, so a command-line program only makes one at the top of main(). Without
/// one the constructor ends the program with a message.
class EventThread final : public Executor {
public:
    EventThread();
    ~EventThread() override;
    EventThread(const EventThread&) = delete;
    EventThread& operator=(const EventThread&) = delete;

    void post(Task task) override;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace orrery::platform
