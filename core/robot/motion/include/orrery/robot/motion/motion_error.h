// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace orrery::robot {

/// Why a motion did not happen, or ended early.
enum class MotionErrc {
    UnknownJoint,   ///< The robot has no joint of that name.
    NotCommandable, ///< Nobody sets this joint: fixed, a mimic follower, or not carried by the link.
    InvalidValue,   ///< Not a number, infinite, a speed that is no speed, a joint named twice.
    OutOfRange,     ///< Further beyond a limit than the gate shortens by itself.
    Expired,        ///< The intent came too late to be meant still.
    Busy,           ///< Another motion holds the robot.
    Preempted,      ///< A person took over.
    Stopped,        ///< The robot was stopped after this was decided.
    NoState,        ///< The robot has not reported where its joints are.
    BadGesture,     ///< A gesture file cannot be read.
    Contact,        ///< The robot would touch itself, or something it must keep away from.
    TooFast,        ///< A motion over time that would have to be slowed down beyond recognition.
    Released,       ///< The motors are off.
};
std::string_view errorDomain(MotionErrc);
std::string_view errorName(MotionErrc value);

} // namespace orrery::robot
