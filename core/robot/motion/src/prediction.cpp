// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "prediction.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace orrery::robot {

Prediction::Prediction(const JointRules& rules, const JointState& now, const std::vector<AppliedTarget>& targets,
                       std::size_t jointCount)
    : m_linear(jointCount, false), m_followers(rules.followers()) {
    for (std::size_t i = 0; i < jointCount; ++i) {
        const bool known = i < now.position.size() && std::isfinite(now.position[i]);
        m_joints.emplace_back(known ? now.position[i] : std::numeric_limits<double>::quiet_NaN());
    }
    for (const AppliedTarget& target : targets) {
        const std::size_t i = target.index;
        if (i >= jointCount || i >= now.position.size() || !std::isfinite(now.position[i])) continue;
        double speed = i < now.velocity.size() ? now.velocity[i] : 0;
        if (!std::isfinite(speed)) speed = 0;
        m_linear[i] = target.linear;
        m_joints[i] = Trapezoid(now.position[i], speed, target.position, target.velocity, target.acceleration);
        m_duration = std::max(m_duration, m_joints[i].duration());
    }
}

void Prediction::at(double time, std::vector<double>& positions) const {
    positions.resize(m_joints.size());
    for (std::size_t i = 0; i < m_joints.size(); ++i) positions[i] = m_joints[i].at(time);
    for (const FollowerRule& follower : m_followers)
        positions[follower.index] = follower.multiplier * positions[follower.leader] + follower.offset;
}

double Prediction::nextTime(double time, double angle, double length) const {
    double next = m_duration;
    for (std::size_t i = 0; i < m_joints.size(); ++i) {
        const bool moves = m_joints[i].duration() > time && m_joints[i].peakSpeed() > 0;
        if (moves) next = std::min(next, time + (m_linear[i] ? length : angle) / m_joints[i].peakSpeed());
    }
    return next;
}

} // namespace orrery::robot
