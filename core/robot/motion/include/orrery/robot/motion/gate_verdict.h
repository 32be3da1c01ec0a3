// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/motion/intent.h>

#include <string>
#include <vector>

namespace orrery::robot {

/// A target that was shortened to its limit.
struct ClampedJoint {
    std::string joint;
    double requested = 0; ///< rad or m
    double applied = 0;   ///< rad or m
    std::string sentence; ///< For a person.
};

/// What the gate made of an intent it let through.
struct GateVerdict {
    std::vector<JointTarget> requested; ///< As submitted.
    std::vector<JointTarget> applied;   ///< Same order; within limits, with the speed and acceleration that were set.
    std::vector<ClampedJoint> clamped; ///< Positions that differ from the request. Speeds and accelerations are lowered
                                       ///< without a word.
};

} // namespace orrery::robot
