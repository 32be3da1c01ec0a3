// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/pose.h>
#include <orrery/robot/description/description.h>

#include <map>
#include <string>
#include <vector>

namespace orrery::robot {

/// The outermost points of shapes: for meshes those that are farthest in one of some hundred directions (their hull to
/// within a per cent or so), scaled; for other shapes those of their surface. In the shape's frame, m. Empty for a mesh
/// that cannot be read, and for one that is flat.
class CollisionPoints {
public:
    const std::vector<Vec3>& of(const Geometry& geometry);

private:
    std::map<std::string, std::vector<Vec3>> m_known; // by file and scale, or by shape
};

} // namespace orrery::robot
