// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/state/joint_state.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::robot {

/// Who wants the motion. It decides who yields to whom, never what is allowed: limits are the same for all.
enum class MotionSource { Slider, Keyboard, Gamepad, Gesture, Replay, Script, Model };

/// Whether a hand is on it right now; a person pre-empts every other source.
[[nodiscard]] constexpr bool isPerson(MotionSource source) {
    return source == MotionSource::Slider || source == MotionSource::Keyboard || source == MotionSource::Gamepad;
}

/// Where one joint shall be.
struct JointTarget {
    std::string joint;                                    ///< Its name in the description.
    double position = 0;                                  ///< rad (revolute, continuous) or m (prismatic)
    std::optional<double> maxVelocity;                    ///< rad/s or m/s, > 0; absent: as fast as the gate allows.
    std::optional<double> maxAcceleration = std::nullopt; ///< rad/s2 or m/s2, > 0; absent: as much as the gate allows.
};

/// What somebody wants the robot to do, before anybody checked it.
struct Intent {
    MotionSource source = MotionSource::Slider;
    std::vector<JointTarget> targets; ///< At least one; no joint twice.
    SteadyTime expires;               ///< Refused from then on. Must be set: an intent without one is expired.

    /// MotionGate::epoch() when it was decided, for intents that travel through a queue first: a stop in between voids
    /// them. Absent: decided at the moment of submitting.
    std::optional<std::uint64_t> epoch;
};

} // namespace orrery::robot
