// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "surface.h"

#include <orrery/robot/mesh/mesh_data.h>

namespace orrery::robot {

/// Fills vertices and indices of part from a surface: at each corner the normals of the neighbouring faces that lie
/// within creaseAngle (rad) of the corner's own face are averaged, weighted by area and by the angle at the corner; a
/// vertex is split only where that differs.
void shadeSurface(const Surface& surface, double creaseAngle, MeshPart& part);

} // namespace orrery::robot
