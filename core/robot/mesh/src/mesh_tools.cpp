// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/mesh/mesh_tools.h>

#include "vector_math.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace orrery::robot {
namespace {

std::uint64_t mixed(std::uint64_t value) {
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 29;
    value *= 0xc4ceb9fe1a85ec53ULL;
    return value ^ value >> 32;
}

std::uint64_t positionHash(const Float3& p) {
    const auto bits = [](float v) { return static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(v + 0.0F)); };
    return mixed(mixed(bits(p[0]) << 32 | bits(p[1])) + bits(p[2]));
}

/// Adds an edge's hash when it runs one way and takes it off when it runs the other: the sum over a closed surface is
/// zero.
std::uint64_t signedEdge(std::uint64_t from, std::uint64_t to) {
    if (from == to) return 0;
    return from < to ? mixed(from * 3 + to) : ~mixed(to * 3 + from) + 1;
}

double signedVolume(const Float3& a, const Float3& b, const Float3& c) {
    const auto wide = [](const Float3& v) { return Vec3{v[0], v[1], v[2]}; };
    return dot(wide(a), cross(wide(b), wide(c))) / 6;
}

} // namespace

void updateBounds(MeshData& mesh) {
    constexpr float most = std::numeric_limits<float>::max();
    mesh.minimum = {most, most, most};
    mesh.maximum = {-most, -most, -most};
    bool any = false;
    for (const MeshPart& part : mesh.parts) {
        for (const Vertex& vertex : part.vertices) {
            any = true;
            for (std::size_t k = 0; k < 3; ++k) {
                mesh.minimum[k] = std::min(mesh.minimum[k], vertex.position[k]);
                mesh.maximum[k] = std::max(mesh.maximum[k], vertex.position[k]);
            }
        }
    }
    if (!any) mesh.minimum = mesh.maximum = {};
}

bool isClosedAndOutward(const MeshData& mesh) {
    std::uint64_t edges = 0;
    double volume = 0;
    std::vector<std::uint64_t> hashes;
    for (const MeshPart& part : mesh.parts) {
        hashes.clear();
        hashes.reserve(part.vertices.size());
        for (const Vertex& vertex : part.vertices) hashes.push_back(positionHash(vertex.position));
        for (std::size_t i = 0; i + 2 < part.indices.size(); i += 3) {
            const std::uint32_t a = part.indices[i];
            const std::uint32_t b = part.indices[i + 1];
            const std::uint32_t c = part.indices[i + 2];
            edges +=
                signedEdge(hashes[a], hashes[b]) + signedEdge(hashes[b], hashes[c]) + signedEdge(hashes[c], hashes[a]);
            volume += signedVolume(part.vertices[a].position, part.vertices[b].position, part.vertices[c].position);
        }
    }
    return edges == 0 && volume > 0;
}

void applyScale(MeshData& mesh, Vec3 scale) {
    const Float3 factors{static_cast<float>(scale.x), static_cast<float>(scale.y), static_cast<float>(scale.z)};
    const bool mirrored = scale.x * scale.y * scale.z < 0;
    for (MeshPart& part : mesh.parts) {
        for (Vertex& vertex : part.vertices) {
            for (std::size_t k = 0; k < 3; ++k) {
                vertex.position[k] *= factors[k];
                vertex.normal[k] /= factors[k];
            }
            const float length = lengthOf(vertex.normal);
            if (length > 0 && std::isfinite(length)) vertex.normal = scaledBy(1 / length, vertex.normal);
        }
        for (std::size_t i = 0; mirrored && i + 2 < part.indices.size(); i += 3)
            std::swap(part.indices[i + 1], part.indices[i + 2]);
    }
    updateBounds(mesh);
}

std::optional<double> suspectedUnitFactor(const MeshData& mesh, Vec3 scale, double robotSize) {
    const std::array factors{std::abs(scale.x), std::abs(scale.y), std::abs(scale.z)};
    double extent = 0;
    for (std::size_t k = 0; k < 3; ++k) {
        extent = std::max(extent,
                          factors[k] * (static_cast<double>(mesh.maximum[k]) - static_cast<double>(mesh.minimum[k])));
    }
    if (extent > 20 && robotSize < extent / 10) return 0.001;
    if (extent > 0 && extent < 0.001 && robotSize > extent * 100) return 1000;
    return std::nullopt;
}

} // namespace orrery::robot
