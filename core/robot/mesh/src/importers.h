// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mesh_file.h"

#include <orrery/base/result.h>
#include <orrery/robot/mesh/mesh_data.h>
#include <orrery/robot/mesh/mesh_import.h>

namespace orrery::robot {

/// Above this a file is an attack, not a robot.
inline constexpr std::size_t maxTriangles = 20'000'000;

Result<MeshData> importStl(const MeshFile& file, const MeshOptions& options);
/// All other formats.
Result<MeshData> importScene(const MeshFile& file, const MeshOptions& options);
/// Either, finished: bounds and sidedness known, never without a triangle.
Result<MeshData> importMeshFile(const MeshFile& file, const MeshOptions& options);

} // namespace orrery::robot
