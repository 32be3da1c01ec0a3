// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scene_mesh.h"
#include "scene_texture.h"
#include "surface_material.h"

#include <orrery/robot/description/description.h>
#include <orrery/robot/mesh/mesh_data.h>

#include <QVector3D>

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace orrery::scene {

/// What is drawn at once: all triangles of one link that share a material and a picture, in the link's frame.
struct LinkBatch {
    std::size_t link = 0; ///< Index into Description::links.
    SurfaceMaterial material;
    SceneTexture texture;  ///< Empty without; the material's colour tints it.
    bool twoSided = false; ///< The mesh is open: its inside shows.
    bool marker = false;   ///< Stands for meshes that could not be shown.
    SceneMesh mesh;
    SceneMesh fullMesh; ///< Every triangle of the files, where `mesh` has been thinned out and they are there by now.
    std::vector<QVector3D> samples; ///< Points spread evenly over the surface, for the contact shadow; link frame, m.
    float sampleArea = 0;           ///< m2 that each sample stands for.

    [[nodiscard]] bool looksLike(const LinkBatch& other) const {
        return link == other.link && material == other.material && texture == other.texture &&
               twoSided == other.twoSided && marker == other.marker;
    }
    /// For views without pictures: sRGB and alpha.
    [[nodiscard]] std::array<float, 4> plainColor() const {
        const auto& c = material.color;
        if (texture.isEmpty()) return c;
        return {c[0] * texture.average[0], c[1] * texture.average[1], c[2] * texture.average[2], c[3]};
    }
    [[nodiscard]] std::size_t triangleCount() const {
        return static_cast<std::size_t>(mesh.indices.size()) / (3 * sizeof(std::uint32_t));
    }
};

/// The loaded mesh of a file; nullptr when it could not be loaded.
using MeshLookup = std::function<const robot::MeshData*(const std::string& file)>;

/// A decoded picture; empty when it cannot be drawn. @param owner the mesh file that holds or names it
using TextureLookup = std::function<SceneTexture(const robot::MeshTexture& texture, const std::string& owner)>;

/// Merges the visuals of one link into as few batches as its materials allow: opaque ones first, and one marker for
/// everything that is missing. A picture of the description wins over the mesh's own, and any picture over a plain
/// colour, of which only the alpha is kept. Pure but for the look-ups; for a worker thread.
/// @param markerSize width of the marker, m
std::vector<LinkBatch> buildLinkBatches(const robot::Link& link, std::size_t linkIndex, const MeshLookup& meshes,
                                        const TextureLookup& textures, double markerSize);

} // namespace orrery::scene
