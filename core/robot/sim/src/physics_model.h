// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collision_points.h"

#include <orrery/robot/description/description.h>
#include <orrery/robot/sim/physics_simulator.h>

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace orrery::robot {

/// A shape of a link that others bump into.
struct CollisionShape {
    Pose linkFromShape;
    Geometry geometry;
    std::vector<Vec3> points; ///< Outermost ones, in the shape's frame, m.
};

/// By link. A robot without any collision shape collides as it looks; what cannot be read is left out. Reads files.
std::vector<std::vector<CollisionShape>> collisionShapes(const Description& description);

/// Two frames, link indices, that a loop holds together: closing_NAME_1 and closing_NAME_2.
std::vector<std::pair<std::size_t, std::size_t>> closingFrames(const Description& description);

/// Two links, the smaller index first.
using LinkPairs = std::set<std::pair<std::size_t, std::size_t>>;

/// Links that a joint connects, with all that is fixed to each of the two.
LinkPairs neighbours(const Description& description, const std::vector<std::vector<CollisionShape>>& shapes);

/// The name of a link's body and of a joint in the engine's model: names from outside never enter it.
std::string bodyName(std::size_t link);
std::string jointName(std::size_t joint);

struct PhysicsText {
    const Description& description;
    const PhysicsOptions& options;
    const std::vector<std::vector<CollisionShape>>& shapes;
    double floorHeight = 0; ///< m
    LinkPairs ignored;      ///< Never collide.
};
/// The robot and its world as the engine's own text (MJCF).
std::string physicsText(const PhysicsText& what);

} // namespace orrery::robot
