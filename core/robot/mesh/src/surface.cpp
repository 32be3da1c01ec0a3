// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "surface.h"

#include <meshoptimizer.h>

#include <algorithm>
#include <numeric>

namespace orrery::robot {
namespace {

/// -0 and 0 are the same place but not the same bytes.
std::vector<Float3> withoutNegativeZero(std::span<const Float3> positions) {
    std::vector<Float3> clean(positions.begin(), positions.end());
    for (Float3& p : clean) p = {p[0] + 0.0F, p[1] + 0.0F, p[2] + 0.0F};
    return clean;
}

} // namespace

bool isDrawable(const Float3& a, const Float3& b, const Float3& c) {
    const Float3 normal = crossProduct(subtract(b, a), subtract(c, a));
    const float area = dotProduct(normal, normal);
    return std::isfinite(area) && area > 0;
}

Surface weldSurface(std::span<const Float3> positions, std::span<const std::uint32_t> indices) {
    Surface surface;
    if (positions.empty()) return surface;
    const std::vector<Float3> clean = withoutNegativeZero(positions);
    const std::size_t corners = indices.empty() ? clean.size() - clean.size() % 3 : indices.size();
    std::vector<std::uint32_t> remap(clean.size());
    const std::size_t unique =
        meshopt_generateVertexRemap(remap.data(), indices.empty() ? nullptr : indices.data(), corners, clean.data(),
                                    indices.empty() ? corners : clean.size(), sizeof(Float3));
    surface.positions.resize(unique);
    meshopt_remapVertexBuffer(surface.positions.data(), clean.data(), indices.empty() ? corners : clean.size(),
                              sizeof(Float3), remap.data());
    surface.indices.reserve(corners);
    for (std::size_t i = 0; i + 2 < corners; i += 3) {
        const auto corner = [&](std::size_t k) { return remap[indices.empty() ? i + k : indices[i + k]]; };
        const std::uint32_t a = corner(0);
        const std::uint32_t b = corner(1);
        const std::uint32_t c = corner(2);
        if (isDrawable(surface.positions[a], surface.positions[b], surface.positions[c]))
            surface.indices.insert(surface.indices.end(), {a, b, c});
    }
    return surface;
}

} // namespace orrery::robot
