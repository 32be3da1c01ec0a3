// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/state/joint_state.h>

#include <map>
#include <string>
#include <vector>

namespace orrery::robot {

/// How close is there, what counts as movement, and how long without it is suspicious.
struct MonitorTolerances {
    double arrived = 0.02;        ///< rad
    double arrivedLinear = 0.002; ///< m
    double moved = 0.005;         ///< rad
    double movedLinear = 0.0005;  ///< m
    double patience = 1.0;        ///< s
};

/// Requested, applied, achieved: where one joint stands against the target that was let through.
struct JointProgress {
    std::string joint;
    double target = 0;   ///< rad or m
    double achieved = 0; ///< rad or m, as measured
    double error = 0;    ///< target - achieved
    bool arrived = false;
    bool notMoving =
        false; ///< Accepted, not there, and no movement for `patience`: motors off, blocked, or not listening.
};

/// Compares telemetry with what the gate applied. "Accepted" is not "moved".
/// A plain value, without clock and thread: the same inputs give the same answers.
class MotionMonitor {
public:
    explicit MotionMonitor(MonitorTolerances tolerances = {}) : m_tolerances(tolerances) {}

    /// @param applied MotionGate::applied(); joints that are not in it any more are forgotten.
    /// @param state the newest state; its own time is the clock.
    /// @return one entry an applied target that `state` has a position for.
    std::vector<JointProgress> update(const std::vector<AppliedTarget>& applied, const JointState& state);

private:
    struct Anchor {
        double position;
        SteadyTime time;
    };
    JointProgress judge(const AppliedTarget& target, double position, SteadyTime time);

    MonitorTolerances m_tolerances;
    std::map<std::size_t, Anchor> m_anchors; // where and when a joint last moved, by index
};

} // namespace orrery::robot
