// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "texture_weld.h"

#include <meshoptimizer.h>

#include <vector>

namespace orrery::robot {

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
