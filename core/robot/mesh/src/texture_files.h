// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/mesh/mesh_data.h>

#include <cstdint>
#include <filesystem>

namespace orrery::robot {

/// Larger pictures are not read.
inline constexpr std::uint64_t maxTextureBytes = 64ULL * 1024 * 1024;

/// Sets MeshTexture::file of the pictures that do not lie within the mesh file, as importMesh says. Looks at the file
/// system, but opens nothing.
void findTextures(MeshData& mesh, const std::filesystem::path& meshFile);

} // namespace orrery::robot
