// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/kinematics/inverse.h>
#include <orrery/robot/kinematics/model.h>

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace orrery::robot {

/// A loop that a tree of links cannot express: a point of one link meets a point of another, as in a ball joint.
struct LoopClosure {
    std::string name;
    std::size_t linkA = npos; ///< Index into Description::links.
    Vec3 pointA;              ///< In link A's frame, metres.
    std::size_t linkB = npos;
    Vec3 pointB; ///< In link B's frame, metres.
};

/// The closures a description names by its frames: the origins of links `closing_<name>_1` and `closing_<name>_2` meet.
/// This is how onshape-to-robot writes loops into a URDF, which has no element for them.
std::vector<LoopClosure> closuresByFrameName(const Description& description);

/// The coordinates that move one side of a closure and not the other. Ascending.
std::vector<std::size_t> loopCoordinates(const Description& description, const KinematicModel& model,
                                         const std::vector<LoopClosure>& closures);

/// The coordinates that nobody drives, because the closures determine them: those whose joint is named so ("passive"),
/// or without such names the ones farthest from the root, as many as the closures determine. Ascending; empty without
/// closures.
std::vector<std::size_t> passiveCoordinates(const Description& description, const KinematicModel& model,
                                            const std::vector<LoopClosure>& closures);

/// A coordinate whose value is given.
struct DrivenCoordinate {
    std::size_t coordinate = npos; ///< Index into KinematicModel::coordinates().
    double value = 0;              ///< rad or m; taken as it is, even outside the limits.
};

struct LoopProblem {
    std::vector<LoopClosure> closures;
    std::vector<DrivenCoordinate> driven; ///< The rest is solved for.
    std::optional<LinkGoal> goal;         ///< A link that shall be somewhere as well. Closures come first.
};

struct LoopOptions {
    double gapTolerance = 1e-6; ///< m: a loop with a smaller gap is closed.
    double positionTolerance = 1e-6;
    double rotationTolerance = 1e-5;
    double metresPerRadian = 0.1; ///< As in InverseOptions.
    /// As in InverseOptions, for coordinates that are not driven and while there is a goal: for drags.
    double maxStep = std::numeric_limits<double>::infinity();
    /// Whether coordinates that are not driven stay within their limits: so for a command; not for what was measured,
    /// which may lie outside.
    bool holdLimits = true;
    int budget = 400; ///< Steps of each of the few solves.
};

struct LoopSolution {
    std::vector<double> positions;                    ///< model.coordinateCount() values, rad or m.
    bool closed = false;                              ///< Every gap is within the tolerance.
    InverseOutcome outcome = InverseOutcome::Reached; ///< Of the goal; reached without one.
    double largestGap = 0;                            ///< m
    double positionError = 0;                         ///< m, of the goal.
    double rotationError = 0;                         ///< rad, of the goal.
    int steps = 0;
};

/// The joint positions near `present` in which every loop closes. Driven coordinates travel from their present value to
/// the given one in small stages, so that a mechanism stays in the same assembly. What the closures leave free (the
/// spin of a rod) stays as it is. An answer that does not close is the
/// nearest one found. Pure, deterministic, for any thread.
/// Fails with KinematicsErrc::InvalidGoal on an unknown link or coordinate, or anything not finite.
/// @param present the last solution, or anything near; missing values at the end count as 0.
Result<LoopSolution> closeLoops(const KinematicModel& model, const LoopProblem& problem,
                                std::span<const double> present, const LoopOptions& options = {});

} // namespace orrery::robot
