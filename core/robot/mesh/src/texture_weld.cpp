// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "texture_weld.h"

#include "smooth_normals.h"
#include "surface.h"

#include <meshoptimizer.h>

#include <utility>

namespace orrery::robot {

std::vector<TexturedVertex> shadeTextured(std::span<const Float3> positions, std::span<const TextureCoordinate> places,
                                          std::span<const std::uint32_t> indices, double creaseAngle) {
    std::vector<std::uint32_t> drawable;
    drawable.reserve(indices.size());
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        if (isDrawable(positions[indices[i]], positions[indices[i + 1]], positions[indices[i + 2]]))
            drawable.insert(drawable.end(), indices.begin() + static_cast<std::ptrdiff_t>(i),
                            indices.begin() + static_cast<std::ptrdiff_t>(i + 3));
    }
    MeshPart shaded; // corner by corner as drawable
    shadeSurface(weldSurface(positions, drawable), creaseAngle, shaded);
    std::vector<TexturedVertex> corners;
    corners.reserve(drawable.size());
    for (std::size_t i = 0; i < drawable.size(); ++i)
        corners.push_back({shaded.vertices[shaded.indices[i]], places[drawable[i]]});
    return corners;
}

void weldTextured(std::span<const TexturedVertex> corners, MeshPart& part) {
    part.vertices.clear();
    part.textureCoordinates.clear();
    part.indices.clear();
    if (corners.empty()) return;
    std::vector<std::uint32_t> remap(corners.size());
    const std::size_t unique = meshopt_generateVertexRemap(remap.data(), nullptr, corners.size(), corners.data(),
                                                           corners.size(), sizeof(TexturedVertex));
    part.vertices.resize(unique);
    part.textureCoordinates.resize(unique);
    for (std::size_t i = 0; i < corners.size(); ++i) {
        part.vertices[remap[i]] = corners[i].vertex;
        part.textureCoordinates[remap[i]] = corners[i].place;
    }
    part.indices = std::move(remap);
}

} // namespace orrery::robot
