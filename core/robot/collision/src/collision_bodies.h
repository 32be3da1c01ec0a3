// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "solid.h"

#include <orrery/robot/collision/self_collision.h>
#include <orrery/robot/description/description.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace orrery::robot {

/// A shape where it sits on its link.
struct PlacedSolid {
    Pose linkFromSolid;
    Solid solid;
    Ball ball; ///< In the link's frame.
};

/// A link's shapes, and a ball around them all, in the link's frame.
struct CollisionBody {
    std::vector<PlacedSolid> solids;
    Ball ball;
};

/// By link. A robot without collision shapes gets what is seen of it. What cannot be read is noted in the facts.
/// Reads mesh files.
std::vector<CollisionBody> collisionBodies(const Description& description, const std::string& meshCache,
                                           SelfCollisionFacts& facts);

/// How deep two links overlap at most, in m; nothing when they are apart.
std::optional<double> overlap(const CollisionBody& a, const Pose& rootFromA, const CollisionBody& b,
                              const Pose& rootFromB);

} // namespace orrery::robot
