// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/pose.h>
#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot {

enum class KinematicsErrc {
    UnknownJoint,  ///< No joint has this name.
    NotControlled, ///< The joint exists but takes no value: fixed, planar, floating, or it follows another.
    InvalidGoal,   ///< A goal or a present position that is not finite, or names what the robot does not have.
};
std::string_view errorDomain(KinematicsErrc);
std::string_view errorName(KinematicsErrc value);

/// One number that a person or controller sets: a scalar joint that follows no other.
struct Coordinate {
    std::string name;         ///< The joint's.
    std::size_t joint = npos; ///< Index into Description::joints.
    JointType type = JointType::Revolute;
    JointLimits limits; ///< rad or m
};

/// How a tree of links moves: made once from a Description, never changed, read by any number of threads.
/// `positions` everywhere: one value (rad or m) for each coordinate, in the order of coordinates().
class KinematicModel {
public:
    explicit KinematicModel(const Description& description);

    /// The controlled joints, in the order of the description.
    [[nodiscard]] const std::vector<Coordinate>& coordinates() const { return m_coordinates; }
    [[nodiscard]] std::size_t coordinateCount() const { return m_coordinates.size(); }
    [[nodiscard]] std::size_t linkCount() const { return m_linkCount; }
    [[nodiscard]] std::size_t jointCount() const { return m_motions.size(); }
    /// Index into coordinates(); npos when no controlled joint has this name.
    [[nodiscard]] std::size_t findCoordinate(std::string_view jointName) const;

    /// How one joint moves its child; followers are resolved to the coordinate they depend on in the end.
    struct Motion {
        JointType type = JointType::Fixed;
        std::size_t joint = npos;      ///< Index into Description::joints.
        std::size_t parent = npos;     ///< Link index
        std::size_t child = npos;      ///< Link index
        Pose parentFromJoint;          ///< At value 0.
        Vec3 axis{1, 0, 0};            ///< Unit, in the joint frame.
        std::size_t coordinate = npos; ///< npos: does not move (fixed; planar and floating stand at zero).
        double multiplier = 1;
        double offset = 0; ///< value = multiplier * positions[coordinate] + offset
    };
    /// Every joint, parents before children.
    [[nodiscard]] const std::vector<Motion>& motions() const { return m_motions; }

    /// The names of all joints that take no value, with the reason for a person ("is fixed", "follows 'left'").
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& passiveJoints() const { return m_passive; }

private:
    std::size_t m_linkCount = 0;
    std::vector<Coordinate> m_coordinates;
    std::vector<Motion> m_motions;
    std::map<std::string, std::size_t, std::less<>> m_coordinateByName;
    std::map<std::string, std::string, std::less<>> m_passive;
};

/// Zero for every coordinate, or the limit nearest to zero where zero is outside.
std::vector<double> neutralPositions(const KinematicModel& model);

/// Positions by joint name; joints not named stay 0. Fails with a KinematicsErrc that names every joint that cannot be
/// set.
Result<std::vector<double>> positionsFromNames(const KinematicModel& model, const std::map<std::string, double>& named);

} // namespace orrery::robot
