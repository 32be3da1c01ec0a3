// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/motion/motion_gate.h>

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace orrery::robot {

/// What one joint may be asked.
struct JointRule {
    std::string name;
    JointType type = JointType::Fixed;
    bool scalar = false;      ///< One number moves it.
    std::size_t index = npos; ///< Into the link's JointNames; npos when the link does not carry it.
    std::string leader;       ///< For a mimic follower: who leads it.
    double lower = 0;
    double upper = 0;
    double slack = 0;        ///< Overshoot that is shortened instead of refused.
    double velocity = 0;     ///< Never exceeded.
    double acceleration = 0; ///< Neither.

    [[nodiscard]] bool linear() const { return type == JointType::Prismatic; }
};

/// Targets that passed, beside what is told about them; both in the order of the request.
struct CheckedTargets {
    GateVerdict verdict;
    std::vector<AppliedTarget> targets;
};

/// A joint that goes where another one takes it, both on the link: value = multiplier * leader + offset.
struct FollowerRule {
    std::size_t index = npos;
    std::size_t leader = npos;
    double multiplier = 1;
    double offset = 0;
};

/// The checks that look at one joint at a time. Immutable, so any thread.
class JointRules {
public:
    JointRules(const std::vector<Joint>& joints, const JointNames& linkJoints);

    [[nodiscard]] std::optional<JointBounds> bounds(const std::string& joint) const;
    [[nodiscard]] Result<CheckedTargets> check(const std::vector<JointTarget>& targets) const;
    [[nodiscard]] const std::vector<FollowerRule>& followers() const { return m_followers; }

private:
    [[nodiscard]] Status checkOne(const JointTarget& target, CheckedTargets& into) const;
    [[nodiscard]] Result<const JointRule*> find(const std::string& name) const;

    std::unordered_map<std::string, JointRule> m_rules;
    std::vector<FollowerRule> m_followers;
};

} // namespace orrery::robot
