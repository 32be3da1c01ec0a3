// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loop_closer.h"

#include <orrery/base/pose.h>
#include <orrery/base/result.h>
#include <orrery/robot/kinematics/inverse.h>
#include <orrery/robot/kinematics/model.h>

#include <cstddef>
#include <optional>
#include <vector>

/// Where a drag of one link leads: one posture after the other, each near the one before, so that the robot can neither
/// jump into another posture nor get stuck. Loops stay closed. No thread of its own; a step takes well below 2 ms.
class DragSolver {
public:
    /// Both outlive this.
    DragSolver(const orrery::robot::KinematicModel& model, const LoopCloser& loops);

    /// What moves this link, followers counted by their leader; empty where nothing does. Joints that loops move are
    /// left out.
    std::vector<std::size_t> carriers(std::size_t link) const;

    /// Begins at these positions (rad or m, one a coordinate).
    void begin(std::size_t link, std::vector<double> positions);

    struct Step {
        orrery::robot::InverseOutcome outcome = orrery::robot::InverseOutcome::Reached;
        double positionError = 0; ///< m
        double rotationError = 0; ///< rad
        bool moved = false;       ///< Some coordinate changed.
    };
    /// Goes towards the goal. OnTheWay: call again.
    /// @param rotation absent: any orientation will do.
    orrery::Result<Step> towards(orrery::Vec3 position, const std::optional<orrery::Quaternion>& rotation);

    const std::vector<double>& positions() const { return m_positions; }
    /// The coordinates carrying the link that stand at a limit.
    std::vector<std::size_t> atLimit() const;

private:
    orrery::Result<Step> inLoop(const orrery::robot::LinkGoal& goal);
    bool isInLoop() const;

    const orrery::robot::KinematicModel& m_model;
    const LoopCloser& m_loops;
    std::size_t m_link = 0;
    std::vector<std::size_t> m_carriers;
    std::vector<double> m_positions;
};
