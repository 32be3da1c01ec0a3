// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "solid.h"

#include <fcl/geometry/shape/box.h>
#include <fcl/geometry/shape/capsule.h>
#include <fcl/geometry/shape/convex.h>
#include <fcl/geometry/shape/cylinder.h>
#include <fcl/geometry/shape/sphere.h>
#include <fcl/narrowphase/collision.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace orrery::robot {
namespace {

fcl::Vector3d vectorFrom(Vec3 v) {
    return {v.x, v.y, v.z};
}

fcl::Transform3d transformFrom(const Pose& pose) {
    const Quaternion q = normalized(pose.rotation);
    fcl::Transform3d transform = fcl::Transform3d::Identity();
    transform.linear() = fcl::Quaterniond(q.w, q.x, q.y, q.z).toRotationMatrix();
    transform.translation() = vectorFrom(pose.position);
    return transform;
}

Ball ballOf(const std::vector<Vec3>& points) {
    Vec3 low = points.front();
    Vec3 high = low;
    for (const Vec3 p : points) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
    }
    Ball ball{0.5 * (low + high), 0};
    for (const Vec3 p : points) ball.radius = std::max(ball.radius, norm(p - ball.center));
    return ball;
}

/// Corners alone: the library looks for the farthest of them, and needs faces only to find it faster among many.
std::shared_ptr<fcl::CollisionGeometryd> convexFrom(const std::vector<Vec3>& hull) {
    auto vertices = std::make_shared<std::vector<fcl::Vector3d>>();
    for (const Vec3 point : hull) vertices->push_back(vectorFrom(point));
    return std::make_shared<fcl::Convexd>(std::move(vertices), 0, std::make_shared<std::vector<int>>());
}

struct Made {
    std::shared_ptr<fcl::CollisionGeometryd> geometry;
    Ball ball;
};

std::optional<Made> makeShape(const Geometry& geometry, const std::vector<Vec3>& hull) {
    if (const auto* box = std::get_if<Box>(&geometry)) {
        if (!(box->size.x > 0 && box->size.y > 0 && box->size.z > 0)) return std::nullopt;
        return Made{std::make_shared<fcl::Boxd>(vectorFrom(box->size)), {{}, 0.5 * norm(box->size)}};
    }
    if (const auto* sphere = std::get_if<Sphere>(&geometry)) {
        if (!(sphere->radius > 0)) return std::nullopt;
        return Made{std::make_shared<fcl::Sphered>(sphere->radius), {{}, sphere->radius}};
    }
    if (const auto* tube = std::get_if<Cylinder>(&geometry)) {
        if (!(tube->radius > 0 && tube->length > 0)) return std::nullopt;
        return Made{std::make_shared<fcl::Cylinderd>(tube->radius, tube->length),
                    {{}, std::hypot(tube->radius, tube->length / 2)}};
    }
    if (const auto* pill = std::get_if<Capsule>(&geometry)) {
        if (!(pill->radius > 0 && pill->length > 0)) return std::nullopt;
        return Made{std::make_shared<fcl::Capsuled>(pill->radius, pill->length), {{}, pill->radius + pill->length / 2}};
    }
    if (hull.empty()) return std::nullopt;
    return Made{convexFrom(hull), ballOf(hull)};
}

} // namespace

struct Solid::Shape {
    std::shared_ptr<fcl::CollisionGeometryd> geometry;
};

Ball ballAround(Vec3 center, const std::vector<Ball>& balls) {
    Ball all{center, 0};
    for (const Ball& each : balls) all.radius = std::max(all.radius, norm(each.center - center) + each.radius);
    return all;
}

std::optional<Solid> Solid::make(const Geometry& geometry, const std::vector<Vec3>& hull) {
    auto made = makeShape(geometry, hull);
    if (!made) return std::nullopt;
    made->geometry->computeLocalAABB();
    Solid solid;
    solid.m_shape = std::make_shared<const Shape>(Shape{std::move(made->geometry)});
    solid.m_ball = made->ball;
    return solid;
}

std::optional<double> Solid::overlap(const Pose& rootFromThis, const Solid& other, const Pose& rootFromOther) const {
    fcl::CollisionRequestd request(1, true);
    fcl::CollisionResultd result;
    fcl::collide(m_shape->geometry.get(), transformFrom(rootFromThis), other.m_shape->geometry.get(),
                 transformFrom(rootFromOther), request, result);
    if (!result.isCollision()) return std::nullopt;
    return std::max(0.0, result.getContact(0).penetration_depth);
}

} // namespace orrery::robot
