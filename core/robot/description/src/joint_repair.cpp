// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "joint_repair.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace orrery::robot {
namespace {

constexpr double pi = std::numbers::pi;

void warn(FindingList& findings, const Joint& joint, std::string_view message) {
    findings.warn(joint.line, joint.name, fmt::format("Joint '{}': {}", joint.name, message));
}

void inform(FindingList& findings, const Joint& joint, std::string_view message) {
    findings.inform(joint.line, joint.name, fmt::format("Joint '{}': {}", joint.name, message));
}

void repairAxis(Joint& joint, FindingList& findings) {
    const bool usesAxis = joint.isScalar() || joint.type == JointType::Planar;
    if (norm(joint.axis) >= 1e-9) {
        joint.axis = normalized(joint.axis);
        return;
    }
    joint.axis = {1, 0, 0};
    if (!usesAxis) return;
    joint.type = JointType::Fixed;
    warn(findings, joint, "the axis is zero; it is taken as fixed.");
}

/// What a slider may show where the file sets no end, and from where on a limit cannot be meant.
struct DisplayRange {
    double usual;
    double widest;
    double believable;
    std::string_view text;
};

DisplayRange displayRange(JointType type) {
    if (type == JointType::Prismatic) return {1, 1, 100, "-1 to 1 m"};
    return {pi, 2 * pi, 8 * pi, "-180 to 180 degrees"};
}

void useDisplayRange(Joint& joint) {
    const DisplayRange range = displayRange(joint.type);
    joint.limits.lower = -range.usual;
    joint.limits.upper = range.usual;
    joint.limits.given = false;
}

void replaceInfiniteEnds(Joint& joint) {
    JointLimits& limits = joint.limits;
    if (std::isfinite(limits.lower) && std::isfinite(limits.upper)) return;
    const DisplayRange range = displayRange(joint.type);
    if (!std::isfinite(limits.lower))
        limits.lower = std::min(-range.usual, std::isfinite(limits.upper) ? limits.upper : 0);
    if (!std::isfinite(limits.upper)) limits.upper = std::max(range.usual, limits.lower);
    limits.given = false;
}

bool looksLikeDegrees(const JointLimits& limits) {
    const auto whole = [](double v) { return std::abs(v) <= 360 && v == std::round(v); };
    return whole(limits.lower) && whole(limits.upper);
}

void narrowHugeRange(Joint& joint, FindingList& findings) {
    JointLimits& limits = joint.limits;
    const DisplayRange range = displayRange(joint.type);
    if (std::max(std::abs(limits.lower), std::abs(limits.upper)) <= range.believable) return;
    const bool degrees = joint.type == JointType::Revolute && looksLikeDegrees(limits);
    inform(findings, joint,
           degrees ? fmt::format(
                         "the limits {} and {} look like degrees; they are read as radians and sliders show two turns.",
                         limits.lower, limits.upper)
                   : fmt::format("the limits {} and {} are wider than any slider; a usual range is shown.",
                                 limits.lower, limits.upper));
    limits.lower = std::clamp(limits.lower, -range.widest, range.widest);
    limits.upper = std::clamp(limits.upper, -range.widest, range.widest);
    limits.given = false;
    if (limits.lower == limits.upper) useDisplayRange(joint);
}

void repairLimits(RawJoint& raw, FindingList& findings) {
    Joint& joint = raw.joint;
    JointLimits& limits = joint.limits;
    if (!joint.isScalar()) {
        limits = {};
        return;
    }
    if (joint.type == JointType::Continuous) {
        useDisplayRange(joint);
        return;
    }
    const DisplayRange range = displayRange(joint.type);
    if (!raw.hasLimit) {
        useDisplayRange(joint);
        warn(findings, joint, fmt::format("no limits are given; {} is shown.", range.text));
        return;
    }
    if (limits.lower > limits.upper) {
        warn(findings, joint,
             fmt::format("the lower limit {} is above the upper limit {}; they were swapped.", limits.lower,
                         limits.upper));
        std::swap(limits.lower, limits.upper);
    }
    if (limits.lower == 0 && limits.upper == 0) {
        useDisplayRange(joint);
        warn(findings, joint,
             fmt::format("{}; {} is shown.", raw.hasEnds ? "both limits are 0" : "<limit> gives no ends", range.text));
        return;
    }
    replaceInfiniteEnds(joint);
    narrowHugeRange(joint, findings);
}

/// The joints that lead, over any number of followers, back to themselves. Iterative, for chains of any length.
std::vector<bool> findRings(const std::vector<std::size_t>& leaders) {
    enum : char { Unseen, OnPath, Done };
    std::vector<char> state(leaders.size(), Unseen);
    std::vector<bool> inRing(leaders.size(), false);
    std::vector<std::size_t> path;
    for (std::size_t start = 0; start < leaders.size(); ++start) {
        path.clear();
        std::size_t at = start;
        for (; at != npos && state[at] == Unseen; at = leaders[at]) {
            state[at] = OnPath;
            path.push_back(at);
        }
        if (at != npos && state[at] == OnPath) {
            for (auto i = std::find(path.begin(), path.end(), at); i != path.end(); ++i) inRing[*i] = true;
        }
        for (const std::size_t joint : path) state[joint] = Done;
    }
    return inRing;
}

std::size_t leaderOf(const Joint& joint, std::size_t self, const std::string& leader, const std::vector<Joint>& joints,
                     const std::unordered_map<std::string, std::size_t>& byName, FindingList& findings) {
    const auto found = byName.find(leader);
    if (found == byName.end()) {
        warn(findings, joint, fmt::format("it follows '{}', which does not exist; it moves by itself.", leader));
        return npos;
    }
    if (found->second == self) {
        warn(findings, joint, "it follows itself; it moves by itself.");
        return npos;
    }
    if (!joints[found->second].isScalar()) {
        warn(findings, joint,
             fmt::format("it follows '{}', which has no value to follow; it moves by itself.", leader));
        return npos;
    }
    return found->second;
}

} // namespace

void repairJoint(RawJoint& raw, FindingList& findings) {
    repairAxis(raw.joint, findings);
    repairLimits(raw, findings);
}

void reportMissingRates(const std::vector<RawJoint>& joints, FindingList& findings) {
    const Joint* first = nullptr;
    int count = 0;
    for (const RawJoint& raw : joints) {
        if (!raw.joint.isScalar() || !raw.hasLimit || raw.hasRates) continue;
        if (!first) first = &raw.joint;
        ++count;
    }
    if (!first) return;
    const std::string subject = count == 1 ? fmt::format("Joint '{}' gives", first->name)
                                           : fmt::format("{} joints ('{}' is the first) give", count, first->name);
    findings.inform(first->line, first->name, subject + " no largest effort or velocity; they count as unknown.");
}

void resolveMimics(std::vector<Joint>& joints, const std::vector<RawJoint>& raw, FindingList& findings) {
    std::unordered_map<std::string, std::size_t> byName;
    for (std::size_t i = 0; i < joints.size(); ++i) byName.emplace(joints[i].name, i);
    std::vector<std::size_t> leaders(joints.size(), npos);
    for (std::size_t i = 0; i < joints.size(); ++i) {
        if (!raw[i].follows) continue;
        if (joints[i].isScalar()) {
            leaders[i] = leaderOf(joints[i], i, raw[i].follows->leader, joints, byName, findings);
        } else {
            inform(findings, joints[i], "it has a <mimic> but nothing that could move; the <mimic> is ignored.");
        }
    }
    const std::vector<bool> inRing = findRings(leaders);
    for (std::size_t i = 0; i < joints.size(); ++i) {
        if (leaders[i] == npos) continue;
        if (inRing[i]) {
            warn(
                findings, joints[i],
                fmt::format("it follows '{}', which follows it in turn; it moves by itself.", joints[leaders[i]].name));
        } else {
            joints[i].mimic = Mimic{leaders[i], raw[i].follows->multiplier, raw[i].follows->offset};
        }
    }
}

} // namespace orrery::robot
