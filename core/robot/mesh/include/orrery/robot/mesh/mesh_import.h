// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/mesh/mesh_data.h>

#include <cstdint>
#include <numbers>
#include <string>
#include <string_view>

namespace orrery::robot {

enum class MeshErrc {
    NotFound,    ///< No such file, or it cannot be read.
    TooLarge,    ///< Above maxMeshBytes.
    Unsupported, ///< A format Orrery cannot show.
    NotAMesh,    ///< Something else under a mesh's name: a Git LFS pointer, a web page, an archive.
    Damaged,     ///< Cut off or otherwise not what its format demands.
    Empty,       ///< Readable, but without a triangle to show.
};
std::string_view errorDomain(MeshErrc);
std::string_view errorName(MeshErrc value);

inline constexpr std::uint64_t maxMeshBytes = 200ULL * 1024 * 1024;

/// How a mesh file is understood. Every field is part of the cache's key.
struct MeshOptions {
    double creaseAngle =
        40 * std::numbers::pi / 180; ///< rad; edges sharper than this stay sharp where normals are calculated.
    bool applyColladaUpAxis =
        false; ///< URDF authors adjust to viewers that ignore <up_axis>; true for the rare file that needs it.
    bool rotateGltfToZUp = true;     ///< glTF is Y up by definition.
    bool textureCoordinates = false; ///< Keep them also where the file names no picture: a description names one.
};

/// Raised when importMesh gives another result for the same bytes; part of the cache's key.
inline constexpr std::uint32_t meshImporterVersion = 2;

/// Reads a mesh file (STL, DAE, OBJ, PLY, GLB, glTF, 3DS, FBX) into triangles, in metres and Z up.
/// - STL: unit and axes as they are; normals, header and attribute colours are ignored; vertices welded, normals
/// calculated.
/// - DAE: <unit> and node transforms applied. OBJ: colours from its MTL, when there. glTF: turned Z up.
/// - Normals of the file are kept where the format carries good ones, else calculated with the crease angle.
/// - Textures (base colour, diffuse) of glTF, DAE, OBJ, PLY, 3DS and FBX: their coordinates, and the picture itself
/// where it lies within the file. Others are looked for beside the mesh, in the folder above and in its package (the
/// nearest folder above with a package.xml or model.config), also by their bare name there; never elsewhere, and not
/// opened.
/// - Degenerate and non-finite triangles are dropped; parts are merged by material.
/// Files named inside the mesh (MTL, buffers) are read only from its own folder and below. Uses up to about 10 times
/// the file's size in memory. Blocks: for a worker thread, one file at a time each. Fails with a MeshErrc.
Result<MeshData> importMesh(const std::string& path, const MeshOptions& options = {});

} // namespace orrery::robot
