// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_overlay.h"

#include <orrery/robot/kinematics/figures.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace orrery::scene {
namespace {

using robot::Description;
using robot::Joint;

constexpr std::array axisColors{OverlayColor{0.898F, 0.282F, 0.302F, 1}, OverlayColor{0.275F, 0.655F, 0.345F, 1},
                                OverlayColor{0.243F, 0.545F, 1.0F, 1}};
constexpr OverlayColor inertiaColor{0.66F, 0.50F, 0.84F, 1};

using Matrix = std::array<std::array<double, 3>, 3>;

/// Turns rows and columns p and q so that their common element vanishes; the columns of `vectors` follow.
void jacobiTurn(Matrix& m, Matrix& vectors, std::size_t p, std::size_t q) {
    if (std::abs(m[p][q]) < 1e-300) return;
    const double angle = 0.5 * std::atan2(2 * m[p][q], m[q][q] - m[p][p]);
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    for (std::size_t k = 0; k < 3; ++k) {
        const double a = m[k][p];
        const double b = m[k][q];
        m[k][p] = c * a - s * b;
        m[k][q] = s * a + c * b;
    }
    for (std::size_t k = 0; k < 3; ++k) {
        const double a = m[p][k];
        const double b = m[q][k];
        m[p][k] = c * a - s * b;
        m[q][k] = s * a + c * b;
    }
    for (auto& row : vectors) {
        const double a = row[p];
        const double b = row[q];
        row[p] = c * a - s * b;
        row[q] = s * a + c * b;
    }
}

/// The rotation whose matrix has these orthonormal columns.
Quaternion rotationFromAxes(Vec3 x, Vec3 y, Vec3 z) {
    const double w = std::sqrt(std::max(0.0, 1 + x.x + y.y + z.z)) / 2;
    if (w > 1e-3) return normalized({w, (y.z - z.y) / (4 * w), (z.x - x.z) / (4 * w), (x.y - y.x) / (4 * w)});
    // Half a turn: the axis is the direction that stays.
    const std::array<Vec3, 3> sums{x + Vec3{1, 0, 0}, y + Vec3{0, 1, 0}, z + Vec3{0, 0, 1}};
    const auto longest = std::ranges::max_element(sums, {}, [](Vec3 v) { return norm(v); });
    const Vec3 stays = normalized(*longest);
    return {0, stays.x, stays.y, stays.z};
}

bool shown(const OverlayChoice& choice, std::size_t link) {
    return link >= choice.hidden.size() || !choice.hidden[link];
}

void appendFrame(OverlayMesh& mesh, const Pose& pose, double length, double radius) {
    const std::array<Vec3, 3> axes{Vec3{length, 0, 0}, Vec3{0, length, 0}, Vec3{0, 0, length}};
    for (std::size_t i = 0; i < 3; ++i) appendArrow(mesh, pose.position, pose * axes[i], radius, axisColors[i]);
}

double thickness(const OverlayChoice& choice) {
    return 0.0022 * choice.size;
}

/// The way a joint can go, and where it is now, around or along its axis.
void appendRange(OverlayMesh& mesh, const Joint& joint, const Pose& rootFromJoint, const Pose& rootFromChild,
                 const OverlayChoice& choice) {
    const double reach = 0.13 * choice.size;
    const double radius = thickness(choice);
    const Vec3 axis = rotate(rootFromJoint.rotation, joint.axis);
    const Vec3 moved = rootFromChild.position - rootFromJoint.position;
    if (joint.type == robot::JointType::Prismatic) {
        const Vec3 low = rootFromJoint.position + joint.limits.lower * axis;
        const Vec3 high = rootFromJoint.position + joint.limits.upper * axis;
        const Vec3 across = 0.25 * reach * perpendicular(axis);
        appendStick(mesh, low, high, radius, choice.live);
        for (const Vec3 end : {low, high}) appendStick(mesh, end - across, end + across, radius, choice.live);
        const Vec3 now = rootFromJoint.position + dot(moved, axis) * axis;
        appendStick(mesh, now - across, now + across, 1.6 * radius, choice.accent);
        return;
    }
    const Quaternion turned = conjugate(rootFromJoint.rotation) * rootFromChild.rotation;
    const double angle = 2 * std::atan2(dot({turned.x, turned.y, turned.z}, joint.axis), turned.w);
    const Vec3 spoke = reach * rotate(rootFromJoint.rotation, perpendicular(joint.axis));
    const Vec3 centre = rootFromChild.position;
    const bool endless = joint.type == robot::JointType::Continuous || !joint.limits.given;
    const double low = endless ? 0 : joint.limits.lower;
    const double high = endless ? 2 * std::numbers::pi : joint.limits.upper;
    appendArc(mesh, centre, axis, spoke, low, high, radius, choice.live);
    const auto end = [&](double at, double share) {
        return centre + share * rotate(quaternionFromAxisAngle(axis, at), spoke);
    };
    if (!endless) {
        appendStick(mesh, centre, end(low, 1.08), 0.7 * radius, choice.live);
        appendStick(mesh, centre, end(high, 1.08), 0.7 * radius, choice.live);
    }
    appendArrow(mesh, centre, end(angle, 1), 1.3 * radius, choice.accent);
}

void appendJoint(OverlayMesh& mesh, std::span<const Pose> rootFromLink, const Joint& joint,
                 const OverlayChoice& choice) {
    if (!joint.isScalar() || !shown(choice, joint.child)) return;
    const bool picked = joint.child == choice.picked;
    const Pose& child = rootFromLink[joint.child];
    const Vec3 along = (picked ? 0.1 : 0.06) * choice.size * rotate(child.rotation, joint.axis);
    appendArrow(mesh, child.position - along, child.position + along, (picked ? 1.5 : 1) * thickness(choice),
                joint.mimic ? choice.live : choice.accent);
    if (!picked) return;
    // Seen from the child, so that the range stays with it where links are drawn apart.
    Pose joined = rootFromLink[joint.parent] * joint.parentFromJoint;
    if (joint.type != robot::JointType::Prismatic) joined.position = child.position;
    appendRange(mesh, joint, joined, child, choice);
}

void appendMasses(OverlayMesh& mesh, const Description& description, std::span<const Pose> rootFromLink,
                  const OverlayChoice& choice) {
    double heaviest = 0;
    for (const auto& link : description.links) {
        if (link.inertial) heaviest = std::max(heaviest, link.inertial->mass);
    }
    if (heaviest <= 0) return;
    for (std::size_t i = 0; i < description.links.size(); ++i) {
        const auto& inertial = description.links[i].inertial;
        if (!inertial || inertial->mass <= 0 || !shown(choice, i)) continue;
        const double radius = choice.size * std::max(0.005, 0.026 * std::cbrt(inertial->mass / heaviest));
        appendBall(mesh, rootFromLink[i] * inertial->linkFromInertia, radius, choice.accent, choice.paper);
    }
    const robot::MassFigures whole = robot::massFigures(description, rootFromLink);
    const Vec3 foot{whole.centre.x, whole.centre.y, choice.floor};
    appendStick(mesh, whole.centre, foot, thickness(choice), choice.ink);
    appendBall(mesh, {whole.centre, {}}, 0.034 * choice.size, choice.ink, choice.paper);
    const Vec3 across{0.03 * choice.size, 0, 0};
    const Vec3 along{0, 0.03 * choice.size, 0};
    appendStick(mesh, foot - across, foot + across, thickness(choice), choice.ink);
    appendStick(mesh, foot - along, foot + along, thickness(choice), choice.ink);
}

} // namespace

double frameLength(const OverlayChoice& choice, bool picked) {
    return (picked ? 0.11 : 0.06) * choice.size;
}

std::optional<InertiaBox> inertiaBox(const robot::Inertial& inertial) {
    const auto& [xx, xy, xz, yy, yz, zz] = inertial.inertia;
    Matrix moments{{{xx, xy, xz}, {xy, yy, yz}, {xz, yz, zz}}};
    Matrix axes{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    for (int sweep = 0; sweep < 12; ++sweep) {
        jacobiTurn(moments, axes, 0, 1);
        jacobiTurn(moments, axes, 0, 2);
        jacobiTurn(moments, axes, 1, 2);
    }
    const double a = moments[0][0];
    const double b = moments[1][1];
    const double c = moments[2][2];
    // A box of mass m: a = m/12 (y2 + z2), and so on.
    const auto edge = [&](double others, double own) { return std::sqrt(6 * (others - own) / inertial.mass); };
    const Vec3 size{edge(b + c, a), edge(a + c, b), edge(a + b, c)};
    if (inertial.mass <= 0 || !isFinite(size) || size.x <= 0 || size.y <= 0 || size.z <= 0) return std::nullopt;
    const Vec3 x{axes[0][0], axes[1][0], axes[2][0]};
    const Vec3 y{axes[0][1], axes[1][1], axes[2][1]};
    return InertiaBox{inertial.linkFromInertia * Pose{{}, rotationFromAxes(x, y, cross(x, y))}, size};
}

OverlayMesh buildOverlay(const Description& description, std::span<const Pose> rootFromLink,
                         const OverlayChoice& choice) {
    OverlayMesh mesh;
    const std::size_t count = std::min(description.links.size(), rootFromLink.size());
    if (count < description.links.size()) return mesh;
    for (std::size_t i = 0; i < count && choice.inertiaBoxes; ++i) {
        const auto& inertial = description.links[i].inertial;
        const auto box = inertial && shown(choice, i) ? inertiaBox(*inertial) : std::nullopt;
        if (box)
            appendBoxEdges(mesh, rootFromLink[i] * box->linkFromBox, box->size, 0.6 * thickness(choice), inertiaColor);
    }
    if (choice.massCentres) appendMasses(mesh, description, rootFromLink, choice);
    for (const Joint& joint : description.joints) {
        if (choice.jointAxes) appendJoint(mesh, rootFromLink, joint, choice);
    }
    for (std::size_t i = 0; i < count && choice.frames; ++i) {
        if (!shown(choice, i)) continue;
        const bool picked = i == choice.picked;
        appendFrame(mesh, rootFromLink[i], frameLength(choice, picked), (picked ? 1.2 : 0.75) * thickness(choice));
    }
    return mesh;
}

} // namespace orrery::scene
