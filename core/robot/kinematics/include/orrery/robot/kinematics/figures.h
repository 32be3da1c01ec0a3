// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/pose.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/kinematics/model.h>

#include <cstddef>
#include <span>
#include <stop_token>
#include <vector>

namespace orrery::robot {

struct MassFigures {
    double mass = 0;         ///< kg, of every link that has one.
    Vec3 centre;             ///< m, in the frame of the root; the origin without mass.
    std::size_t without = 0; ///< Links for which the file gives no mass.
};

/// What the whole robot weighs, and where its centre of mass is.
/// @param rootFromLink one pose a link; links without one do not count.
MassFigures massFigures(const Description& description, std::span<const Pose> rootFromLink);

struct Reach {
    double distance = 0;           ///< m, from the root's origin to the tip link's.
    std::vector<double> positions; ///< Where that was found: rad or m, one a coordinate.
};

/// The furthest a link's origin gets from the root's origin within the joint limits: the best of many poses, the same
/// ones each time, then made better one joint at a time. A lower bound, good to a few millimetres for real arms. Pure;
/// takes up to some 100 ms for large robots. A requested stop gives what was found so far.
Reach reachOf(const KinematicModel& model, std::size_t tip, const std::stop_token& stop = {});

/// The link without anything beyond it that is the most joints away from the root: what a person would call the tip.
std::size_t outermostLink(const Description& description);

} // namespace orrery::robot
