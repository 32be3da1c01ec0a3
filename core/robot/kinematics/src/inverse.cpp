// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/kinematics/inverse.h>

#include "goal_check.h"
#include "task_solver.h"
#include "task_system.h"

#include <cmath>
#include <utility>

namespace orrery::robot {
Result<InverseSolution> solveInverse(const KinematicModel& model, std::span<const double> present, const LinkGoal& goal,
                                     const InverseOptions& options) {
    if (const Status good = checkGoal(model, goal); !good) return fail(good.error());
    auto positions = checkedPositions(model, present);
    if (!positions) return fail(positions.error());
    if (!(options.maxStep > 0) || !(options.metresPerRadian > 0) || options.budget < 1)
        return fail(KinematicsErrc::InvalidGoal, "The largest step, the weight and the budget must be above zero.");

    TaskSystem system(model,
                      tasksOf(goal, options.positionTolerance, options.rotationTolerance, options.metresPerRadian),
                      *positions, {});
    const Bounds limits = limitsOf(model, system.unknowns());
    const Eigen::VectorXd start = startOf(*positions, system.unknowns(), limits);
    TaskSolver solver(system, within(limits, start, options.maxStep), options.budget);
    TaskSolver::Attempt found = solver.search(start, std::isfinite(options.maxStep));
    if (found.met) found = solver.approach(std::move(found), start);

    InverseSolution solution;
    solution.positions = *std::move(positions);
    for (std::size_t i = 0; i < system.unknowns().size(); ++i)
        solution.positions[system.unknowns()[i]] = found.values[static_cast<Eigen::Index>(i)];
    if (found.met) {
        solution.outcome = InverseOutcome::Reached;
    } else if (isHeldBack(found.values, solver.bounds(), limits)) {
        solution.outcome = InverseOutcome::OnTheWay;
    }
    solution.positionError = system.taskError(found.error, 0);
    if (goal.rotation) solution.rotationError = system.taskError(found.error, 1);
    solution.steps = solver.steps();
    solution.restarts = solver.restarts();
    return solution;
}

} // namespace orrery::robot
