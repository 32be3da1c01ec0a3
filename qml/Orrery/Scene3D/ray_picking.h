// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scene_mesh.h"

#include <orrery/base/pose.h>

#include <functional>
#include <optional>

namespace orrery::scene {

/// Where a ray first meets a mesh, from either side, in lengths of `direction`. Origin and direction are in the root's
/// frame. Moeller and Trumbore, "Fast, minimum storage ray/triangle intersection", 1997.
/// @param there whether a place in the root's frame is to be met; absent: all are.
std::optional<float> distanceOnRay(const SceneMesh& mesh, const Pose& rootFromLink, const QVector3D& origin,
                                   const QVector3D& direction, const std::function<bool(const QVector3D&)>& there = {});

} // namespace orrery::scene
