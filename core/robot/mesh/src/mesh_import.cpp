// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/mesh/mesh_import.h>

#include "importers.h"
#include "texture_files.h"

#include <orrery/robot/mesh/mesh_tools.h>

#include <fmt/format.h>

#include <exception>

namespace orrery::robot {

std::string_view errorDomain(MeshErrc) {
    return "mesh";
}

std::string_view errorName(MeshErrc value) {
    switch (value) {
    case MeshErrc::NotFound: return "not-found";
    case MeshErrc::TooLarge: return "too-large";
    case MeshErrc::Unsupported: return "unsupported";
    case MeshErrc::NotAMesh: return "not-a-mesh";
    case MeshErrc::Damaged: return "damaged";
    case MeshErrc::Empty: return "empty";
    }
    return "unknown";
}

Result<MeshData> importMeshFile(const MeshFile& file, const MeshOptions& options) {
    auto mesh = [&]() -> Result<MeshData> {
        try {
            return file.extension == "stl" ? importStl(file, options) : importScene(file, options);
        } catch (const std::exception& error) { // assimp reports most failures as values, but not all
            return fail(MeshErrc::Damaged, fmt::format("This .{} file is damaged.", file.extension), error.what(),
                        file.shown);
        }
    }();
    if (!mesh) return mesh;
    if (mesh->triangleCount() == 0)
        return fail(MeshErrc::Empty, "This mesh has no triangles that could be shown.", {}, file.shown);
    updateBounds(*mesh);
    mesh->twoSided = !isClosedAndOutward(*mesh);
    return mesh;
}

Result<MeshData> importMesh(const std::string& path, const MeshOptions& options) {
    const auto file = readMeshFile(path);
    if (!file) return fail(file.error());
    auto mesh = importMeshFile(*file, options);
    if (mesh) findTextures(*mesh, file->path);
    return mesh;
}

} // namespace orrery::robot
