// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>

namespace orrery::robot {

class MotionGate;

/// Stops whatever robot is there: to be pressed from any thread at any time, also while another thread puts one robot
/// in the place of another. It outlives all that press it; gates come and go.
class StopSwitch {
public:
    /// From now on a press stops this gate's robot; null when there is none. A gate is taken out before it goes.
    void connect(MotionGate* gate);

    /// Stops the robot (MotionGate::stop). Waits for nobody but a connect() or press() that is going on.
    /// @return whether there was a robot.
    bool press();

private:
    std::mutex m_mutex;
    MotionGate* m_gate = nullptr; // guarded
};

} // namespace orrery::robot
