// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <vector>

namespace orrery::robot {

class MotionGate;

/// Stops whatever robots are there: to be pressed from any thread at any time, also while another thread puts one robot
/// in the place of another. It outlives all that press it; gates come and go.
class StopSwitch {
public:
    /// From now on a press stops this gate's robot too. A gate is taken out before it goes.
    void connect(MotionGate& gate);
    /// Nothing happens to one that is not connected.
    void disconnect(const MotionGate& gate);

    /// Stops every robot (MotionGate::stop). Waits for nobody but a connect(), disconnect() or press() that is going
    /// on.
    /// @return whether there was a robot.
    bool press();

private:
    std::mutex m_mutex;
    std::vector<MotionGate*> m_gates; // guarded
};

} // namespace orrery::robot
