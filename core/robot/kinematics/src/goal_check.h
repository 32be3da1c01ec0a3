// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/kinematics/inverse.h>

#include <span>
#include <vector>

namespace orrery::robot {

/// Refuses a goal that cannot be meant: an unknown link, not finite, no direction.
Status checkGoal(const KinematicModel& model, const LinkGoal& goal);

/// One value a coordinate, missing ones 0; refuses what is not finite.
Result<std::vector<double>> checkedPositions(const KinematicModel& model, std::span<const double> positions);

} // namespace orrery::robot
