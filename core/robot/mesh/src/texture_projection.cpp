// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/mesh/texture_projection.h>

#include "texture_weld.h"
#include "vector_math.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace orrery::robot {
namespace {

constexpr float flat = 0.999F; // the z of a normal that stands straight up

struct Extent {
    Float3 minimum;
    Float3 maximum;

    /// 0 at the low end and 1 at the high one.
    [[nodiscard]] float share(const Float3& at, std::size_t axis) const {
        const float length = maximum[axis] - minimum[axis];
        return length > 0 ? (at[axis] - minimum[axis]) / length : 0.5F;
    }
};

std::size_t steepestAxis(const Float3& normal) {
    std::size_t axis = 0;
    for (const std::size_t other : {1U, 2U}) {
        if (std::abs(normal[other]) > std::abs(normal[axis])) axis = other;
    }
    return axis;
}

/// Seen from outside with z up (and y up on top and below).
TextureCoordinate onSide(const Vertex& vertex, std::size_t axis, const Extent& extent) {
    const bool positive = vertex.normal[axis] > 0;
    const auto towards = [&](std::size_t right, bool forwards) {
        const float share = extent.share(vertex.position, right);
        return forwards ? share : 1 - share;
    };
    if (axis == 2) return {towards(0, positive), 1 - extent.share(vertex.position, 1)};
    return {axis == 0 ? towards(1, positive) : towards(0, !positive), 1 - extent.share(vertex.position, 2)};
}

float turnOf(const Float3& position) {
    return std::atan2(position[1], position[0]) / (2 * std::numbers::pi_v<float>)+0.5F;
}

bool isOnAxis(const Float3& position, const Extent& extent) {
    const float width = extent.maximum[0] - extent.minimum[0];
    return std::hypot(position[0], position[1]) < 1e-4F * width;
}

/// A triangle's place on a picture that runs once around; where it crosses the picture's end it goes on beyond 1.
void placeAround(std::array<TexturedVertex, 3>& triangle, const Extent& extent) {
    float most = 0;
    for (TexturedVertex& corner : triangle) {
        corner.place = {turnOf(corner.vertex.position), 1 - extent.share(corner.vertex.position, 2)};
        if (!isOnAxis(corner.vertex.position, extent)) most = std::max(most, corner.place[0]);
    }
    float sum = 0;
    float others = 0;
    for (TexturedVertex& corner : triangle) {
        if (isOnAxis(corner.vertex.position, extent)) continue;
        if (most - corner.place[0] > 0.5F) corner.place[0] += 1;
        sum += corner.place[0];
        ++others;
    }
    for (TexturedVertex& corner : triangle) {
        if (isOnAxis(corner.vertex.position, extent) && others > 0) corner.place[0] = sum / others;
    }
}

void place(std::array<TexturedVertex, 3>& triangle, Projection projection, const Extent& extent) {
    const Float3& normal = triangle[0].vertex.normal;
    const bool isEnd = std::all_of(triangle.begin(), triangle.end(), [](const TexturedVertex& corner) {
        return std::abs(corner.vertex.normal[2]) > flat;
    });
    if (projection == Projection::Round && !isEnd) {
        placeAround(triangle, extent);
        return;
    }
    for (TexturedVertex& corner : triangle) corner.place = onSide(corner.vertex, steepestAxis(normal), extent);
}

} // namespace

void projectTexture(MeshData& mesh, Projection projection) {
    const Extent extent{mesh.minimum, mesh.maximum};
    for (MeshPart& part : mesh.parts) {
        std::vector<TexturedVertex> corners;
        corners.reserve(part.indices.size());
        for (std::size_t i = 0; i + 2 < part.indices.size(); i += 3) {
            std::array<TexturedVertex, 3> triangle{};
            for (std::size_t k = 0; k < 3; ++k) triangle[k].vertex = part.vertices[part.indices[i + k]];
            place(triangle, projection, extent);
            corners.insert(corners.end(), triangle.begin(), triangle.end());
        }
        weldTextured(corners, part);
    }
}

} // namespace orrery::robot
