// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "recorded_robot.h"

#include <utility>

namespace orrery::robot {

RecordedRobot::RecordedRobot(const MotionGate& gate) : m_joints(gate.link().joints()), m_gate(&gate) {}

void RecordedRobot::look() {
    m_unread.states = m_gate->link().states().since(m_newest);
    if (!m_unread.states.empty()) m_newest = m_unread.states.back().time;
    m_unread.applied = {};
    for (const AppliedTarget& target : m_gate->applied()) {
        m_unread.applied.names.push_back(target.joint);
        m_unread.applied.positions.push_back(target.position);
    }
}

RecordedRobot::Reading RecordedRobot::read() {
    const std::lock_guard lock(m_mutex);
    if (m_gate) look();
    return {std::exchange(m_unread.states, {}), m_unread.applied};
}

void RecordedRobot::letGo() {
    const std::lock_guard lock(m_mutex);
    if (m_gate) look();
    m_gate = nullptr;
}

} // namespace orrery::robot
