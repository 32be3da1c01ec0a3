// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/pose.h>
#include <orrery/robot/mesh/mesh_data.h>

#include <optional>

namespace orrery::robot {

/// Recalculates the bounding box from the vertices; all zero without any.
void updateBounds(MeshData& mesh);

/// Whether every edge is shared by neighbours that run it in opposite directions, and the enclosed volume is positive.
/// Positions are compared exactly, over all parts together.
bool isClosedAndOutward(const MeshData& mesh);

/// Applies a URDF scale (no component 0): a mirrored mesh keeps its outside outside (winding turned), normals stay
/// unit.
void applyScale(MeshData& mesh, Vec3 scale);

/// Whether a mesh looks written in another unit: its scaled box is above 20 m or below 1 mm while the robot's joints
/// span `robotSize` metres (0 unknown). A suspicion to show to a person, never to act on alone.
/// @return the factor that would repair it (0.001 or 1000).
std::optional<double> suspectedUnitFactor(const MeshData& mesh, Vec3 scale, double robotSize);

} // namespace orrery::robot
