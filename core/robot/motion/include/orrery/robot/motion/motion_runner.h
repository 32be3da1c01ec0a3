// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/robot/motion/gesture.h>
#include <orrery/robot/motion/gesture_player.h>
#include <orrery/robot/motion/motion_gate.h>

#include <functional>
#include <memory>
#include <stop_token>

namespace orrery::robot {

/// Plays gestures on a thread of its own, 100 poses a second. One at a time: starting a second one fails with Busy.
class MotionRunner {
public:
    using Completion = std::function<void(Result<GestureReport>)>;

    /// @param gate and @param completions must outlive the runner.
    MotionRunner(MotionGate& gate, Executor& completions);
    /// Ends what plays (Cancelled) and joins.
    ~MotionRunner();
    MotionRunner(const MotionRunner&) = delete;
    MotionRunner& operator=(const MotionRunner&) = delete;

    /// Returns at once, from any thread. `completion` runs exactly once, on the executor: with the report after the
    /// last pose was sent, with Cancelled within a tick of `stop`, with Stopped or Preempted when the robot was stopped
    /// or a person took over, or with what the gate refused. A stop of the robot between this call and the first pose
    /// voids it as well.
    void start(Gesture gesture, std::stop_token stop, Completion completion);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace orrery::robot
