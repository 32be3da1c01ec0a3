// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ray_picking.h"

#include <orrery/robot/mesh/mesh_data.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>

namespace orrery::scene {
namespace {

struct Ray {
    Vec3 origin;
    Vec3 direction;
};

Vec3 toVec(const QVector3D& v) {
    return {v.x(), v.y(), v.z()};
}
Vec3 toVec(const std::array<float, 3>& v) {
    return {v[0], v[1], v[2]};
}

bool meetsBox(const Ray& ray, const SceneMesh& mesh) {
    double enter = 0;
    double leave = std::numeric_limits<double>::infinity();
    const std::array origin{ray.origin.x, ray.origin.y, ray.origin.z};
    const std::array direction{ray.direction.x, ray.direction.y, ray.direction.z};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double inverse = 1.0 / direction[axis]; // infinite for a parallel ray, which the comparisons bear
        const double a = (static_cast<double>(mesh.minimum[static_cast<int>(axis)]) - origin[axis]) * inverse;
        const double b = (static_cast<double>(mesh.maximum[static_cast<int>(axis)]) - origin[axis]) * inverse;
        enter = std::max(enter, std::min(a, b));
        leave = std::min(leave, std::max(a, b));
    }
    return enter <= leave;
}

std::optional<double> meetsTriangle(const Ray& ray, Vec3 a, Vec3 b, Vec3 c) {
    const Vec3 ab = b - a;
    const Vec3 ac = c - a;
    const Vec3 p = cross(ray.direction, ac);
    const double determinant = dot(ab, p);
    if (determinant == 0) return std::nullopt;
    const Vec3 toOrigin = ray.origin - a;
    const double u = dot(toOrigin, p) / determinant;
    if (u < 0 || u > 1) return std::nullopt;
    const Vec3 q = cross(toOrigin, ab);
    const double v = dot(ray.direction, q) / determinant;
    if (v < 0 || u + v > 1) return std::nullopt;
    const double distance = dot(ac, q) / determinant;
    return distance > 0 ? std::optional(distance) : std::nullopt;
}

template <class T>
std::span<const T> view(const QByteArray& bytes) {
    return {reinterpret_cast<const T*>(bytes.constData()), static_cast<std::size_t>(bytes.size()) / sizeof(T)};
}

} // namespace

std::optional<float> distanceOnRay(const SceneMesh& mesh, const Pose& rootFromLink, const QVector3D& origin,
                                   const QVector3D& direction, const std::function<bool(const QVector3D&)>& there) {
    const Pose linkFromRoot = inverse(rootFromLink);
    const Ray ray{linkFromRoot * toVec(origin), rotate(linkFromRoot.rotation, toVec(direction))};
    if (!meetsBox(ray, mesh)) return std::nullopt;
    const auto vertices = view<robot::Vertex>(mesh.vertices);
    const auto indices = view<std::uint32_t>(mesh.indices);
    std::optional<double> nearest;
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        const auto distance =
            meetsTriangle(ray, toVec(vertices[indices[i]].position), toVec(vertices[indices[i + 1]].position),
                          toVec(vertices[indices[i + 2]].position));
        if (!distance || (nearest && *distance >= *nearest)) continue;
        if (!there || there(origin + static_cast<float>(*distance) * direction)) nearest = distance;
    }
    if (!nearest) return std::nullopt;
    return static_cast<float>(*nearest);
}

} // namespace orrery::scene
