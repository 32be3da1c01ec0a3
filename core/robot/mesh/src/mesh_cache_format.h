// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/mesh/mesh_cache.h>
#include <orrery/robot/mesh/mesh_data.h>

#include <optional>
#include <string>
#include <string_view>

namespace orrery::robot {

/// A cache file's bytes, as mesh_cache.h describes them.
std::string encodeMesh(const MeshCacheKey& key, const MeshData& mesh);

/// What encodeMesh wrote under this key; nothing when the bytes are anything else. Every index of the result names a
/// vertex of its part. Takes memory in proportion to the bytes.
std::optional<MeshData> decodeMesh(const MeshCacheKey& key, std::string_view bytes);

/// Makes the header fit what stands behind it (size, checksum, key), as a hostile writer could. Too few bytes stay as
/// they are.
void sealMesh(const MeshCacheKey& key, std::string& bytes);

} // namespace orrery::robot
