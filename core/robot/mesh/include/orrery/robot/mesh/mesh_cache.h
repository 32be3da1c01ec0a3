// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/mesh/mesh_data.h>
#include <orrery/robot/mesh/mesh_import.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

/// Imported meshes kept on disk, ready for the GPU: some ten times faster to read than the file they came from.
/// A cache file is a header (magic, byte order, layout version, key, checksum), then each part's name, colour, vertices
/// and indices, with texture coordinates only where it has them, and at last each texture's name and bytes. Where
/// textures of other files lie is not kept: it is found anew, since the same mesh may lie in several places. Whatever
/// does not fit (another version, wrong size, wrong checksum, an index out of range) counts as not there.
namespace orrery::robot {

/// Names one import: the file's content, this importer's version and the options.
struct MeshCacheKey {
    std::array<std::uint64_t, 2> hash{};

    [[nodiscard]] std::string fileName() const;
    bool operator==(const MeshCacheKey&) const = default;
};

/// Reads a cache file. Fails with MeshErrc::NotFound without one and MeshErrc::Damaged for one that cannot be trusted.
Result<MeshData> readMeshCache(const std::string& file, const MeshCacheKey& key);

/// Writes a cache file whole or not at all: another process never sees half of one.
Status writeMeshCache(const std::string& file, const MeshCacheKey& key, const MeshData& mesh);

/// importMesh through a cache: reads cacheFolder (made when missing) if the same content was imported before, else
/// imports and keeps the result there. A cache that cannot be written costs time, not the mesh. Blocks; any thread,
/// several at once.
Result<MeshData> loadMesh(const std::string& path, const std::string& cacheFolder, const MeshOptions& options = {});

/// A mesh with the name of its import.
struct CachedMesh {
    MeshData mesh;
    MeshCacheKey key;
};

/// loadMesh, for those who thin it out afterwards.
Result<CachedMesh> loadCachedMesh(const std::string& path, const std::string& cacheFolder,
                                  const MeshOptions& options = {});

/// decimate through the same cache: a mesh is thinned out to the same target only once. One with textures is always
/// thinned out anew, since the cache does not keep where pictures lie. Blocks; any thread.
MeshData thinThroughCache(const CachedMesh& full, std::size_t targetTriangles, const std::string& cacheFolder);

} // namespace orrery::robot
