// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/pose.h>
#include <orrery/robot/mesh/mesh_data.h>

#include <vector>

namespace orrery::robot {

/// The vertices of a mesh that are farthest in one of some two hundred directions: corners of its convex hull, which
/// they fill to within a per cent or so. In the mesh's frame, m, scaled. Empty for a mesh that is flat.
std::vector<Vec3> hullPoints(const MeshData& mesh, Vec3 scale);

} // namespace orrery::robot
