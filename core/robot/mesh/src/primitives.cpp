// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/mesh/primitives.h>

#include <orrery/robot/mesh/mesh_tools.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

namespace orrery::robot {
namespace {

constexpr double pi = std::numbers::pi;
constexpr int segments = 48;
constexpr int quarterRings = 12;

std::array<float, 3> asFloats(Vec3 v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

std::uint32_t addVertex(MeshPart& part, Vec3 position, Vec3 normal) {
    part.vertices.push_back({asFloats(position), asFloats(normal)});
    return static_cast<std::uint32_t>(part.vertices.size() - 1);
}

/// The unit direction at a step around z. The last step is the first again, to the bit: the seam closes.
Vec3 around(int step) {
    const double angle = 2 * pi * (step % segments) / segments;
    return {std::cos(angle), std::sin(angle), 0};
}

/// A circle of vertices around z: radius and height of the positions, and how much of the normal points outwards and
/// up.
struct Ring {
    double radius;
    double z;
    double normalOut;
    double normalUp;
};

std::uint32_t addRing(MeshPart& part, const Ring& ring) {
    const auto first = static_cast<std::uint32_t>(part.vertices.size());
    for (int step = 0; step < segments; ++step) {
        const Vec3 out = around(step);
        addVertex(part, ring.radius * out + Vec3{0, 0, ring.z}, ring.normalOut * out + Vec3{0, 0, ring.normalUp});
    }
    return first;
}

void addBand(MeshPart& part, std::uint32_t lower, std::uint32_t upper) {
    for (std::uint32_t step = 0; step < segments; ++step) {
        const std::uint32_t next = (step + 1) % segments;
        part.indices.insert(part.indices.end(),
                            {lower + step, lower + next, upper + next, lower + step, upper + next, upper + step});
    }
}

void addFan(MeshPart& part, std::uint32_t centre, std::uint32_t ring, bool up) {
    for (std::uint32_t step = 0; step < segments; ++step) {
        const std::uint32_t next = (step + 1) % segments;
        part.indices.insert(part.indices.end(), {centre, ring + (up ? step : next), ring + (up ? next : step)});
    }
}

MeshData finished(MeshPart part) {
    MeshData mesh;
    mesh.parts.push_back(std::move(part));
    updateBounds(mesh);
    return mesh;
}

/// Two half spheres `length` apart.
MeshData roundEnded(double radius, double length) {
    MeshPart part;
    const std::uint32_t south = addVertex(part, {0, 0, -radius - length / 2}, {0, 0, -1});
    std::uint32_t previous = 0;
    for (int half = 0; half < 2; ++half) {
        const double middle = half == 0 ? -length / 2 : length / 2;
        for (int i = 0; i < quarterRings; ++i) {
            // The equator belongs to the lower half, and to both when a straight part lies between.
            const int step = half == 0 ? i + 1 : i;
            if (half == 1 && i == 0 && length == 0) continue;
            const double latitude =
                half == 0 ? -pi / 2 * (quarterRings - step) / quarterRings : pi / 2 * step / quarterRings;
            const double out = std::cos(latitude);
            const double up = std::sin(latitude);
            const std::uint32_t ring = addRing(part, {radius * out, middle + radius * up, out, up});
            if (half == 0 && i == 0) {
                addFan(part, south, ring, false);
            } else {
                addBand(part, previous, ring);
            }
            previous = ring;
        }
    }
    addFan(part, addVertex(part, {0, 0, radius + length / 2}, {0, 0, 1}), previous, true);
    return finished(std::move(part));
}

} // namespace

MeshData makeBox(Vec3 size) {
    MeshPart part;
    const Vec3 half = 0.5 * size;
    // Each face: its normal and two edge directions whose cross product is the normal.
    constexpr std::array<std::array<Vec3, 3>, 6> faces{{
        {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
        {{{-1, 0, 0}, {0, 0, 1}, {0, 1, 0}}},
        {{{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}},
        {{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}},
        {{{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}},
        {{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}}},
    }};
    const auto corner = [&](Vec3 direction) {
        return Vec3{half.x * direction.x, half.y * direction.y, half.z * direction.z};
    };
    for (const auto& [normal, u, v] : faces) {
        const std::uint32_t first = addVertex(part, corner(normal - u - v), normal);
        addVertex(part, corner(normal + u - v), normal);
        addVertex(part, corner(normal + u + v), normal);
        addVertex(part, corner(normal - u + v), normal);
        part.indices.insert(part.indices.end(), {first, first + 1, first + 2, first, first + 2, first + 3});
    }
    return finished(std::move(part));
}

MeshData makeCylinder(double radius, double length) {
    MeshPart part;
    const double top = length / 2;
    const std::uint32_t lower = addRing(part, {radius, -top, 1, 0});
    const std::uint32_t upper = addRing(part, {radius, top, 1, 0});
    addBand(part, lower, upper);
    const std::uint32_t lid = addRing(part, {radius, top, 0, 1});
    addFan(part, addVertex(part, {0, 0, top}, {0, 0, 1}), lid, true);
    const std::uint32_t floor = addRing(part, {radius, -top, 0, -1});
    addFan(part, addVertex(part, {0, 0, -top}, {0, 0, -1}), floor, false);
    return finished(std::move(part));
}

MeshData makeSphere(double radius) {
    return roundEnded(radius, 0);
}

MeshData makeCapsule(double radius, double length) {
    return roundEnded(radius, length);
}

} // namespace orrery::robot
