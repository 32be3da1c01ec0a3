// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/motion/stop_switch.h>

namespace orrery::robot {

void StopSwitch::connect(MotionGate* gate) {
    const std::lock_guard lock(m_mutex);
    m_gate = gate;
}

bool StopSwitch::press() {
    const std::lock_guard lock(m_mutex);
    if (m_gate == nullptr) return false;
    m_gate->stop();
    return true;
}

} // namespace orrery::robot
