// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/kinematics/model.h>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace orrery::robot {
namespace {

/// A joint's value as multiplier * positions[coordinate] + offset.
struct Dependence {
    std::size_t coordinate = npos;
    double multiplier = 1;
    double offset = 0;
};

/// Follows the leaders down to the one that is controlled. Long chains stay cheap: every joint on the way is settled
/// too.
void settle(std::size_t joint, const std::vector<Joint>& joints, std::vector<std::optional<Dependence>>& settled) {
    std::vector<std::size_t> path;
    while (!settled[joint]) {
        path.push_back(joint);
        joint = joints[joint].mimic->leader;
    }
    Dependence dependence = *settled[joint];
    for (auto follower = path.rbegin(); follower != path.rend(); ++follower) {
        const Mimic& mimic = *joints[*follower].mimic;
        dependence.multiplier *= mimic.multiplier;
        dependence.offset = mimic.multiplier * dependence.offset + mimic.offset;
        settled[*follower] = dependence;
    }
}

std::vector<std::optional<Dependence>> dependences(const std::vector<Joint>& joints) {
    std::vector<std::optional<Dependence>> settled(joints.size());
    std::size_t coordinate = 0;
    for (std::size_t i = 0; i < joints.size(); ++i) {
        if (joints[i].isControlled()) settled[i] = Dependence{coordinate++, 1, 0};
        if (!joints[i].isScalar()) settled[i] = Dependence{};
    }
    for (std::size_t i = 0; i < joints.size(); ++i) settle(i, joints, settled);
    return settled;
}

std::string reasonForNoValue(const Joint& joint, const std::vector<Joint>& joints) {
    if (joint.mimic) return fmt::format("follows '{}'", joints[joint.mimic->leader].name);
    if (joint.type == JointType::Fixed) return "is fixed";
    return joint.type == JointType::Planar ? "is planar and stands at zero" : "is floating and stands at zero";
}

} // namespace

std::string_view errorDomain(KinematicsErrc) {
    return "kinematics";
}

std::string_view errorName(KinematicsErrc value) {
    switch (value) {
    case KinematicsErrc::UnknownJoint: return "unknown-joint";
    case KinematicsErrc::NotControlled: return "not-controlled";
    case KinematicsErrc::InvalidGoal: return "invalid-goal";
    }
    return "unknown";
}

KinematicModel::KinematicModel(const Description& description) : m_linkCount(description.links.size()) {
    const auto& joints = description.joints;
    for (std::size_t i = 0; i < joints.size(); ++i) {
        const Joint& joint = joints[i];
        if (joint.isControlled()) {
            m_coordinateByName.emplace(joint.name, m_coordinates.size());
            m_coordinates.push_back({joint.name, i, joint.type, joint.limits});
        } else {
            m_passive.emplace(joint.name, reasonForNoValue(joint, joints));
        }
    }
    const auto dependence = dependences(joints);
    m_motions.reserve(joints.size());
    for (const std::size_t i : description.jointOrder) {
        const Joint& joint = joints[i];
        m_motions.push_back({joint.type, i, joint.parent, joint.child, joint.parentFromJoint, joint.axis,
                             dependence[i]->coordinate, dependence[i]->multiplier, dependence[i]->offset});
    }
}

std::size_t KinematicModel::findCoordinate(std::string_view jointName) const {
    const auto found = m_coordinateByName.find(jointName);
    return found == m_coordinateByName.end() ? npos : found->second;
}

std::vector<double> neutralPositions(const KinematicModel& model) {
    std::vector<double> positions;
    positions.reserve(model.coordinateCount());
    for (const Coordinate& coordinate : model.coordinates()) {
        positions.push_back(std::clamp(0.0, coordinate.limits.lower, coordinate.limits.upper));
    }
    return positions;
}

Result<std::vector<double>> positionsFromNames(const KinematicModel& model,
                                               const std::map<std::string, double>& named) {
    std::vector<double> positions(model.coordinateCount(), 0);
    std::string unknown;
    std::string passive;
    for (const auto& [name, value] : named) {
        if (const std::size_t index = model.findCoordinate(name); index != npos) {
            positions[index] = value;
            continue;
        }
        const auto reason = model.passiveJoints().find(name);
        const bool exists = reason != model.passiveJoints().end();
        std::string& list = exists ? passive : unknown;
        if (!list.empty()) list += ", ";
        list += exists ? fmt::format("'{}' {}", name, reason->second) : fmt::format("'{}'", name);
    }
    if (!unknown.empty()) {
        std::string known;
        for (const Coordinate& coordinate : model.coordinates()) known += (known.empty() ? "" : ", ") + coordinate.name;
        return fail(KinematicsErrc::UnknownJoint,
                    fmt::format("This robot has no joint {}. It can move: {}.", unknown, known), {}, unknown);
    }
    if (!passive.empty())
        return fail(KinematicsErrc::NotControlled, fmt::format("These joints take no value: {}.", passive), {},
                    passive);
    return positions;
}

} // namespace orrery::robot
