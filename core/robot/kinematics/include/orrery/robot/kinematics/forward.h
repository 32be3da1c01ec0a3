// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/kinematics/model.h>

#include <span>
#include <vector>

namespace orrery::robot {

/// The pose of every link for these joint positions: rootFromLink[i] is link i's frame in the frame of the root.
/// Further roots of a broken file stand at the origin too. Nothing is clamped to limits. The vector is resized on first
/// use and not allocated again.
/// @param positions model.coordinateCount() values, rad or m; missing ones at the end count as 0.
void forwardKinematics(const KinematicModel& model, std::span<const double> positions, std::vector<Pose>& rootFromLink);

/// The same into a fresh vector.
std::vector<Pose> forwardKinematics(const KinematicModel& model, std::span<const double> positions);

/// The value of every joint (rad or m), followers included, indexed as Description::joints; 0 where a joint has none.
void jointValues(const KinematicModel& model, std::span<const double> positions, std::vector<double>& values);

} // namespace orrery::robot
