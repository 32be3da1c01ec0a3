// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "smooth_normals.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <span>

namespace orrery::robot {
namespace {

constexpr std::size_t maxExactCorners = 64; // one bit each
constexpr std::size_t maxClusters = 64;

class Shader {
public:
    Shader(const Surface& surface, double creaseAngle, MeshPart& part)
        : m_surface(surface),
          m_part(part),
          m_cosCrease(static_cast<float>(std::cos(creaseAngle))),
          m_cosHalfCrease(static_cast<float>(std::cos(creaseAngle / 2))) {}

    void run() {
        measureFaces();
        sortCornersByVertex();
        m_part.vertices.clear();
        m_part.vertices.reserve(m_surface.positions.size() + m_surface.positions.size() / 4);
        m_part.indices.assign(m_surface.indices.size(), 0);
        for (std::size_t v = 0; v < m_surface.positions.size(); ++v) shadeVertex(v);
    }

private:
    [[nodiscard]] const Float3& normalAt(std::uint32_t corner) const { return m_normals[corner / 3]; }

    void measureFaces() {
        const std::size_t faces = m_surface.indices.size() / 3;
        m_normals.resize(faces);
        m_weights.resize(3 * faces);
        for (std::size_t f = 0; f < faces; ++f) measureFace(f);
    }

    void measureFace(std::size_t f) {
        const Float3& a = m_surface.positions[m_surface.indices[3 * f]];
        const Float3& b = m_surface.positions[m_surface.indices[3 * f + 1]];
        const Float3& c = m_surface.positions[m_surface.indices[3 * f + 2]];
        const Float3 ab = subtract(b, a);
        const Float3 ac = subtract(c, a);
        const Float3 bc = subtract(c, b);
        const Float3 normal = crossProduct(ab, ac);
        const float area = lengthOf(normal);
        m_normals[f] = scaledBy(1 / area, normal);
        const float atA = std::atan2(area, dotProduct(ab, ac));
        const float atB = std::atan2(area, -dotProduct(ab, bc));
        m_weights[3 * f] = area * atA;
        m_weights[3 * f + 1] = area * atB;
        m_weights[3 * f + 2] = area * std::max(0.0F, std::numbers::pi_v<float> - atA - atB);
    }

    void sortCornersByVertex() {
        m_first.assign(m_surface.positions.size() + 1, 0);
        for (const std::uint32_t v : m_surface.indices) ++m_first[v + 1];
        for (std::size_t v = 1; v < m_first.size(); ++v) m_first[v] += m_first[v - 1];
        m_corners.resize(m_surface.indices.size());
        std::vector<std::uint32_t> next(m_first.begin(), m_first.end() - 1);
        for (std::uint32_t corner = 0; corner < m_surface.indices.size(); ++corner)
            m_corners[next[m_surface.indices[corner]]++] = corner;
    }

    void shadeVertex(std::size_t v) {
        const std::span<const std::uint32_t> corners(m_corners.data() + m_first[v], m_first[v + 1] - m_first[v]);
        if (corners.empty()) return;
        m_position = &m_surface.positions[v];
        if (isSmooth(corners)) {
            emit(corners, ~std::uint64_t{0}, corners);
        } else if (corners.size() <= maxExactCorners) {
            shadeExactly(corners);
        } else {
            shadeByClusters(corners);
        }
    }

    /// Whether every pair of faces is within the crease angle, because all are within half of it of the first.
    [[nodiscard]] bool isSmooth(std::span<const std::uint32_t> corners) const {
        const Float3& first = normalAt(corners[0]);
        return std::all_of(corners.begin() + 1, corners.end(), [&](std::uint32_t corner) {
            return dotProduct(first, normalAt(corner)) >= m_cosHalfCrease;
        });
    }

    void shadeExactly(std::span<const std::uint32_t> corners) {
        std::array<std::uint64_t, maxExactCorners> groups{};
        for (std::size_t i = 0; i < corners.size(); ++i) {
            groups[i] |= std::uint64_t{1} << i;
            for (std::size_t k = i + 1; k < corners.size(); ++k) {
                if (dotProduct(normalAt(corners[i]), normalAt(corners[k])) < m_cosCrease) continue;
                groups[i] |= std::uint64_t{1} << k;
                groups[k] |= std::uint64_t{1} << i;
            }
        }
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const auto same =
                std::find(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(i), groups[i]) - groups.begin();
            if (static_cast<std::size_t>(same) < i) {
                m_part.indices[corners[i]] = m_part.indices[corners[static_cast<std::size_t>(same)]];
            } else {
                emit(corners, groups[i], corners.subspan(i, 1));
            }
        }
    }

    /// For the hub of a huge fan, where comparing each with each would take for ever: faces join the first cluster they
    /// fit.
    void shadeByClusters(std::span<const std::uint32_t> corners) {
        std::vector<std::vector<std::uint32_t>> clusters;
        for (const std::uint32_t corner : corners) {
            const auto fits = [&](const std::vector<std::uint32_t>& cluster) {
                return dotProduct(normalAt(cluster.front()), normalAt(corner)) >= m_cosHalfCrease;
            };
            auto cluster = std::find_if(clusters.begin(), clusters.end(), fits);
            if (cluster == clusters.end() && clusters.size() < maxClusters)
                cluster = clusters.insert(clusters.end(), std::vector<std::uint32_t>{});
            if (cluster == clusters.end()) {
                const std::array alone{corner};
                emit(alone, 1, alone);
            } else {
                cluster->push_back(corner);
            }
        }
        for (const auto& cluster : clusters) emit(cluster, ~std::uint64_t{0}, cluster);
    }

    /// Adds one vertex whose normal averages the corners chosen by the mask (all ones: every corner), for use by
    /// `users`.
    void emit(std::span<const std::uint32_t> corners, std::uint64_t mask, std::span<const std::uint32_t> users) {
        Float3 sum{};
        const bool all = mask == ~std::uint64_t{0};
        for (std::size_t i = 0; i < corners.size(); ++i) {
            if (all || (mask >> i & 1) != 0) addTo(sum, m_weights[corners[i]], normalAt(corners[i]));
        }
        const float length = lengthOf(sum);
        const Float3 normal = length > 0 && std::isfinite(length) ? scaledBy(1 / length, sum) : normalAt(users[0]);
        const auto index = static_cast<std::uint32_t>(m_part.vertices.size());
        m_part.vertices.push_back({*m_position, normal});
        for (const std::uint32_t corner : users) m_part.indices[corner] = index;
    }

    const Surface& m_surface;
    MeshPart& m_part;
    float m_cosCrease;
    float m_cosHalfCrease;
    const Float3* m_position = nullptr;
    std::vector<Float3> m_normals;      // one a face
    std::vector<float> m_weights;       // one a corner; a corner is 3 * face + 0..2
    std::vector<std::uint32_t> m_first; // by vertex: where its corners start in m_corners
    std::vector<std::uint32_t> m_corners;
};

} // namespace

void shadeSurface(const Surface& surface, double creaseAngle, MeshPart& part) {
    Shader(surface, creaseAngle, part).run();
}

} // namespace orrery::robot
