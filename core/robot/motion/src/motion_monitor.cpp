// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/motion_monitor.h>

#include <chrono>
#include <cmath>
#include <utility>

namespace orrery::robot {

std::vector<JointProgress> MotionMonitor::update(const std::vector<AppliedTarget>& applied, const JointState& state) {
    std::vector<JointProgress> progress;
    std::map<std::size_t, Anchor> anchors;
    for (const AppliedTarget& target : applied) {
        if (target.index >= state.position.size()) continue;
        progress.push_back(judge(target, state.position[target.index], state.time));
        anchors.insert(m_anchors.extract(target.index));
    }
    m_anchors = std::move(anchors);
    return progress;
}

JointProgress MotionMonitor::judge(const AppliedTarget& target, double position, SteadyTime time) {
    JointProgress progress{target.joint, target.position, position, target.position - position};
    progress.arrived = std::abs(progress.error) <= (target.linear ? m_tolerances.arrivedLinear : m_tolerances.arrived);
    const auto [found, first] = m_anchors.try_emplace(target.index, Anchor{position, time});
    Anchor& anchor = found->second;
    const double travelled = std::abs(position - anchor.position);
    if (progress.arrived || travelled > (target.linear ? m_tolerances.movedLinear : m_tolerances.moved)) {
        anchor = {position, time};
    }
    const std::chrono::duration<double> still = time - anchor.time;
    progress.notMoving = still.count() >= m_tolerances.patience;
    return progress;
}

} // namespace orrery::robot
