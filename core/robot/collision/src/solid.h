// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/pose.h>
#include <orrery/robot/description/description.h>

#include <memory>
#include <optional>
#include <vector>

namespace orrery::robot {

/// A ball around something.
struct Ball {
    Vec3 center;
    double radius = 0;
};

[[nodiscard]] inline bool apart(const Ball& a, const Ball& b) {
    const Vec3 between = a.center - b.center;
    const double reach = a.radius + b.radius;
    return dot(between, between) > reach * reach;
}

/// The smallest ball about `center` that holds all of these.
Ball ballAround(Vec3 center, const std::vector<Ball>& balls);

/// A convex shape in the library's own form. Immutable, cheap to copy.
class Solid {
public:
    /// @param hull the corners of a mesh's hull, in its frame; looked at for meshes only.
    /// @return nothing for a shape without extent.
    static std::optional<Solid> make(const Geometry& geometry, const std::vector<Vec3>& hull);

    /// In the shape's frame.
    [[nodiscard]] const Ball& ball() const { return m_ball; }

    /// How deep the two overlap (m); nothing when they are apart.
    [[nodiscard]] std::optional<double> overlap(const Pose& rootFromThis, const Solid& other,
                                                const Pose& rootFromOther) const;

private:
    struct Shape;
    std::shared_ptr<const Shape> m_shape;
    Ball m_ball;
};

} // namespace orrery::robot
