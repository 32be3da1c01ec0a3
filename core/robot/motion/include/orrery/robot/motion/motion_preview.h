// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/motion/gate_verdict.h>
#include <orrery/robot/motion/motion_constraint.h>

#include <optional>
#include <vector>

namespace orrery::robot {

/// Where on its way a motion would first break a constraint.
struct PredictedContact {
    double time = 0;           ///< s after the beginning
    MotionViolation violation; ///< With both links and the sentence.
};

/// The ghost: what a motion will do, worked out before anything moves, from the newest measured state, under the speeds
/// and accelerations that would be set. Joints the request does not name go on to the targets they have.
struct MotionPreview {
    GateVerdict verdict;
    double duration = 0; ///< s until every joint is at rest.
    double step = 0;     ///< s from one pose to the next.
    std::vector<std::vector<double>>
        positions; ///< One a step, in the link's joint order, rad or m, followers included; first the present pose,
                   ///< last the end. NaN where the robot reports none.
    std::optional<PredictedContact> contact; ///< submit() would refuse the motion because of it.
};

} // namespace orrery::robot
