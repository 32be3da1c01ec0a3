// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "overlay_shapes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace orrery::scene {
namespace {

constexpr int sides = 6;

std::array<float, 3> toArray(Vec3 v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

std::uint32_t add(OverlayMesh& mesh, Vec3 at, const OverlayColor& color) {
    mesh.vertices.push_back({toArray(at), color});
    return static_cast<std::uint32_t>(mesh.vertices.size() - 1);
}

void addTriangle(OverlayMesh& mesh, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    mesh.indices.insert(mesh.indices.end(), {a, b, c});
}

/// @return the first of `sides` vertices around `centre`.
std::uint32_t addRing(OverlayMesh& mesh, Vec3 centre, Vec3 across, Vec3 along, double radius,
                      const OverlayColor& color) {
    const auto first = static_cast<std::uint32_t>(mesh.vertices.size());
    for (int i = 0; i < sides; ++i) {
        const double turn = 2 * std::numbers::pi * i / sides;
        add(mesh, centre + radius * std::cos(turn) * across + radius * std::sin(turn) * along, color);
    }
    return first;
}

void addCone(OverlayMesh& mesh, Vec3 base, Vec3 tip, double radius, const OverlayColor& color) {
    const Vec3 axis = normalized(tip - base);
    const Vec3 across = perpendicular(axis);
    const std::uint32_t ring = addRing(mesh, base, across, cross(axis, across), radius, color);
    const std::uint32_t top = add(mesh, tip, color);
    const std::uint32_t middle = add(mesh, base, color);
    for (std::uint32_t i = 0; i < sides; ++i) {
        addTriangle(mesh, ring + i, ring + (i + 1) % sides, top);
        addTriangle(mesh, ring + (i + 1) % sides, ring + i, middle);
    }
}

} // namespace

Vec3 perpendicular(Vec3 axis) {
    const Vec3 other = std::abs(axis.x) < 0.8 ? Vec3{1, 0, 0} : Vec3{0, 1, 0};
    return normalized(cross(axis, other));
}

void appendStick(OverlayMesh& mesh, Vec3 from, Vec3 to, double radius, const OverlayColor& color) {
    if (norm(to - from) <= 0) return;
    const Vec3 axis = normalized(to - from);
    const Vec3 across = perpendicular(axis);
    const std::uint32_t low = addRing(mesh, from, across, cross(axis, across), radius, color);
    const std::uint32_t high = addRing(mesh, to, across, cross(axis, across), radius, color);
    for (std::uint32_t i = 0; i < sides; ++i) {
        const std::uint32_t next = (i + 1) % sides;
        addTriangle(mesh, low + i, low + next, high + i);
        addTriangle(mesh, low + next, high + next, high + i);
    }
}

void appendArrow(OverlayMesh& mesh, Vec3 from, Vec3 to, double radius, const OverlayColor& color) {
    const double length = norm(to - from);
    if (length <= 0) return;
    const Vec3 neck = to - std::min(length / 2, 8 * radius) * normalized(to - from);
    appendStick(mesh, from, neck, radius, color);
    addCone(mesh, neck, to, 2.8 * radius, color);
}

void appendArc(OverlayMesh& mesh, Vec3 centre, Vec3 axis, Vec3 spoke, double start, double end, double radius,
               const OverlayColor& color) {
    constexpr double step = std::numbers::pi / 36;
    const double span = std::clamp(end - start, 0.0, 2 * std::numbers::pi);
    const int pieces = std::max(1, static_cast<int>(std::ceil(span / step)));
    const auto at = [&](int i) {
        return centre + rotate(quaternionFromAxisAngle(axis, start + span * i / pieces), spoke);
    };
    for (int i = 0; i < pieces; ++i) appendStick(mesh, at(i), at(i + 1), radius, color);
}

void appendBall(OverlayMesh& mesh, const Pose& pose, double radius, const OverlayColor& one,
                const OverlayColor& other) {
    constexpr int rows = 4; // of small triangles along each edge of an eighth
    for (int eighth = 0; eighth < 8; ++eighth) {
        const Vec3 sign{eighth & 1 ? -1.0 : 1.0, eighth & 2 ? -1.0 : 1.0, eighth & 4 ? -1.0 : 1.0};
        const OverlayColor& color = sign.x * sign.y * sign.z > 0 ? one : other;
        const auto first = static_cast<std::uint32_t>(mesh.vertices.size());
        for (int i = 0; i <= rows; ++i) {
            for (int j = 0; j <= i; ++j) {
                const Vec3 corner{sign.x * (rows - i), sign.y * (i - j), sign.z * j};
                add(mesh, pose * (radius * normalized(corner)), color);
            }
        }
        for (std::uint32_t i = 0; i < rows; ++i) {
            const std::uint32_t row = first + i * (i + 1) / 2;
            const std::uint32_t below = row + i + 1;
            for (std::uint32_t j = 0; j <= i; ++j) {
                addTriangle(mesh, row + j, below + j, below + j + 1);
                if (j < i) addTriangle(mesh, row + j, below + j + 1, row + j + 1);
            }
        }
    }
}

void appendBoxEdges(OverlayMesh& mesh, const Pose& pose, Vec3 size, double radius, const OverlayColor& color) {
    const auto corner = [&](int i) {
        return pose * Vec3{(i & 1 ? 0.5 : -0.5) * size.x, (i & 2 ? 0.5 : -0.5) * size.y, (i & 4 ? 0.5 : -0.5) * size.z};
    };
    for (int i = 0; i < 8; ++i) {
        for (const int bit : {1, 2, 4}) {
            if (!(i & bit)) appendStick(mesh, corner(i), corner(i | bit), radius, color);
        }
    }
}

} // namespace orrery::scene
