// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/mesh/hull_points.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <tuple>

namespace orrery::robot {
namespace {

constexpr int kDirections = 200;
constexpr double kThinnest = 1e-5; // m

/// Evenly over the sphere, along a spiral.
std::vector<Vec3> directions() {
    std::vector<Vec3> all;
    for (int i = 0; i < kDirections; ++i) {
        const double z = 1 - (2 * i + 1.0) / kDirections;
        const double radius = std::sqrt(1 - z * z);
        const double angle = i * std::numbers::pi * (3 - std::sqrt(5.0));
        all.push_back({radius * std::cos(angle), radius * std::sin(angle), z});
    }
    for (const double sign : {-1.0, 1.0}) {
        all.push_back({sign, 0, 0});
        all.push_back({0, sign, 0});
        all.push_back({0, 0, sign});
    }
    return all;
}

std::vector<Vec3> verticesOf(const MeshData& mesh, Vec3 scale) {
    std::vector<Vec3> points;
    for (const MeshPart& part : mesh.parts) {
        for (const Vertex& v : part.vertices)
            points.push_back({v.position[0] * scale.x, v.position[1] * scale.y, v.position[2] * scale.z});
    }
    return points;
}

std::vector<Vec3> outermost(const std::vector<Vec3>& points) {
    std::set<std::tuple<double, double, double>> kept;
    for (const Vec3 direction : directions()) {
        const auto farthest =
            std::ranges::max_element(points, [&](Vec3 a, Vec3 b) { return dot(a, direction) < dot(b, direction); });
        if (farthest != points.end()) kept.emplace(farthest->x, farthest->y, farthest->z);
    }
    std::vector<Vec3> result;
    result.reserve(kept.size());
    for (const auto& [x, y, z] : kept) result.push_back({x, y, z});
    return result;
}

/// A plane through three of the points that are far apart, against which all others lie flat.
bool isFlat(const std::vector<Vec3>& points) {
    if (points.size() < 4) return true;
    const auto farthestFrom = [&](auto distance) {
        return *std::ranges::max_element(points, [&](Vec3 a, Vec3 b) { return distance(a) < distance(b); });
    };
    const Vec3 a = points.front();
    const Vec3 b = farthestFrom([&](Vec3 p) { return norm(p - a); });
    const Vec3 along = normalized(b - a);
    const Vec3 c = farthestFrom([&](Vec3 p) { return norm(cross(along, p - a)); });
    const Vec3 normal = normalized(cross(along, c - a));
    const Vec3 d = farthestFrom([&](Vec3 p) { return std::abs(dot(normal, p - a)); });
    return std::abs(dot(normal, d - a)) < kThinnest;
}

} // namespace

std::vector<Vec3> hullPoints(const MeshData& mesh, Vec3 scale) {
    std::vector<Vec3> points = outermost(verticesOf(mesh, scale));
    if (isFlat(points)) points.clear();
    return points;
}

} // namespace orrery::robot
