// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/mesh/decimate.h>

#include "smooth_normals.h"
#include "surface.h"
#include "texture_weld.h"

#include <orrery/robot/mesh/mesh_tools.h>

#include <meshoptimizer.h>

#include <array>
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

/// Vertices without a triangle go, here as there.
void optimizeTexturedOrder(MeshPart& part) {
    const std::size_t before = part.vertices.size();
    meshopt_optimizeVertexCache(part.indices.data(), part.indices.data(), part.indices.size(), before);
    std::vector<std::uint32_t> remap(before);
    const std::size_t used =
        meshopt_optimizeVertexFetchRemap(remap.data(), part.indices.data(), part.indices.size(), before);
    meshopt_remapIndexBuffer(part.indices.data(), part.indices.data(), part.indices.size(), remap.data());
    meshopt_remapVertexBuffer(part.vertices.data(), part.vertices.data(), before, sizeof(Vertex), remap.data());
    meshopt_remapVertexBuffer(part.textureCoordinates.data(), part.textureCoordinates.data(), before,
                              sizeof(TextureCoordinate), remap.data());
    part.vertices.resize(used);
    part.textureCoordinates.resize(used);
}

/// Vertices that are in the same place in the world and in the picture as one.
struct PlacedSurface {
    std::vector<Float3> positions;
    std::vector<TextureCoordinate> places;
    std::vector<std::uint32_t> indices;
};

PlacedSurface placedSurfaceOf(const MeshPart& part) {
    const std::size_t count = part.vertices.size();
    PlacedSurface surface;
    surface.positions.reserve(count);
    for (const Vertex& vertex : part.vertices) surface.positions.push_back(vertex.position);
    surface.places = part.textureCoordinates;
    const std::array<meshopt_Stream, 2> streams{
        {{surface.positions.data(), sizeof(Float3), sizeof(Float3)},
         {surface.places.data(), sizeof(TextureCoordinate), sizeof(TextureCoordinate)}}};
    std::vector<std::uint32_t> remap(count);
    const std::size_t unique = meshopt_generateVertexRemapMulti(remap.data(), part.indices.data(), part.indices.size(),
                                                                count, streams.data(), streams.size());
    surface.indices.resize(part.indices.size());
    meshopt_remapIndexBuffer(surface.indices.data(), part.indices.data(), part.indices.size(), remap.data());
    meshopt_remapVertexBuffer(surface.positions.data(), surface.positions.data(), count, sizeof(Float3), remap.data());
    meshopt_remapVertexBuffer(surface.places.data(), surface.places.data(), count, sizeof(TextureCoordinate),
                              remap.data());
    surface.positions.resize(unique);
    surface.places.resize(unique);
    return surface;
}

/// Fewer of the triangles; empty when nothing would be left.
std::vector<std::uint32_t> simplified(const std::vector<Float3>& positions, const std::vector<std::uint32_t>& indices,
                                      std::size_t targetTriangles, float maxError) {
    std::vector<std::uint32_t> fewer(indices.size());
    fewer.resize(meshopt_simplify(fewer.data(), indices.data(), indices.size(), positions[0].data(), positions.size(),
                                  sizeof(Float3), 3 * targetTriangles, maxError, 0, nullptr));
    return fewer;
}

/// Vertices that stay keep their place in the picture, and its seams stay where they are.
MeshPart decimateTextured(const MeshPart& part, std::size_t targetTriangles, const DecimateOptions& options) {
    if (part.indices.empty()) return part;
    const PlacedSurface surface = placedSurfaceOf(part);
    std::vector<std::uint32_t> fewer =
        simplified(surface.positions, surface.indices, targetTriangles, options.maxError);
    if (fewer.empty()) return part;
    MeshPart out;
    out.color = part.color;
    out.material = part.material;
    out.texture = part.texture;
    weldTextured(shadeTextured(surface.positions, surface.places, fewer, options.creaseAngle), out);
    if (out.indices.empty()) return part;
    optimizeTexturedOrder(out);
    return out;
}

MeshPart decimatePart(const MeshPart& part, std::size_t targetTriangles, const DecimateOptions& options) {
    if (!part.textureCoordinates.empty()) return decimateTextured(part, targetTriangles, options);
    Surface surface = surfaceOf(part);
    if (surface.indices.empty()) return part;
    std::vector<std::uint32_t> fewer =
        simplified(surface.positions, surface.indices, targetTriangles, options.maxError);
    if (fewer.empty()) return part;
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
    out.textures = mesh.textures;
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
