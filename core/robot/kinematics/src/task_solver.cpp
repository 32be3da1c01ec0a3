// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "task_solver.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <utility>

namespace orrery::robot {
namespace {

constexpr double firstDamping = 1e-3; // of the mean square of the Jacobian's rows
constexpr double leastDamping = 1e-9;
constexpr double mostDamping = 1e4;
constexpr double longestStep = 0.8; // rad or m of one unknown: beyond it the linear picture is worth nothing
constexpr int stepsOfOneTry = 40;
constexpr int triesInADrag = 6;
constexpr int stepsKeptForTheEnd = 60; // polishing and approach

/// Numbers in 0..1 that are the same everywhere: the i-th of the k-th try (splitmix64).
double scattered(std::uint64_t attempt, std::uint64_t index) {
    std::uint64_t z = (attempt * 1024 + index + 1) * 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    z ^= z >> 31;
    return static_cast<double>(z >> 11) * 0x1.0p-53;
}

} // namespace

Bounds limitsOf(const KinematicModel& model, const std::vector<std::size_t>& unknowns) {
    const auto count = static_cast<Eigen::Index>(unknowns.size());
    Bounds bounds{Eigen::VectorXd(count), Eigen::VectorXd(count)};
    for (Eigen::Index i = 0; i < count; ++i) {
        const Coordinate& coordinate = model.coordinates()[unknowns[static_cast<std::size_t>(i)]];
        const bool isFree = coordinate.type == JointType::Continuous;
        bounds.lower[i] = isFree ? -std::numeric_limits<double>::infinity() : coordinate.limits.lower;
        bounds.upper[i] = isFree ? std::numeric_limits<double>::infinity() : coordinate.limits.upper;
    }
    return bounds;
}

Eigen::VectorXd startOf(const std::vector<double>& positions, const std::vector<std::size_t>& unknowns,
                        const Bounds& limits) {
    Eigen::VectorXd start(static_cast<Eigen::Index>(unknowns.size()));
    for (Eigen::Index i = 0; i < start.size(); ++i) start[i] = positions[unknowns[static_cast<std::size_t>(i)]];
    return start.cwiseMax(limits.lower).cwiseMin(limits.upper);
}

Bounds within(const Bounds& limits, const Eigen::VectorXd& start, double maxStep) {
    return {limits.lower.cwiseMax((start.array() - maxStep).matrix()),
            limits.upper.cwiseMin((start.array() + maxStep).matrix())};
}

bool isHeldBack(const Eigen::VectorXd& values, const Bounds& bounds, const Bounds& limits) {
    for (Eigen::Index i = 0; i < values.size(); ++i) {
        const bool below = bounds.lower[i] > limits.lower[i] && values[i] <= bounds.lower[i] + 1e-9;
        const bool above = bounds.upper[i] < limits.upper[i] && values[i] >= bounds.upper[i] - 1e-9;
        if (below || above) return true;
    }
    return false;
}

TaskSolver::TaskSolver(TaskSystem& system, Bounds bounds, int budget)
    : m_system(system), m_bounds(std::move(bounds)), m_budget(budget) {}

void TaskSolver::evaluate(const Eigen::VectorXd& values, Eigen::VectorXd& error) {
    ++m_steps;
    m_system.evaluate(values, error);
}

void TaskSolver::findStep(const Eigen::VectorXd& values, const Eigen::VectorXd& error, double damping) {
    const Eigen::Index count = values.size();
    m_free = m_jacobian;
    m_step = m_pull;
    m_resting.assign(static_cast<std::size_t>(count), false);
    const double mean = m_jacobian.squaredNorm() / static_cast<double>(std::max<Eigen::Index>(1, m_jacobian.rows()));
    for (Eigen::Index round = 0; round <= count; ++round) {
        m_normal.noalias() = m_free * m_free.transpose();
        m_normal.diagonal().array() += damping * mean + 1e-14;
        m_lacking = error;
        m_lacking.noalias() -= m_jacobian * m_step;
        m_factors.compute(m_normal);
        m_lacking = m_factors.solve(m_lacking);
        m_candidate = m_step;
        m_candidate.noalias() += m_free.transpose() * m_lacking;
        bool isWithin = true;
        for (Eigen::Index i = 0; i < count; ++i) {
            if (m_resting[static_cast<std::size_t>(i)]) continue;
            const double reached = values[i] + m_candidate[i];
            if (reached >= m_bounds.lower[i] && reached <= m_bounds.upper[i]) continue;
            m_step[i] = std::clamp(reached, m_bounds.lower[i], m_bounds.upper[i]) - values[i];
            m_free.col(i).setZero();
            m_resting[static_cast<std::size_t>(i)] = true;
            isWithin = false;
        }
        if (isWithin) break;
    }
    m_step = m_candidate;
}

TaskSolver::Attempt TaskSolver::descend(Eigen::VectorXd values, int most, bool patient) {
    Attempt now{std::move(values), {}, false};
    Attempt next = now;
    evaluate(now.values, now.error);
    m_pull.setZero(now.values.size());
    double damping = firstDamping;
    double milestone = now.merit();
    int accepted = 0;
    bool isFresh = true;
    for (int i = 0; i < most && m_steps < m_budget && !m_system.isMet(now.error); ++i) {
        if (isFresh) m_system.jacobian(m_jacobian);
        findStep(now.values, now.error, damping);
        const double length = m_step.size() > 0 ? m_step.lpNorm<Eigen::Infinity>() : 0;
        if (length < 1e-10) break;
        next.values = now.values + std::min(1.0, longestStep / length) * m_step;
        next.values = next.values.cwiseMax(m_bounds.lower).cwiseMin(m_bounds.upper);
        evaluate(next.values, next.error);
        isFresh = next.merit() < now.merit();
        damping = isFresh ? std::max(leastDamping, damping / 8) : damping * 6;
        if (damping > mostDamping) break;
        if (!isFresh) continue;
        std::swap(now, next);
        if (patient || ++accepted % 6 != 0) continue;
        if (now.merit() > 0.5 * milestone) break;
        milestone = now.merit();
    }
    now.met = m_system.isMet(now.error);
    return now;
}

Eigen::VectorXd TaskSolver::otherStart(const Eigen::VectorXd& present, int attempt) {
    const double spread = std::min(1.0, 0.1 * (1 << std::min(attempt, 10)));
    Eigen::VectorXd start = present;
    for (Eigen::Index i = 0; i < start.size(); ++i) {
        const double random = scattered(static_cast<std::uint64_t>(attempt), static_cast<std::uint64_t>(i));
        const double low = std::max(m_bounds.lower[i], present[i] - std::numbers::pi);
        const double high = std::min(m_bounds.upper[i], present[i] + std::numbers::pi);
        const bool isBounded = std::isfinite(m_bounds.lower[i]) && std::isfinite(m_bounds.upper[i]);
        const double lower = isBounded ? m_bounds.lower[i] : low;
        const double upper = isBounded ? m_bounds.upper[i] : high;
        start[i] += spread * (lower + random * (upper - lower) - present[i]);
    }
    return start;
}

TaskSolver::Attempt TaskSolver::search(const Eigen::VectorXd& present, bool isDrag) {
    Attempt best = descend(present, stepsOfOneTry, isDrag);
    const bool isHopeless = present.size() == 0 || m_system.isBeyondReach(m_bounds.lower, m_bounds.upper);
    const bool isStuck = (best.values - present).squaredNorm() < 1e-12; // straight, or pressed against a limit
    const double clearly = isStuck ? 0.999 : 0.8;
    const int tries = !isDrag ? m_budget : isStuck ? triesInADrag : 0;
    while (!best.met && !isHopeless && m_restarts < tries && m_steps < m_budget - stepsKeptForTheEnd) {
        Attempt other = descend(otherStart(present, m_restarts++), stepsOfOneTry, false);
        if (other.met || other.merit() < clearly * best.merit()) best = std::move(other);
    }
    return best.met || isDrag ? best : descend(std::move(best.values), stepsKeptForTheEnd, true);
}

TaskSolver::Attempt TaskSolver::approach(Attempt solution, const Eigen::VectorXd& present) {
    double longest = longestStep / 2;
    while (m_steps < m_budget && longest > 1e-3) {
        evaluate(solution.values, solution.error);
        m_system.jacobian(m_jacobian);
        m_pull = present - solution.values;
        const double before = m_pull.squaredNorm();
        findStep(solution.values, solution.error, leastDamping);
        const double length = m_step.size() > 0 ? m_step.lpNorm<Eigen::Infinity>() : 0;
        if (length < 1e-4) break;
        const Eigen::VectorXd start = solution.values + std::min(1.0, longest / length) * m_step;
        Attempt nearer = descend(start.cwiseMax(m_bounds.lower).cwiseMin(m_bounds.upper), 5, true);
        const double after = (nearer.values - present).squaredNorm();
        if (!nearer.met || after >= before) {
            longest /= 4;
            continue;
        }
        solution = std::move(nearer);
        if (after > 0.999 * before) break;
    }
    return solution;
}

} // namespace orrery::robot
