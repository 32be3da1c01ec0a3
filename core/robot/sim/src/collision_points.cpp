// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "collision_points.h"

#include <orrery/robot/mesh/hull_points.h>
#include <orrery/robot/mesh/mesh_import.h>
#include <orrery/robot/mesh/primitives.h>

#include <fmt/format.h>

namespace orrery::robot {
namespace {

std::vector<Vec3> verticesOf(const MeshData& mesh) {
    std::vector<Vec3> points;
    for (const MeshPart& part : mesh.parts) {
        for (const Vertex& v : part.vertices) points.push_back({v.position[0], v.position[1], v.position[2]});
    }
    return points;
}

std::vector<Vec3> pointsOf(const Geometry& geometry) {
    if (const auto* box = std::get_if<Box>(&geometry)) return verticesOf(makeBox(box->size));
    if (const auto* ball = std::get_if<Sphere>(&geometry)) return verticesOf(makeSphere(ball->radius));
    if (const auto* tube = std::get_if<Cylinder>(&geometry))
        return verticesOf(makeCylinder(tube->radius, tube->length));
    if (const auto* pill = std::get_if<Capsule>(&geometry)) return verticesOf(makeCapsule(pill->radius, pill->length));
    const auto& ref = std::get<MeshRef>(geometry);
    if (ref.file.empty()) return {};
    const auto mesh = importMesh(ref.file);
    if (!mesh) return {};
    return hullPoints(*mesh, ref.scale);
}

std::string keyOf(const Geometry& geometry) {
    if (const auto* box = std::get_if<Box>(&geometry))
        return fmt::format("box {} {} {}", box->size.x, box->size.y, box->size.z);
    if (const auto* ball = std::get_if<Sphere>(&geometry)) return fmt::format("sphere {}", ball->radius);
    if (const auto* tube = std::get_if<Cylinder>(&geometry))
        return fmt::format("cylinder {} {}", tube->radius, tube->length);
    if (const auto* pill = std::get_if<Capsule>(&geometry))
        return fmt::format("capsule {} {}", pill->radius, pill->length);
    const auto& ref = std::get<MeshRef>(geometry);
    return fmt::format("mesh {} {} {} {}", ref.scale.x, ref.scale.y, ref.scale.z, ref.file);
}

} // namespace

const std::vector<Vec3>& CollisionPoints::of(const Geometry& geometry) {
    const auto [known, isNew] = m_known.try_emplace(keyOf(geometry));
    if (isNew) known->second = pointsOf(geometry);
    return known->second;
}

} // namespace orrery::robot
