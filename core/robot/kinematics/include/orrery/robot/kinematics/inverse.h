// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/pose.h>
#include <orrery/base/result.h>
#include <orrery/robot/kinematics/model.h>

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace orrery::robot {

/// Where a link shall be, in the frame of the root.
struct LinkGoal {
    std::size_t link = npos;            ///< Index into Description::links.
    Vec3 position;                      ///< Of the link's origin, metres.
    std::optional<Quaternion> rotation; ///< Absent: any orientation will do. Need not be of unit length.
};

struct InverseOptions {
    double positionTolerance = 1e-6; ///< m: closer than this is reached.
    double rotationTolerance = 1e-5; ///< rad
    double metresPerRadian = 0.1;    ///< Where the goal cannot be met in full, so much position is worth a radian.
    /// The furthest any coordinate may go from its present value (rad or m). Finite while a person drags: the arm then
    /// cannot flip into another posture, and comes nearer with each call. Counts from the limit where a coordinate
    /// starts outside.
    double maxStep = std::numeric_limits<double>::infinity();
    int budget = 800; ///< Steps in all, restarts included; the time of a solve is bounded by it.
};

enum class InverseOutcome {
    Reached,    ///< Within both tolerances.
    OnTheWay,   ///< Held back by maxStep: call again from the solution.
    OutOfReach, ///< As near as was found: stretched toward the goal.
};

struct InverseSolution {
    std::vector<double> positions; ///< model.coordinateCount() values, rad or m.
    InverseOutcome outcome = InverseOutcome::OutOfReach;
    double positionError = 0; ///< m: what remains to the goal.
    double rotationError = 0; ///< rad; 0 when no orientation was asked for.
    int steps = 0;            ///< Spent of the budget.
    int restarts = 0;
};

/// Joint positions that bring a link to a goal: damped least squares within the joint limits (those of followers do not
/// count), and among all answers one close to `present`. A limit or a singular posture does not end the search: it
/// starts again from other postures, the same ones each time. Coordinates that do not carry the link keep their present
/// value, whatever it is; the others end within their limits even when they start outside. Continuous joints have none.
/// Pure, deterministic, for any thread. Fails with KinematicsErrc::InvalidGoal on an unknown link or anything not
/// finite.
/// @param present model.coordinateCount() values, rad or m; missing ones at the end count as 0.
Result<InverseSolution> solveInverse(const KinematicModel& model, std::span<const double> present, const LinkGoal& goal,
                                     const InverseOptions& options = {});

} // namespace orrery::robot
