// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/motion_error.h>

namespace orrery::robot {

std::string_view errorDomain(MotionErrc) {
    return "motion";
}

std::string_view errorName(MotionErrc value) {
    switch (value) {
    case MotionErrc::UnknownJoint: return "unknown-joint";
    case MotionErrc::NotCommandable: return "not-commandable";
    case MotionErrc::InvalidValue: return "invalid-value";
    case MotionErrc::OutOfRange: return "out-of-range";
    case MotionErrc::Expired: return "expired";
    case MotionErrc::Busy: return "busy";
    case MotionErrc::Preempted: return "preempted";
    case MotionErrc::Stopped: return "stopped";
    case MotionErrc::NoState: return "no-state";
    case MotionErrc::BadGesture: return "bad-gesture";
    case MotionErrc::Contact: return "contact";
    case MotionErrc::TooFast: return "too-fast";
    case MotionErrc::Released: return "released";
    }
    return "unknown";
}

} // namespace orrery::robot
