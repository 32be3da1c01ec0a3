// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vector_math.h"

#include <orrery/robot/mesh/mesh_data.h>

#include <span>
#include <vector>

namespace orrery::robot {

/// A corner of a triangle with its place in the picture. 32 bytes, no padding.
struct TexturedVertex {
    Vertex vertex;
    TextureCoordinate place;
};
static_assert(sizeof(TexturedVertex) == 32);

/// The corners of the triangles that can be drawn, with calculated normals (smooth_normals.h).
/// @param places one a position; positions may coincide where the picture has a seam
std::vector<TexturedVertex> shadeTextured(std::span<const Float3> positions, std::span<const TextureCoordinate> places,
                                          std::span<const std::uint32_t> indices, double creaseAngle);

/// Fills vertices, texture coordinates and indices of part: corners that are the same in everything become one vertex.
/// @param corners three a triangle
void weldTextured(std::span<const TexturedVertex> corners, MeshPart& part);

} // namespace orrery::robot
