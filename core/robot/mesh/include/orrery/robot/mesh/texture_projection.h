// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/mesh/mesh_data.h>

namespace orrery::robot {

enum class Projection {
    Faces, ///< The whole picture on each of the six sides; upright, with z up.
    Round, ///< Once around z, its top at the top; whole on flat ends.
};

/// Gives a shape of primitives.h texture coordinates. Vertices are split where the picture has a seam.
void projectTexture(MeshData& mesh, Projection projection);

} // namespace orrery::robot
