// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/kinematics/forward.h>
#include <orrery/robot/kinematics/loops.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

namespace orrery::robot {
namespace {

/// A coordinate that one side of a closure hangs on and the other does not.
struct Candidate {
    std::size_t coordinate = npos;
    std::size_t depth = 0; ///< Joints up to the root.
    bool isNamedPassive = false;
};

bool saysPassive(std::string name) {
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name.find("passive") != std::string::npos;
}

/// The coordinates between a link and the root, each with its depth; a coordinate that moves several joints counts
/// where it is deepest.
std::map<std::size_t, std::size_t> carriers(const Description& description, const KinematicModel& model,
                                            std::size_t link) {
    std::vector<std::size_t> coordinateOf(description.joints.size(), npos);
    for (const KinematicModel::Motion& motion : model.motions()) coordinateOf[motion.joint] = motion.coordinate;
    std::vector<std::size_t> chain;
    for (std::size_t joint = description.links[link].parentJoint; joint != npos;
         joint = description.links[description.joints[joint].parent].parentJoint)
        chain.push_back(coordinateOf[joint]);
    std::map<std::size_t, std::size_t> found;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        if (chain[i] != npos) found.try_emplace(chain[i], chain.size() - i);
    }
    return found;
}

std::vector<Candidate> candidatesOf(const Description& description, const KinematicModel& model,
                                    const std::vector<LoopClosure>& closures) {
    std::map<std::size_t, Candidate> found;
    const auto add = [&](const auto& side, const auto& other) {
        for (const auto& [coordinate, depth] : side) {
            if (other.contains(coordinate)) continue;
            Candidate& candidate = found[coordinate];
            candidate.coordinate = coordinate;
            candidate.depth = std::max(candidate.depth, depth);
            candidate.isNamedPassive = saysPassive(model.coordinates()[coordinate].name);
        }
    };
    for (const LoopClosure& closure : closures) {
        const auto a = carriers(description, model, closure.linkA);
        const auto b = carriers(description, model, closure.linkB);
        add(a, b);
        add(b, a);
    }
    std::vector<Candidate> candidates;
    candidates.reserve(found.size());
    for (const auto& [coordinate, candidate] : found) candidates.push_back(candidate);
    std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) { return a.depth > b.depth; });
    return candidates;
}

std::vector<double> gaps(const KinematicModel& model, const std::vector<LoopClosure>& closures,
                         const std::vector<double>& positions) {
    const std::vector<Pose> poses = forwardKinematics(model, positions);
    std::vector<double> gaps;
    for (const LoopClosure& closure : closures) {
        const Vec3 gap = poses[closure.linkA] * closure.pointA - poses[closure.linkB] * closure.pointB;
        gaps.insert(gaps.end(), {gap.x, gap.y, gap.z});
    }
    return gaps;
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

/// The candidates whose effect on the gaps is none of the ones before them together (Gram and Schmidt), at a posture
/// that is nothing special.
std::vector<std::size_t> independent(const KinematicModel& model, const std::vector<LoopClosure>& closures,
                                     const std::vector<Candidate>& candidates) {
    constexpr double step = 1e-6;
    constexpr double leastShare = 1e-3;
    std::vector<double> positions = neutralPositions(model);
    for (std::size_t i = 0; i < positions.size(); ++i) positions[i] += 0.13 + 0.07 * static_cast<double>(i % 7);
    const std::vector<double> before = gaps(model, closures, positions);
    std::vector<std::vector<double>> basis;
    std::vector<std::size_t> chosen;
    for (const Candidate& candidate : candidates) {
        std::vector<double> moved = positions;
        moved[candidate.coordinate] += step;
        std::vector<double> column = gaps(model, closures, moved);
        for (std::size_t i = 0; i < column.size(); ++i) column[i] = (column[i] - before[i]) / step;
        const double whole = std::sqrt(dot(column, column));
        for (const auto& axis : basis) {
            const double along = dot(column, axis);
            for (std::size_t i = 0; i < column.size(); ++i) column[i] -= along * axis[i];
        }
        const double rest = std::sqrt(dot(column, column));
        if (rest <= leastShare * whole || rest < 1e-9) continue;
        for (double& value : column) value /= rest;
        basis.push_back(std::move(column));
        chosen.push_back(candidate.coordinate);
    }
    return chosen;
}

} // namespace

std::vector<std::size_t> loopCoordinates(const Description& description, const KinematicModel& model,
                                         const std::vector<LoopClosure>& closures) {
    const std::vector<Candidate> candidates = candidatesOf(description, model, closures);
    std::vector<std::size_t> found;
    found.reserve(candidates.size());
    for (const Candidate& candidate : candidates) found.push_back(candidate.coordinate);
    std::ranges::sort(found);
    return found;
}

std::vector<std::size_t> passiveCoordinates(const Description& description, const KinematicModel& model,
                                            const std::vector<LoopClosure>& closures) {
    const std::vector<Candidate> candidates = candidatesOf(description, model, closures);
    std::vector<std::size_t> passive;
    for (const Candidate& candidate : candidates) {
        if (candidate.isNamedPassive) passive.push_back(candidate.coordinate);
    }
    if (passive.empty()) passive = independent(model, closures, candidates);
    std::ranges::sort(passive);
    return passive;
}

} // namespace orrery::robot
