// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/motion/gesture.h>
#include <orrery/robot/motion/gesture_player.h>
#include <orrery/robot/motion/motion_gate.h>

#include "trajectory.h"

#include <string>
#include <utility>
#include <vector>

namespace orrery::robot {

/// A gesture made playable for one robot in one pose: tracks that begin where the joints are now, pass checked
/// positions only, and keep every joint's speed.
struct GesturePlan {
    std::vector<std::pair<std::string, Track>> tracks;
    double approach = 0; ///< s; when the first keyframe is reached.
    double end = 0;      ///< s; when the last pose is reached, or one pass of a loop is over.
    bool loop = false;
    GestureReport report;

    /// Where on the tracks the gesture is, so long after its beginning.
    [[nodiscard]] double trackTime(double elapsed) const;
};

/// @param gate asked for limits, and for the present pose through its link.
Result<GesturePlan> planGesture(const Gesture& gesture, const MotionGate& gate);

} // namespace orrery::robot
