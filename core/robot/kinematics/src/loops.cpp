// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/kinematics/loops.h>

#include "goal_check.h"
#include "task_solver.h"
#include "task_system.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

namespace orrery::robot {
namespace {

constexpr double closureWeight = 30; // against a goal: a loop torn open is worse than a goal missed
constexpr double unbounded = std::numeric_limits<double>::infinity();
constexpr double longestStage = 0.2; // rad or m of a driven coordinate

Status check(const KinematicModel& model, const LoopProblem& problem) {
    for (const LoopClosure& closure : problem.closures) {
        if (closure.linkA >= model.linkCount() || closure.linkB >= model.linkCount())
            return fail(KinematicsErrc::InvalidGoal,
                        fmt::format("Loop '{}' names a link this robot does not have.", closure.name));
        if (!isFinite(closure.pointA) || !isFinite(closure.pointB))
            return fail(KinematicsErrc::InvalidGoal,
                        fmt::format("A point of loop '{}' is not a number.", closure.name));
    }
    for (const DrivenCoordinate& driven : problem.driven) {
        if (driven.coordinate >= model.coordinateCount())
            return fail(KinematicsErrc::InvalidGoal,
                        fmt::format("This robot has no coordinate number {}.", driven.coordinate));
        if (!std::isfinite(driven.value))
            return fail(KinematicsErrc::InvalidGoal, fmt::format("The value for joint '{}' is not a number.",
                                                                 model.coordinates()[driven.coordinate].name));
    }
    return problem.goal ? checkGoal(model, *problem.goal) : Status{};
}

std::vector<Task> closureTasks(const LoopProblem& problem, const LoopOptions& options) {
    std::vector<Task> tasks;
    for (const LoopClosure& closure : problem.closures) {
        Task task;
        task.kind = Task::Kind::Meeting;
        task.link = closure.linkA;
        task.point = closure.pointA;
        task.otherLink = closure.linkB;
        task.otherPoint = closure.pointB;
        task.weight = closureWeight;
        task.tolerance = options.gapTolerance;
        tasks.push_back(task);
    }
    return tasks;
}

/// One problem on its way: the positions so far and the steps spent.
class LoopRun {
public:
    LoopRun(const KinematicModel& model, const LoopProblem& problem, const LoopOptions& options,
            std::vector<double> positions)
        : m_model(model),
          m_options(options),
          m_positions(std::move(positions)),
          m_held(model.coordinateCount(), false),
          m_closures(closureTasks(problem, options)),
          m_all(m_closures) {
        for (const DrivenCoordinate& driven : problem.driven) m_held[driven.coordinate] = true;
        if (!problem.goal) return;
        for (const Task& task :
             tasksOf(*problem.goal, options.positionTolerance, options.rotationTolerance, options.metresPerRadian))
            m_all.push_back(task);
    }

    void drive(const std::vector<DrivenCoordinate>& driven) {
        double furthest = 0;
        for (const DrivenCoordinate& one : driven)
            furthest = std::max(furthest, std::abs(one.value - m_positions[one.coordinate]));
        const int stages = static_cast<int>(std::clamp(std::ceil(furthest / longestStage), 1.0, 100.0));
        const std::vector<double> from = m_positions;
        for (int stage = 1; stage <= stages; ++stage) {
            const double share = static_cast<double>(stage) / stages;
            for (const DrivenCoordinate& one : driven)
                m_positions[one.coordinate] =
                    stage == stages ? one.value : std::lerp(from[one.coordinate], one.value, share);
            if (stage < stages) solve(m_closures, false, m_positions, unbounded);
        }
    }

    void finish() {
        const std::vector<double> from = m_positions;
        m_isHeldBack = solve(m_all, true, from, hasGoal() ? m_options.maxStep : unbounded);
        if (hasGoal() && !isClosed()) solve(m_closures, true, from, m_options.maxStep);
    }

    [[nodiscard]] LoopSolution solution() const {
        TaskSystem system(m_model, m_all, m_positions, std::vector<bool>(m_positions.size(), true));
        Eigen::VectorXd error;
        system.evaluate({}, error);
        LoopSolution solution;
        solution.positions = m_positions;
        solution.steps = m_steps;
        for (std::size_t i = 0; i < m_closures.size(); ++i)
            solution.largestGap = std::max(solution.largestGap, system.taskError(error, i));
        solution.closed = solution.largestGap <= m_options.gapTolerance;
        if (!hasGoal()) return solution;
        solution.positionError = system.taskError(error, m_closures.size());
        if (m_all.size() > m_closures.size() + 1)
            solution.rotationError = system.taskError(error, m_closures.size() + 1);
        const bool reached = solution.positionError <= m_options.positionTolerance &&
                             solution.rotationError <= m_options.rotationTolerance;
        if (!reached) solution.outcome = m_isHeldBack ? InverseOutcome::OnTheWay : InverseOutcome::OutOfReach;
        return solution;
    }

private:
    [[nodiscard]] bool isClosed() const { return solution().closed; }

    [[nodiscard]] bool hasGoal() const { return m_all.size() > m_closures.size(); }

    /// Takes m_positions to where the tasks are met; true when maxStep around `from` held it back.
    bool solve(const std::vector<Task>& tasks, bool mayRestart, const std::vector<double>& from, double maxStep) {
        TaskSystem system(m_model, tasks, m_positions, m_held);
        Bounds limits = limitsOf(m_model, system.unknowns());
        if (!m_options.holdLimits) {
            limits.lower.setConstant(-unbounded);
            limits.upper.setConstant(unbounded);
        }
        const Bounds bounds = within(limits, startOf(from, system.unknowns(), limits), maxStep);
        const Eigen::VectorXd start = startOf(m_positions, system.unknowns(), bounds);
        TaskSolver solver(system, bounds, m_options.budget);
        const TaskSolver::Attempt found =
            mayRestart ? solver.search(start, std::isfinite(maxStep)) : solver.descend(start, 20, true);
        for (Eigen::Index i = 0; i < start.size(); ++i)
            m_positions[system.unknowns()[static_cast<std::size_t>(i)]] = found.values[i];
        m_steps += solver.steps();
        return !found.met && isHeldBack(found.values, bounds, limits);
    }

    const KinematicModel& m_model;
    const LoopOptions& m_options;
    std::vector<double> m_positions;
    std::vector<bool> m_held;
    std::vector<Task> m_closures;
    std::vector<Task> m_all; ///< The closures, then the goal's.
    int m_steps = 0;
    bool m_isHeldBack = false;
};

} // namespace

std::vector<LoopClosure> closuresByFrameName(const Description& description) {
    constexpr std::string_view prefix = "closing_";
    constexpr std::string_view first = "_1";
    std::vector<LoopClosure> closures;
    for (std::size_t link = 0; link < description.links.size(); ++link) {
        const std::string_view name = description.links[link].name;
        if (name.size() <= prefix.size() + first.size() || !name.starts_with(prefix) || !name.ends_with(first))
            continue;
        const std::string_view stem = name.substr(0, name.size() - first.size());
        const std::size_t partner = description.findLink(std::string(stem) + "_2");
        if (partner == npos) continue;
        closures.push_back({std::string(stem.substr(prefix.size())), link, {}, partner, {}});
    }
    return closures;
}

Result<LoopSolution> closeLoops(const KinematicModel& model, const LoopProblem& problem,
                                std::span<const double> present, const LoopOptions& options) {
    if (const Status good = check(model, problem); !good) return fail(good.error());
    auto positions = checkedPositions(model, present);
    if (!positions) return fail(positions.error());
    if (!(options.maxStep > 0) || !(options.metresPerRadian > 0) || options.budget < 1)
        return fail(KinematicsErrc::InvalidGoal, "The largest step, the weight and the budget must be above zero.");
    LoopRun run(model, problem, options, *std::move(positions));
    run.drive(problem.driven);
    run.finish();
    return run.solution();
}

} // namespace orrery::robot
