// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/mesh/mesh_data.h>

#include <cstddef>
#include <cstdint>
#include <numbers>

namespace orrery::robot {

/// Raised when decimate gives another result for the same mesh; part of the cache's key.
inline constexpr std::uint32_t decimateVersion = 1;

struct DecimateOptions {
    float maxError = 0.02F; ///< Largest deviation as a share of a part's extent; it wins over the target.
    double creaseAngle = 40 * std::numbers::pi / 180; ///< rad; normals of the result are calculated anew.
};

/// A lighter copy for display: about targetTriangles in all, shared among the parts by their size; the parts, their
/// order, colours, names and textures stay, and so do the seams of a picture. A mesh already
/// small enough is returned as it is. The result may stay above the target where the shape would suffer.
MeshData decimate(const MeshData& mesh, std::size_t targetTriangles, const DecimateOptions& options = {});

} // namespace orrery::robot
