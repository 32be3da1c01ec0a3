// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "joint_rules.h"

#include <orrery/base/units.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace orrery::robot {
namespace {

constexpr std::size_t kLongestShownName = 60;

std::string shown(const std::string& name) {
    if (name.size() <= kLongestShownName) return name;
    std::size_t end = kLongestShownName;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
    return name.substr(0, end) + "...";
}

std::string number(double value) {
    if (std::abs(value) >= 1e6) return fmt::format("{:.3g}", value);
    const double tenths = std::round(value * 10) / 10;
    return fmt::format("{}", tenths == 0 ? 0.0 : tenths);
}

std::string amount(const JointRule& rule, double value) {
    if (rule.linear()) return number(value * 1000) + " mm";
    return number(degreesFromRadians(value)) + " deg";
}

std::string_view verb(const JointRule& rule) {
    if (rule.linear()) return "move";
    return rule.type == JointType::Continuous ? "turn" : "bend";
}

std::string refusal(const JointRule& rule, double limit, double asked) {
    return fmt::format("{} can {} to {}, {} was asked.", shown(rule.name), verb(rule), amount(rule, limit),
                       amount(rule, asked));
}

std::string clampSentence(const JointRule& rule, double limit, double asked) {
    const std::string limitText = amount(rule, limit);
    const std::string askedText = amount(rule, asked);
    if (limitText == askedText) return fmt::format("{} stops at its limit of {}.", shown(rule.name), limitText);
    return fmt::format("{} stops at its limit of {}, {} was asked.", shown(rule.name), limitText, askedText);
}

double velocityLimit(const Joint& joint) {
    const bool linear = joint.type == JointType::Prismatic;
    const double given = joint.limits.velocity;
    const bool usable = given > 0 && given <= (linear ? kAbsurdLinearVelocity : kAbsurdVelocity);
    if (usable) return given;
    return linear ? kDefaultLinearVelocity : kDefaultVelocity;
}

double accelerationLimit(const Joint& joint) {
    const bool linear = joint.type == JointType::Prismatic;
    const double given = joint.limits.acceleration;
    const bool usable = given > 0 && given <= (linear ? kAbsurdLinearAcceleration : kAbsurdAcceleration);
    if (usable) return given;
    return linear ? kDefaultLinearAcceleration : kDefaultAcceleration;
}

void setRange(JointRule& rule, const Joint& joint) {
    if (joint.type == JointType::Continuous) {
        rule.lower = -kContinuousRange;
        rule.upper = kContinuousRange;
        rule.slack = kSlack;
        return;
    }
    rule.lower = joint.limits.lower;
    rule.upper = joint.limits.upper;
    rule.slack = std::max(rule.linear() ? kLinearSlack : kSlack, kSlackShare * (rule.upper - rule.lower));
}

std::size_t indexIn(const JointNames& names, const std::string& name) {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? npos : static_cast<std::size_t>(found - names.begin());
}

/// Down the chain of leaders; nothing where it does not end on the link.
std::optional<FollowerRule> followerRule(std::size_t joint, const std::vector<Joint>& joints,
                                         const JointNames& linkJoints) {
    FollowerRule rule;
    rule.index = indexIn(linkJoints, joints[joint].name);
    for (std::size_t steps = 0; steps < joints.size() && joints[joint].mimic; ++steps) {
        const Mimic& mimic = *joints[joint].mimic;
        if (mimic.leader >= joints.size()) return std::nullopt;
        rule.offset += rule.multiplier * mimic.offset;
        rule.multiplier *= mimic.multiplier;
        joint = mimic.leader;
    }
    rule.leader = indexIn(linkJoints, joints[joint].name);
    if (rule.index == npos || rule.leader == npos || joints[joint].mimic) return std::nullopt;
    return rule;
}

JointRule makeRule(const Joint& joint, const std::vector<Joint>& joints, const JointNames& linkJoints) {
    JointRule rule;
    rule.name = joint.name;
    rule.type = joint.type;
    rule.scalar = joint.isScalar();
    rule.index = indexIn(linkJoints, joint.name);
    if (joint.mimic) rule.leader = joint.mimic->leader < joints.size() ? joints[joint.mimic->leader].name : "another";
    rule.velocity = velocityLimit(joint);
    rule.acceleration = accelerationLimit(joint);
    setRange(rule, joint);
    return rule;
}

Status checkCommandable(const JointRule& rule) {
    if (!rule.scalar) {
        return fail(MotionErrc::NotCommandable,
                    fmt::format("{} is not a joint that a single number moves.", shown(rule.name)), {}, rule.name);
    }
    if (!rule.leader.empty()) {
        return fail(MotionErrc::NotCommandable,
                    fmt::format("{} follows {} and cannot be moved by itself; move {} instead.", shown(rule.name),
                                shown(rule.leader), shown(rule.leader)),
                    {}, rule.name);
    }
    if (rule.index == npos) {
        return fail(
            MotionErrc::NotCommandable,
            fmt::format("{} is in the description, but the connected robot does not have it.", shown(rule.name)), {},
            rule.name);
    }
    const bool usable = std::isfinite(rule.lower) && std::isfinite(rule.upper) && rule.lower <= rule.upper;
    if (!usable) {
        return fail(MotionErrc::NotCommandable,
                    fmt::format("{} has no usable limits in its description, so it is not moved.", shown(rule.name)),
                    {}, rule.name);
    }
    return {};
}

Status checkNumbers(const JointRule& rule, const JointTarget& target) {
    if (!std::isfinite(target.position)) {
        return fail(MotionErrc::InvalidValue,
                    fmt::format("{} was asked to go to a position that is not a number.", shown(rule.name)), {},
                    rule.name);
    }
    const double velocity = target.maxVelocity.value_or(rule.velocity);
    if (!std::isfinite(velocity) || velocity < kSlowestShare * rule.velocity) {
        return fail(MotionErrc::InvalidValue,
                    fmt::format("{} was asked to move at a speed that is not above zero.", shown(rule.name)), {},
                    rule.name);
    }
    const double acceleration = target.maxAcceleration.value_or(rule.acceleration);
    if (!std::isfinite(acceleration) || acceleration < kSlowestShare * rule.acceleration) {
        return fail(MotionErrc::InvalidValue,
                    fmt::format("{} was asked to move with an acceleration that is not above zero.", shown(rule.name)),
                    {}, rule.name);
    }
    return {};
}

/// The position within the limits, or why it is too far off.
Result<double> limited(const JointRule& rule, double position) {
    const double inside = std::clamp(position, rule.lower, rule.upper);
    if (std::abs(position - inside) <= rule.slack) return inside;
    return fail(MotionErrc::OutOfRange, refusal(rule, inside, position), {}, rule.name);
}

} // namespace

JointRules::JointRules(const std::vector<Joint>& joints, const JointNames& linkJoints) {
    for (const Joint& joint : joints) m_rules.try_emplace(joint.name, makeRule(joint, joints, linkJoints));
    for (std::size_t i = 0; i < joints.size(); ++i) {
        if (!joints[i].mimic) continue;
        if (const auto follower = followerRule(i, joints, linkJoints)) m_followers.push_back(*follower);
    }
}

Result<const JointRule*> JointRules::find(const std::string& name) const {
    const auto found = m_rules.find(name);
    if (found != m_rules.end()) return &found->second;
    return fail(MotionErrc::UnknownJoint, fmt::format("This robot has no joint named \"{}\".", shown(name)), {},
                shown(name));
}

std::optional<JointBounds> JointRules::bounds(const std::string& joint) const {
    const auto rule = find(joint);
    if (!rule || !checkCommandable(**rule)) return std::nullopt;
    return JointBounds{(*rule)->lower, (*rule)->upper, (*rule)->velocity, (*rule)->acceleration};
}

Status JointRules::checkOne(const JointTarget& target, CheckedTargets& into) const {
    const auto found = find(target.joint);
    if (!found) return fail(found.error());
    const JointRule& rule = **found;
    if (Status status = checkCommandable(rule); !status) return status;
    if (Status status = checkNumbers(rule, target); !status) return status;
    const auto position = limited(rule, target.position);
    if (!position) return fail(position.error());
    if (*position != target.position) {
        into.verdict.clamped.push_back(
            {rule.name, target.position, *position, clampSentence(rule, *position, target.position)});
    }
    const double velocity = std::min(target.maxVelocity.value_or(rule.velocity), rule.velocity);
    const double acceleration = std::min(target.maxAcceleration.value_or(rule.acceleration), rule.acceleration);
    into.verdict.applied.push_back({rule.name, *position, velocity, acceleration});
    into.targets.push_back({rule.name, rule.index, *position, rule.linear(), velocity, acceleration});
    return {};
}

Result<CheckedTargets> JointRules::check(const std::vector<JointTarget>& targets) const {
    if (targets.empty()) return fail(MotionErrc::InvalidValue, "The motion names no joint.");
    CheckedTargets checked;
    checked.verdict.requested = targets;
    std::set<std::size_t> seen;
    for (const JointTarget& target : targets) {
        if (Status status = checkOne(target, checked); !status) return fail(status.error());
        if (seen.insert(checked.targets.back().index).second) continue;
        return fail(MotionErrc::InvalidValue, fmt::format("The motion names {} twice.", shown(target.joint)), {},
                    target.joint);
    }
    return checked;
}

} // namespace orrery::robot
