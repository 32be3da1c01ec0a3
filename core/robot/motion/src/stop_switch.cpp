// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/motion/stop_switch.h>

namespace orrery::robot {

void StopSwitch::connect(MotionGate& gate) {
    const std::lock_guard lock(m_mutex);
    m_gates.push_back(&gate);
}

void StopSwitch::disconnect(const MotionGate& gate) {
    const std::lock_guard lock(m_mutex);
    std::erase(m_gates, &gate);
}

bool StopSwitch::press() {
    const std::lock_guard lock(m_mutex);
    for (MotionGate* gate : m_gates) gate->stop();
    return !m_gates.empty();
}

} // namespace orrery::robot
