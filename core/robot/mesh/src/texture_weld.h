// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/mesh/mesh_data.h>

#include <span>

namespace orrery::robot {

/// A corner of a triangle with its place in the picture. 32 bytes, no padding.
struct TexturedVertex {
    Vertex vertex;
    TextureCoordinate place;
};
static_assert(sizeof(TexturedVertex) == 32);

/// Fills vertices, texture coordinates and indices of part: corners that are the same in everything become one vertex.
/// @param corners three a triangle
void weldTextured(std::span<const TexturedVertex> corners, MeshPart& part);

} // namespace orrery::robot
