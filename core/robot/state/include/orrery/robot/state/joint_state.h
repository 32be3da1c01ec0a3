// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace orrery::robot {

using SteadyTime = std::chrono::steady_clock::time_point;

/// The joints a stream of states talks about, in the order of its arrays. Fixed for the life of a link.
using JointNames = std::vector<std::string>;

/// What a robot measured, or a simulator computed, at one instant. Arrays follow the link's JointNames.
struct JointState {
    SteadyTime time;              ///< When it was true, on this machine's steady clock.
    std::vector<double> position; ///< rad (revolute, continuous) or m (prismatic).
    std::vector<double> velocity; ///< rad/s or m/s; empty when not measured.
    std::vector<double> effort;   ///< N m or N; empty when not measured.
};

} // namespace orrery::robot
