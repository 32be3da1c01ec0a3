// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mesh_cache_format.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace orrery::robot;

namespace {

void demand(bool condition) {
    if (!condition) std::abort();
}

/// What the renderer relies on, and that nothing is lost when it is written again.
void check(const MeshCacheKey& key, const std::string& bytes) {
    const auto mesh = decodeMesh(key, bytes);
    if (!mesh) return;
    for (const MeshPart& part : mesh->parts) {
        demand(part.indices.size() % 3 == 0);
        for (const std::uint32_t index : part.indices) demand(index < part.vertices.size());
        demand(part.textureCoordinates.empty() || part.textureCoordinates.size() == part.vertices.size());
        demand(!part.texture || (*part.texture < mesh->textures.size() && !part.textureCoordinates.empty()));
    }
    demand(encodeMesh(key, *mesh).size() == bytes.size());
}

} // namespace

/// As it is, and with a checksum that fits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const MeshCacheKey key{{1, 2}};
    std::string bytes(reinterpret_cast<const char*>(data), size);
    check(key, bytes);
    sealMesh(key, bytes);
    check(key, bytes);
    return 0;
}
