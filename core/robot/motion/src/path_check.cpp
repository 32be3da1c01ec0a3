// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "path_check.h"

#include <algorithm>
#include <functional>
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

} // namespace

PathCheck::PathCheck(std::shared_ptr<const MotionConstraint> constraint, const JointNames& linkJoints)
    : m_constraint(std::move(constraint)) {
    for (const std::string& joint : m_constraint->joints()) {
        const auto found = std::ranges::find(linkJoints, joint);
        m_indices.push_back(found == linkJoints.end() ? npos : static_cast<std::size_t>(found - linkJoints.begin()));
    }
}

/// Goes along a way pose by pose. Most ways are free: where they begin is looked at only when something is found.
class PathCheck::Search {
public:
    Search(const PathCheck& check, std::function<std::vector<double>()> first)
        : m_check(check), m_first(std::move(first)) {}

    /// The first violation here that was not there before or has grown; else what is here is what may be here next.
    std::optional<MotionViolation> worse(const std::vector<double>& pose) {
        const auto found = m_check.violations(pose);
        if (!m_allowed && !found.empty()) m_allowed = depthsOf(m_check.violations(m_first()));
        Depths next;
        for (const MotionViolation& each : found) {
            const auto known = m_allowed->find({each.first, each.second});
            if (known == m_allowed->end() || each.depth > known->second + kDeeper) return each;
            next[known->first] = std::min(known->second, each.depth);
        }
        m_allowed = std::move(next);
        return std::nullopt;
    }

private:
    const PathCheck& m_check;
    std::function<std::vector<double>()> m_first;
    std::optional<Depths> m_allowed; // nothing before the first pose that breaks something
};

std::vector<MotionViolation> PathCheck::violations(const std::vector<double>& pose) const {
    std::vector<double> positions(m_indices.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < positions.size(); ++i)
        if (m_indices[i] < pose.size()) positions[i] = pose[m_indices[i]];
    return m_constraint->violations(positions);
}

std::optional<PredictedContact> PathCheck::along(const Prediction& way) const {
    Search search(*this, [&] {
        std::vector<double> first;
        way.at(0, first);
        return first;
    });
    std::vector<double> pose;
    const double coarse = way.duration() / kMostPathPoses;
    for (double time = 0; time < way.duration();) {
        const double next = std::max(way.nextTime(time, kPathStep, kLinearPathStep), time + coarse);
        time = next > time ? std::min(next, way.duration()) : way.duration();
        way.at(time, pose);
        if (auto worse = search.worse(pose)) return PredictedContact{time, *std::move(worse)};
    }
    if (way.duration() > 0) return std::nullopt;
    way.at(0, pose);
    if (auto worse = search.worse(pose)) return PredictedContact{0, *std::move(worse)};
    return std::nullopt;
}

std::optional<MotionViolation> PathCheck::along(const std::vector<std::vector<double>>& poses,
                                                const std::stop_token& stop) const {
    if (poses.empty()) return std::nullopt;
    Search search(*this, [&] { return poses.front(); });
    for (std::size_t i = 1; i < poses.size() && !stop.stop_requested(); ++i)
        if (auto worse = search.worse(poses[i])) return worse;
    return std::nullopt;
}

} // namespace orrery::robot
