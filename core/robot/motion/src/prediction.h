// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "joint_rules.h"
#include "trapezoid.h"

#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/state/joint_state.h>

#include <cstddef>
#include <vector>

namespace orrery::robot {

/// Where all joints of a link will be over time, from a measured state, when motors obey their targets. In the link's
/// joint order.
class Prediction {
public:
    /// @param targets at most one a joint. Joints without one halt; followers follow.
    Prediction(const JointRules& rules, const JointState& now, const std::vector<AppliedTarget>& targets,
               std::size_t jointCount);

    [[nodiscard]] double duration() const { return m_duration; }
    void at(double time, std::vector<double>& positions) const;

    /// When to look next after `time`, so that no joint goes on by more than an angle (rad) or a length (m) until then;
    /// duration() at the latest.
    [[nodiscard]] double nextTime(double time, double angle, double length) const;

private:
    std::vector<Trapezoid> m_joints;
    std::vector<bool> m_linear;
    std::vector<FollowerRule> m_followers;
    double m_duration = 0;
};

} // namespace orrery::robot
