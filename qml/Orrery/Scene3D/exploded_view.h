// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/pose.h>
#include <orrery/robot/description/description.h>

#include <span>
#include <vector>

namespace orrery::scene {

/// Moves links apart along the tree, each away from the one that holds it and with everything beyond it; what cannot
/// be seen (centres that fall together, as of frames) stays with its holder. Pure.
/// @param linkCentres the middle of what each link shows, in its own frame (m).
/// @param amount 0: nothing moves; 1: by twice the distance between the centres.
/// @param shown receives the poses at which to draw.
void explode(const robot::Description& description, std::span<const Vec3> linkCentres,
             std::span<const Pose> rootFromLink, double amount, std::vector<Pose>& shown);

} // namespace orrery::scene
