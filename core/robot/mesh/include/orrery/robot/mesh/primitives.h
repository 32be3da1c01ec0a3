// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/pose.h>
#include <orrery/robot/mesh/mesh_data.h>

/// URDF's shapes as triangles: centred at the origin, closed, axis along z, smooth normals on round faces, sharp edges
/// elsewhere. Sizes in metres, above zero.
namespace orrery::robot {

/// @param size full edge lengths
MeshData makeBox(Vec3 size);
/// @param length full length along z, flat ends
MeshData makeCylinder(double radius, double length);
MeshData makeSphere(double radius);
/// @param length of the straight part; the whole is length + 2 radius
MeshData makeCapsule(double radius, double length);

} // namespace orrery::robot
