// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace orrery::scene {

/// How a surface looks: what the robot's material shader takes.
struct SurfaceMaterial {
    std::array<float, 4> color{0.69F, 0.67F, 0.64F, 1.0F}; ///< sRGB, straight alpha.
    float roughness = 0.55F;                               ///< 0 mirror .. 1 chalk
    float metalness = 0;                                   ///< 0 .. 1
    float emission = 0;                                    ///< 0 .. 1: how much of its colour it gives off by itself.

    bool operator==(const SurfaceMaterial&) const = default;
};

/// The look of a material by its colour and the words in its name: matte, satin, gloss, metal, steel, brass, aluminium
/// ("alu"), chrome, rubber, glass, glow. Words are found between separators and capitals ("BrushedSteel_2"); the first
/// that is known counts. A given colour always wins; without one a metal has its own colour and everything else is a
/// warm grey.
SurfaceMaterial surfaceMaterial(std::string_view name, const std::optional<std::array<float, 4>>& color);

} // namespace orrery::scene
