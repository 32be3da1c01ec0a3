// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link_batches.h"

#include <orrery/base/executor.h>
#include <orrery/robot/description/description.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::scene {

struct SceneLoadOptions {
    std::string meshCacheFolder;
    std::size_t triangleBudget = 0; ///< Most triangles drawn for the whole robot; 0 = as many as the files have.
    bool textures = true;           ///< Else all surfaces are plain.
};

/// What a load reports, always from worker threads and possibly from several at once. Nothing comes after its stop was
/// seen.
struct SceneLoadEvents {
    std::function<void(int loaded, int total)> progressed;         ///< Mesh files; failed ones count as loaded.
    std::function<void(std::vector<LinkBatch> batches)> linkBuilt; ///< Once for each link that shows anything.
    /// When asked for, once for each link that was thinned out: the same batches with every triangle.
    std::function<void(std::vector<LinkBatch> batches)> refined;
    std::function<void(robot::Finding finding)> found;       ///< A mesh that could not be shown.
    std::function<void(robot::Finding finding)> paled;       ///< A texture that could not; the surface is shown plain.
    std::function<void(std::size_t fullTriangles)> finished; ///< Once; triangles before decimation.
};

/// The robot with its collision shapes, in one colour, in the place of what it shows.
std::shared_ptr<const robot::Description> collisionsAsVisuals(const robot::Description& description);

/// Loads each mesh file of the visuals once, thins them out to the budget and merges them link by link.
/// Without a budget a link comes as soon as its files are there; with one, when all are, since shares need the sum.
/// @return asks for what was thinned out in full: to be called once, after finished. It keeps the files' meshes until
/// it goes.
std::function<void()> startSceneLoad(std::shared_ptr<const robot::Description> description, SceneLoadOptions options,
                                     Executor& workers, std::stop_token stop, SceneLoadEvents events);

} // namespace orrery::scene
