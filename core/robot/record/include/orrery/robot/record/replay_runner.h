// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/robot/record/replay_player.h>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace orrery::robot {

/// Replays takes through the gate on a thread of its own, 100 poses a second, one at a time. Every method may be called
/// from any thread and returns at once.
class ReplayRunner {
public:
    using Completion = std::function<void(const Result<ReplayReport>&)>;
    using Started = std::function<void(const ReplayReport&)>;

    /// @param gate and @param completions must outlive the runner.
    ReplayRunner(MotionGate& gate, Executor& completions);
    /// Ends the replay, completes it with Cancelled, and joins.
    ~ReplayRunner();
    ReplayRunner(const ReplayRunner&) = delete;
    ReplayRunner& operator=(const ReplayRunner&) = delete;

    /// Begins a replay; one that plays ends first, with Cancelled.
    /// @param title what it is, in a person's words.
    /// @param started runs on the executor when it has begun to move, before the completion; not when it never begins.
    /// @param completion runs exactly once on the executor: the report when the last pose is sent, Cancelled after a
    /// stop request, or why it did not begin or ended early (Stopped, Preempted, OutOfRange, ...).
    void start(std::shared_ptr<const Take> take, std::string title, const ReplayOptions& options, std::stop_token stop,
               Started started, Completion completion);

    /// Of the replay that plays, as in ReplayPlayer; without one they do nothing.
    void setPaused(bool paused);
    void seek(double takeTime);
    void setSpeed(double speed);
    void setLoop(bool loop);

    /// Where in the take the replay is, s; nothing while none plays. After a seek it is the place that was asked for.
    [[nodiscard]] std::optional<double> takeTime() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace orrery::robot
