// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::robot {

/// One vertex as the GPU takes it: metres in the mesh's frame, unit normal. 24 bytes, no padding.
struct Vertex {
    std::array<float, 3> position;
    std::array<float, 3> normal;
};
static_assert(sizeof(Vertex) == 24);

/// A place in a picture: u to the right and v down, (0, 0) and (1, 1) its corners; beyond them it repeats.
using TextureCoordinate = std::array<float, 2>;

/// A picture that colours a mesh, still encoded (PNG, JPEG ...): whoever draws it decodes it, and trusts it in nothing.
struct MeshTexture {
    std::string name;    ///< As the mesh file names it; "*0" and the like for one that lies within.
    std::string bytes;   ///< Of a picture that lies within the mesh file; else empty.
    std::string file;    ///< Where another one was found, absolute; empty when it was not.
    bool opaque = false; ///< Its alpha means nothing.
};

/// Triangles that share one material.
struct MeshPart {
    std::vector<Vertex> vertices;
    std::vector<TextureCoordinate> textureCoordinates; ///< One a vertex; empty without.
    std::optional<std::uint32_t> texture; ///< Index into MeshData::textures, only with coordinates; a colour tints it.
    std::vector<std::uint32_t> indices;   ///< Three a triangle, counter-clockwise seen from outside.
    std::optional<std::array<float, 4>> color; ///< The file's own sRGB colour and alpha, if it is to be trusted.
    std::string material;                      ///< The file's own material name; may be empty.
};

/// A mesh file's triangles with its own node transforms and unit applied; Z up; URDF scale not applied.
struct MeshData {
    std::vector<MeshPart> parts;
    std::vector<MeshTexture> textures;
    std::array<float, 3> minimum{}; ///< Bounding box over all parts, metres.
    std::array<float, 3> maximum{};
    bool twoSided = false; ///< Open or turned inside out: draw both sides.

    [[nodiscard]] std::size_t triangleCount() const {
        std::size_t count = 0;
        for (const auto& part : parts) count += part.indices.size() / 3;
        return count;
    }
};

} // namespace orrery::robot
