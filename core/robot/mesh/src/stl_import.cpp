// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "importers.h"

#include "smooth_normals.h"
#include "surface.h"

#include <assimp/Importer.hpp>
#include <assimp/scene.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace orrery::robot {
namespace {

constexpr std::size_t headerBytes = 84;
constexpr std::size_t triangleBytes = 50;

std::uint64_t claimedTriangles(std::string_view bytes) {
    if (bytes.size() < headerBytes) return 0;
    const auto at = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
    return at(80) | at(81) << 8 | at(82) << 16 | at(83) << 24;
}

bool startsWithSolid(std::string_view bytes) {
    const auto first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && bytes.substr(first, 5) == "solid";
}

/// The bytes assimp is given: it knows a binary file only when its size fits the count to the byte.
Result<std::string_view> exactStl(const MeshFile& file) {
    const std::string_view bytes = file.bytes();
    const std::uint64_t count = claimedTriangles(bytes);
    const std::uint64_t needed = headerBytes + triangleBytes * count;
    const bool text = startsWithSolid(bytes);
    constexpr std::size_t usualSlack = 1024;
    const bool fits = bytes.size() >= headerBytes && needed <= bytes.size();
    if (fits && (!text || bytes.size() - needed <= usualSlack)) {
        if (count == 0) return fail(MeshErrc::Empty, "This mesh has no triangles.", {}, file.shown);
        return bytes.substr(0, static_cast<std::size_t>(needed));
    }
    if (text) return bytes;
    if (bytes.size() < headerBytes)
        return fail(MeshErrc::Damaged, "This STL file is cut off within its header.", {}, file.shown);
    return fail(MeshErrc::Damaged,
                fmt::format("This STL file is cut off: it announces {} triangles and holds {}.", count,
                            (bytes.size() - headerBytes) / triangleBytes),
                {}, file.shown);
}

void appendTriangles(const aiMesh& mesh, std::vector<Float3>& positions) {
    for (unsigned f = 0; f < mesh.mNumFaces; ++f) {
        const aiFace& face = mesh.mFaces[f];
        if (face.mNumIndices != 3) continue;
        for (unsigned k = 0; k < 3; ++k) {
            const aiVector3D& v = mesh.mVertices[face.mIndices[k]];
            positions.push_back({v.x, v.y, v.z});
        }
    }
}

} // namespace

Result<MeshData> importStl(const MeshFile& file, const MeshOptions& options) {
    const auto bytes = exactStl(file);
    if (!bytes) return fail(bytes.error());
    Assimp::Importer importer;
    const aiScene* scene = importer.ReadFileFromMemory(bytes->data(), bytes->size(), 0, "stl");
    if (!scene) return fail(MeshErrc::Damaged, "This STL file is damaged.", importer.GetErrorString(), file.shown);
    std::vector<Float3> positions;
    std::size_t faces = 0;
    for (unsigned m = 0; m < scene->mNumMeshes; ++m) faces += scene->mMeshes[m]->mNumFaces;
    positions.reserve(3 * faces);
    for (unsigned m = 0; m < scene->mNumMeshes; ++m) appendTriangles(*scene->mMeshes[m], positions);
    importer.FreeScene();
    MeshData mesh;
    shadeSurface(weldSurface(positions, {}), options.creaseAngle, mesh.parts.emplace_back());
    return mesh;
}

} // namespace orrery::robot
