// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "path_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace orrery::robot {
namespace {

using Depths = std::map<std::pair<std::string, std::string>, double>;

Depths depthsOf(const std::vector<MotionViolation>& violations) {
    Depths depths;
    for (const MotionViolation& each : violations) depths[{each.first, each.second}] = each.depth;
    return depths;
}

/// The first that was not there before or has grown; else what is there is what may be there from now on.
std::optional<MotionViolation> worse(const std::vector<MotionViolation>& violations, Depths& allowed) {
    Depths next;
    for (const MotionViolation& each : violations) {
        const auto known = allowed.find({each.first, each.second});
        if (known == allowed.end() || each.depth > known->second + kDeeper) return each;
        next[known->first] = std::min(known->second, each.depth);
    }
    allowed = std::move(next);
    return std::nullopt;
}

} // namespace

PathCheck::PathCheck(std::shared_ptr<const MotionConstraint> constraint, const JointNames& linkJoints)
    : m_constraint(std::move(constraint)) {
    for (const std::string& joint : m_constraint->joints()) {
        const auto found = std::ranges::find(linkJoints, joint);
        m_indices.push_back(found == linkJoints.end() ? npos : static_cast<std::size_t>(found - linkJoints.begin()));
    }
}

std::vector<MotionViolation> PathCheck::violations(const std::vector<double>& pose) const {
    std::vector<double> positions(m_indices.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < positions.size(); ++i)
        if (m_indices[i] < pose.size()) positions[i] = pose[m_indices[i]];
    return m_constraint->violations(positions);
}

/// Most ways are free: the beginning is looked at only when something is found.
std::optional<PredictedContact> PathCheck::search(std::size_t poses, const PoseAt& poseAt) const {
    std::optional<Depths> allowed;
    for (std::size_t i = 1; i < poses; ++i) {
        const auto found = violations(poseAt(i));
        if (found.empty()) {
            allowed.emplace(); // whatever was broken is behind
            continue;
        }
        if (!allowed) allowed = depthsOf(violations(poseAt(0)));
        if (auto first = worse(found, *allowed)) return PredictedContact{static_cast<double>(i), *std::move(first)};
    }
    return std::nullopt;
}

std::optional<PredictedContact> PathCheck::along(const Prediction& way) const {
    const double step = way.stepFor(kPathStep, kLinearPathStep);
    const double wanted = std::ceil(std::max(1.0, way.duration() / step));
    const auto count = static_cast<std::size_t>(std::min(wanted, static_cast<double>(kMostPathPoses)));
    std::vector<double> pose;
    const auto timeOf = [&](std::size_t i) {
        return way.duration() * static_cast<double>(i) / static_cast<double>(count);
    };
    auto contact = search(count + 1, [&](std::size_t i) -> const std::vector<double>& {
        way.at(timeOf(i), pose);
        return pose;
    });
    if (contact) contact->time = timeOf(static_cast<std::size_t>(contact->time));
    return contact;
}

std::optional<PredictedContact> PathCheck::along(const std::vector<std::vector<double>>& poses) const {
    return search(poses.size(), [&](std::size_t i) -> const std::vector<double>& { return poses[i]; });
}

} // namespace orrery::robot
