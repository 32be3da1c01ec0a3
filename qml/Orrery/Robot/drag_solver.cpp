// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drag_solver.h"

#include <orrery/robot/kinematics/loops.h>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace orrery;
using namespace orrery::robot;

namespace {

constexpr double longestStep = 0.25;  // rad or m a call: far below the way to another posture
constexpr double loopStep = 0.08;     // rad or m: a mechanism's joints move more than its motors
constexpr double goodPosition = 2e-5; // m: finer than a hand is
constexpr double goodRotation = 2e-4; // rad
constexpr int budget = 60;
constexpr int loopBudget = 30;
constexpr double atLimitSlack = 1e-3; // rad or m
constexpr double leastMotion = 1e-7;  // rad or m

bool differs(const std::vector<double>& a, const std::vector<double>& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::abs(a[i] - b[i]) > leastMotion) return true;
    }
    return false;
}

} // namespace

DragSolver::DragSolver(const KinematicModel& model, const LoopCloser& loops) : m_model(model), m_loops(loops) {}

std::vector<std::size_t> DragSolver::carriers(std::size_t link) const {
    std::vector<std::size_t> found;
    // Parents come before children: going backwards meets a link's own joint first, then its parent's.
    bool isInLoop = false;
    for (auto motion = m_model.motions().rbegin(); motion != m_model.motions().rend(); ++motion) {
        if (motion->child != link) continue;
        link = motion->parent;
        if (motion->coordinate == npos) continue;
        isInLoop |= m_loops.isPassive(motion->coordinate) || m_loops.isDrivenInLoop(motion->coordinate);
        if (!m_loops.isPassive(motion->coordinate)) found.push_back(motion->coordinate);
    }
    for (std::size_t i = 0; isInLoop && i < m_model.coordinateCount(); ++i) {
        if (m_loops.isDrivenInLoop(i)) found.push_back(i);
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

void DragSolver::begin(std::size_t link, std::vector<double> positions) {
    m_link = link;
    m_carriers = carriers(link);
    m_positions = std::move(positions);
    m_positions.resize(m_model.coordinateCount());
}

bool DragSolver::isInLoop() const {
    return std::ranges::any_of(m_carriers, [this](std::size_t i) { return m_loops.isDrivenInLoop(i); });
}

Result<DragSolver::Step> DragSolver::towards(Vec3 position, const std::optional<Quaternion>& rotation) {
    const LinkGoal goal{m_link, position, rotation};
    if (isInLoop()) return inLoop(goal);
    InverseOptions options;
    options.positionTolerance = goodPosition;
    options.rotationTolerance = goodRotation;
    options.maxStep = longestStep;
    options.budget = budget;
    auto found = solveInverse(m_model, m_positions, goal, options);
    if (!found) return fail(found.error());
    const bool moved = differs(found->positions, m_positions);
    m_positions = std::move(found->positions);
    return Step{found->outcome, found->positionError, found->rotationError, moved};
}

Result<DragSolver::Step> DragSolver::inLoop(const LinkGoal& goal) {
    LoopProblem problem;
    problem.closures = m_loops.closures();
    problem.goal = goal;
    // The mechanism alone moves the link; what carries the mechanism as a whole stands still.
    for (std::size_t i = 0; i < m_positions.size(); ++i) {
        if (!m_loops.isPassive(i) && !m_loops.isDrivenInLoop(i)) problem.driven.push_back({i, m_positions[i]});
    }
    LoopOptions options;
    options.gapTolerance = LoopCloser::closedGap / 2;
    options.positionTolerance = goodPosition;
    options.rotationTolerance = goodRotation;
    options.maxStep = loopStep;
    options.budget = loopBudget;
    auto found = closeLoops(m_model, problem, m_positions, options);
    if (!found) return fail(found.error());
    // A posture that tears the loops open is none: better to stay.
    if (found->largestGap > 5 * LoopCloser::closedGap)
        return Step{InverseOutcome::OutOfReach, found->positionError, found->rotationError, false};
    const bool moved = differs(found->positions, m_positions);
    m_positions = std::move(found->positions);
    return Step{found->outcome, found->positionError, found->rotationError, moved};
}

std::vector<std::size_t> DragSolver::atLimit() const {
    std::vector<std::size_t> found;
    for (const std::size_t i : m_carriers) {
        const JointLimits& limits = m_model.coordinates()[i].limits;
        if (!limits.given) continue;
        if (m_positions[i] <= limits.lower + atLimitSlack || m_positions[i] >= limits.upper - atLimitSlack)
            found.push_back(i);
    }
    return found;
}
