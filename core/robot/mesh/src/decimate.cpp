// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/mesh/decimate.h>

#include "smooth_normals.h"
#include "surface.h"

#include <orrery/robot/mesh/mesh_tools.h>

#include <meshoptimizer.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace orrery::robot {
namespace {

Surface surfaceOf(const MeshPart& part) {
    std::vector<Float3> positions;
    positions.reserve(part.vertices.size());
    for (const Vertex& vertex : part.vertices) positions.push_back(vertex.position);
    return weldSurface(positions, part.indices);
}

void optimizeOrder(MeshPart& part) {
    meshopt_optimizeVertexCache(part.indices.data(), part.indices.data(), part.indices.size(), part.vertices.size());
    std::vector<Vertex> ordered(part.vertices.size());
    ordered.resize(meshopt_optimizeVertexFetch(ordered.data(), part.indices.data(), part.indices.size(),
                                               part.vertices.data(), part.vertices.size(), sizeof(Vertex)));
    part.vertices = std::move(ordered);
}

MeshPart decimatePart(const MeshPart& part, std::size_t targetTriangles, const DecimateOptions& options) {
    Surface surface = surfaceOf(part);
    if (surface.indices.empty()) return part;
    std::vector<std::uint32_t> fewer(surface.indices.size());
    const std::size_t count =
        meshopt_simplify(fewer.data(), surface.indices.data(), surface.indices.size(), surface.positions[0].data(),
                         surface.positions.size(), sizeof(Float3), 3 * targetTriangles, options.maxError, 0, nullptr);
    if (count == 0) return part;
    fewer.resize(count);
    surface.indices = std::move(fewer);
    MeshPart out;
    out.color = part.color;
    out.material = part.material;
    shadeSurface(surface, options.creaseAngle, out);
    optimizeOrder(out);
    return out;
}

} // namespace

MeshData decimate(const MeshData& mesh, std::size_t targetTriangles, const DecimateOptions& options) {
    const std::size_t before = mesh.triangleCount();
    if (before <= targetTriangles) return mesh;
    MeshData out;
    out.twoSided = mesh.twoSided;
    for (const MeshPart& part : mesh.parts) {
        const std::size_t triangles = part.indices.size() / 3;
        const double share = static_cast<double>(triangles) / static_cast<double>(before);
        out.parts.push_back(
            decimatePart(part, static_cast<std::size_t>(share * static_cast<double>(targetTriangles)), options));
    }
    updateBounds(out);
    return out;
}

} // namespace orrery::robot
