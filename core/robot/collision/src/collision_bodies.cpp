// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "collision_bodies.h"

#include <orrery/robot/mesh/hull_points.h>
#include <orrery/robot/mesh/mesh_cache.h>
#include <orrery/robot/mesh/mesh_import.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace orrery::robot {
namespace {

/// Makes each mesh's hull once.
class Hulls {
public:
    explicit Hulls(std::string cache) : m_cache(std::move(cache)) {}

    const std::vector<Vec3>& of(const MeshRef& ref) {
        const auto key = fmt::format("{} {} {} {}", ref.scale.x, ref.scale.y, ref.scale.z, ref.file);
        const auto [known, isNew] = m_known.try_emplace(key);
        if (isNew && !ref.file.empty()) {
            const auto mesh = m_cache.empty() ? importMesh(ref.file) : loadMesh(ref.file, m_cache);
            if (mesh) known->second = hullPoints(*mesh, ref.scale);
        }
        return known->second;
    }

private:
    std::string m_cache;
    std::map<std::string, std::vector<Vec3>> m_known;
};

void add(CollisionBody& body, const Pose& linkFromSolid, const Solid& solid) {
    const Ball ball{linkFromSolid * solid.ball().center, solid.ball().radius};
    body.solids.push_back({linkFromSolid, solid, ball});
}

void surround(CollisionBody& body) {
    Vec3 sum;
    std::vector<Ball> balls;
    for (const PlacedSolid& each : body.solids) {
        sum = sum + each.ball.center;
        balls.push_back(each.ball);
    }
    if (!balls.empty()) body.ball = ballAround(1.0 / static_cast<double>(balls.size()) * sum, balls);
}

Ball moved(const Pose& pose, const Ball& ball) {
    return {pose * ball.center, ball.radius};
}

} // namespace

std::vector<CollisionBody> collisionBodies(const Description& description, const std::string& meshCache,
                                           SelfCollisionFacts& facts) {
    facts.fromVisuals =
        std::ranges::all_of(description.links, [](const Link& link) { return link.collisions.empty(); });
    Hulls hulls(meshCache);
    std::vector<CollisionBody> bodies(description.links.size());
    const auto take = [&](std::size_t link, const Pose& pose, const Geometry& geometry) {
        const auto* ref = std::get_if<MeshRef>(&geometry);
        const auto solid = Solid::make(geometry, ref ? hulls.of(*ref) : std::vector<Vec3>{});
        const std::string& name = description.links[link].name;
        if (solid) {
            add(bodies[link], pose, *solid);
            ++facts.shapes;
        } else if (facts.leftOut.empty() || facts.leftOut.back() != name) {
            facts.leftOut.push_back(name);
        }
    };
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        for (const Collision& each : description.links[i].collisions) take(i, each.linkFromCollision, each.geometry);
        if (facts.fromVisuals)
            for (const Visual& each : description.links[i].visuals) take(i, each.linkFromVisual, each.geometry);
        surround(bodies[i]);
    }
    return bodies;
}

std::optional<double> overlap(const CollisionBody& a, const Pose& rootFromA, const CollisionBody& b,
                              const Pose& rootFromB) {
    const Ball ballB = moved(rootFromB, b.ball);
    if (apart(moved(rootFromA, a.ball), ballB)) return std::nullopt;
    std::optional<double> deepest;
    for (const PlacedSolid& one : a.solids) {
        const Ball ballOne = moved(rootFromA, one.ball);
        if (apart(ballOne, ballB)) continue;
        for (const PlacedSolid& two : b.solids) {
            if (apart(ballOne, moved(rootFromB, two.ball))) continue;
            const auto depth =
                one.solid.overlap(rootFromA * one.linkFromSolid, two.solid, rootFromB * two.linkFromSolid);
            if (depth) deepest = std::max(deepest.value_or(0), *depth);
        }
    }
    return deepest;
}

} // namespace orrery::robot
