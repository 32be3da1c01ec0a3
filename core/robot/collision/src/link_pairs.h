// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collision_bodies.h"

#include <orrery/robot/description/description.h>
#include <orrery/robot/kinematics/loops.h>

#include <cstddef>
#include <vector>

namespace orrery::robot {

/// Two links; `first` is the one further from the root.
struct LinkPair {
    std::size_t first = npos;
    std::size_t second = npos;
};

/// All pairs of links with shapes that can move against each other and are no neighbours.
std::vector<LinkPair> movablePairs(const Description& description, const std::vector<CollisionBody>& bodies,
                                   const std::vector<LoopClosure>& closures);

} // namespace orrery::robot
