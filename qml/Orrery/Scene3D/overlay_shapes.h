// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/pose.h>

#include <array>
#include <cstdint>
#include <vector>

/// Small coloured shapes to draw over a robot, all in one mesh. Pure. Metres, in the frame of the robot's root.
namespace orrery::scene {

using OverlayColor = std::array<float, 4>; ///< sRGB, straight alpha.

struct OverlayVertex {
    std::array<float, 3> position;
    OverlayColor color;
};
static_assert(sizeof(OverlayVertex) == 28);

struct OverlayMesh {
    std::vector<OverlayVertex> vertices;
    std::vector<std::uint32_t> indices; ///< Three a triangle; either side may face the viewer.
};

/// A straight bar; nothing for one without length.
void appendStick(OverlayMesh& mesh, Vec3 from, Vec3 to, double radius, const OverlayColor& color);
/// A stick whose last part is a point.
void appendArrow(OverlayMesh& mesh, Vec3 from, Vec3 to, double radius, const OverlayColor& color);
/// The way that `centre + spoke` takes when it turns about the unit vector `axis` from `start` to `end` (rad), no more
/// than one full turn.
void appendArc(OverlayMesh& mesh, Vec3 centre, Vec3 axis, Vec3 spoke, double start, double end, double radius,
               const OverlayColor& color);
/// A ball in two colours, an eighth each in turn, as centres of mass are drawn.
void appendBall(OverlayMesh& mesh, const Pose& pose, double radius, const OverlayColor& one, const OverlayColor& other);
/// The twelve edges of a box around the pose.
void appendBoxEdges(OverlayMesh& mesh, const Pose& pose, Vec3 size, double radius, const OverlayColor& color);

/// A unit vector at right angles to a unit vector.
Vec3 perpendicular(Vec3 axis);

} // namespace orrery::scene
