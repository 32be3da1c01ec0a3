// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vector_math.h"

#include <cstdint>
#include <span>
#include <vector>

namespace orrery::robot {

/// Triangles over welded positions: vertices that coincide are one.
struct Surface {
    std::vector<Float3> positions;
    std::vector<std::uint32_t> indices;
};

/// Whether a triangle has an area, and a finite one.
bool isDrawable(const Float3& a, const Float3& b, const Float3& c);

/// Welds identical positions and drops triangles that are degenerate or not finite.
/// @param indices three a triangle; empty: every three positions are one.
Surface weldSurface(std::span<const Float3> positions, std::span<const std::uint32_t> indices);

} // namespace orrery::robot
