// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scene_mesh.h"
#include "surface_material.h"

#include <orrery/robot/description/description.h>
#include <orrery/robot/mesh/mesh_data.h>

#include <QVector3D>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace orrery::scene {

/// What is drawn at once: all triangles of one link that share a material, in the link's frame.
struct LinkBatch {
    std::size_t link = 0; ///< Index into Description::links.
    SurfaceMaterial material;
    bool twoSided = false; ///< The mesh is open: its inside shows.
    bool marker = false;   ///< Stands for meshes that could not be shown.
    SceneMesh mesh;
    SceneMesh fullMesh; ///< Every triangle of the files, where `mesh` has been thinned out and they are there by now.
    std::vector<QVector3D> samples; ///< Points spread evenly over the surface, for the contact shadow; link frame, m.
    float sampleArea = 0;           ///< m2 that each sample stands for.

    [[nodiscard]] bool looksLike(const LinkBatch& other) const {
        return link == other.link && material == other.material && twoSided == other.twoSided && marker == other.marker;
    }
    [[nodiscard]] std::size_t triangleCount() const {
        return static_cast<std::size_t>(mesh.indices.size()) / (3 * sizeof(std::uint32_t));
    }
};

/// The loaded mesh of a file; nullptr when it could not be loaded.
using MeshLookup = std::function<const robot::MeshData*(const std::string& file)>;

/// Merges the visuals of one link into as few batches as its materials allow: opaque ones first, and one marker for
/// everything that is missing. Pure; for a worker thread.
/// @param markerSize width of the marker, m
std::vector<LinkBatch> buildLinkBatches(const robot::Link& link, std::size_t linkIndex, const MeshLookup& meshes,
                                        double markerSize);

} // namespace orrery::scene
