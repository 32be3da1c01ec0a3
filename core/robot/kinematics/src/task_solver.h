// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "task_system.h"

#include <Eigen/Cholesky>

#include <vector>

namespace orrery::robot {

/// The range each unknown of a system may take; a continuous joint's is infinite.
struct Bounds {
    Eigen::VectorXd lower;
    Eigen::VectorXd upper;
};

/// The limits of the coordinates behind the unknowns.
Bounds limitsOf(const KinematicModel& model, const std::vector<std::size_t>& unknowns);

/// The values of the unknowns, brought within their limits.
Eigen::VectorXd startOf(const std::vector<double>& positions, const std::vector<std::size_t>& unknowns,
                        const Bounds& limits);
/// The limits, and no further than maxStep from the start.
Bounds within(const Bounds& limits, const Eigen::VectorXd& start, double maxStep);
/// Whether a value rests at a bound that is nearer than the joint's own limit.
bool isHeldBack(const Eigen::VectorXd& values, const Bounds& bounds, const Bounds& limits);

/// Damped Gauss-Newton (Levenberg-Marquardt) on a TaskSystem within bounds.
class TaskSolver {
public:
    struct Attempt {
        Eigen::VectorXd values;
        Eigen::VectorXd error; ///< The weighted rows.
        bool met = false;

        [[nodiscard]] double merit() const { return error.squaredNorm(); }
    };

    /// @param budget steps (evaluations of the system) in all
    TaskSolver(TaskSystem& system, Bounds bounds, int budget);

    /// From `present`, and where that ends short of the tasks, from other values: near ones first. Another start wins
    /// only by meeting the tasks or by a clearly smaller error, so that an answer does not jump between
    /// equals; where the first start led nowhere any gain will do.
    /// While dragging other starts are for that case alone, and few.
    Attempt search(const Eigen::VectorXd& present, bool isDrag);
    /// Down from one start, at most so many steps; unless patient it gives up early where progress is slow.
    Attempt descend(Eigen::VectorXd values, int most, bool patient);
    /// Slides a solution along what the tasks leave free, toward `present`.
    Attempt approach(Attempt solution, const Eigen::VectorXd& present);

    [[nodiscard]] const Bounds& bounds() const { return m_bounds; }
    [[nodiscard]] int steps() const { return m_steps; }
    [[nodiscard]] int restarts() const { return m_restarts; }

private:
    void evaluate(const Eigen::VectorXd& values, Eigen::VectorXd& error);
    /// The damped step that corrects `error` and otherwise goes along `pull`, within the bounds; needs m_jacobian.
    void findStep(const Eigen::VectorXd& values, const Eigen::VectorXd& error, double damping);
    [[nodiscard]] Eigen::VectorXd otherStart(const Eigen::VectorXd& present, int attempt);

    TaskSystem& m_system;
    Bounds m_bounds;
    int m_budget;
    int m_steps = 0;
    int m_restarts = 0;
    Eigen::MatrixXd m_jacobian;
    Eigen::MatrixXd m_free; ///< m_jacobian without the columns of unknowns that rest at a bound.
    Eigen::MatrixXd m_normal;
    Eigen::LDLT<Eigen::MatrixXd> m_factors;
    Eigen::VectorXd m_pull;
    Eigen::VectorXd m_step;
    Eigen::VectorXd m_candidate;
    Eigen::VectorXd m_lacking;
    std::vector<bool> m_resting;
};

} // namespace orrery::robot
