// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "surface_material.h"

#include <algorithm>
#include <cctype>
#include <span>
#include <string>
#include <vector>

namespace orrery::scene {
namespace {

struct Finish {
    std::string_view word;
    SurfaceMaterial look;
};

constexpr std::array<float, 4> warmGrey{0.69F, 0.67F, 0.64F, 1.0F};
constexpr SurfaceMaterial matte{warmGrey, 0.75F, 0, 0};
constexpr SurfaceMaterial gloss{warmGrey, 0.22F, 0, 0};
constexpr SurfaceMaterial steel{{0.72F, 0.74F, 0.77F, 1}, 0.34F, 1, 0};
constexpr SurfaceMaterial aluminium{{0.80F, 0.81F, 0.82F, 1}, 0.42F, 1, 0};
constexpr SurfaceMaterial brass{{0.83F, 0.66F, 0.36F, 1}, 0.32F, 1, 0};
constexpr SurfaceMaterial rubber{{0.13F, 0.13F, 0.14F, 1}, 0.9F, 0, 0};
constexpr SurfaceMaterial glass{{0.75F, 0.85F, 0.90F, 0.35F}, 0.08F, 0, 0};

constexpr std::array finishes{
    Finish{"matte", matte},
    Finish{"matt", matte},
    Finish{"satin", {warmGrey, 0.45F, 0, 0}},
    Finish{"gloss", gloss},
    Finish{"glossy", gloss},
    Finish{"polished", gloss},
    Finish{"metal", steel},
    Finish{"metallic", steel},
    Finish{"steel", steel},
    Finish{"iron", steel},
    Finish{"alu", aluminium},
    Finish{"aluminium", aluminium},
    Finish{"aluminum", aluminium},
    Finish{"chrome", {{0.82F, 0.84F, 0.86F, 1}, 0.15F, 1, 0}},
    Finish{"brass", brass},
    Finish{"bronze", {{0.68F, 0.48F, 0.30F, 1}, 0.4F, 1, 0}},
    Finish{"copper", {{0.85F, 0.54F, 0.40F, 1}, 0.35F, 1, 0}},
    Finish{"gold", {{0.90F, 0.73F, 0.38F, 1}, 0.28F, 1, 0}},
    Finish{"rubber", rubber},
    Finish{"tire", rubber},
    Finish{"tyre", rubber},
    Finish{"silicone", rubber},
    Finish{"glass", glass},
    Finish{"glow", {{1.0F, 0.86F, 0.60F, 1}, 0.5F, 0, 1}},
    Finish{"emissive", {{1.0F, 0.86F, 0.60F, 1}, 0.5F, 0, 1}},
};

std::vector<std::string> lowerCaseWords(std::string_view name) {
    std::vector<std::string> words(1);
    bool previousLower = false;
    for (const char raw : name) {
        const auto c = static_cast<unsigned char>(raw);
        if (!std::isalpha(c) || (std::isupper(c) && previousLower)) words.emplace_back();
        if (std::isalpha(c)) words.back().push_back(static_cast<char>(std::tolower(c)));
        previousLower = std::islower(c) != 0;
    }
    return words;
}

const SurfaceMaterial* finishFor(std::string_view name) {
    for (const auto& word : lowerCaseWords(name)) {
        const auto found = std::ranges::find(finishes, word, &Finish::word);
        if (found != finishes.end()) return &found->look;
    }
    return nullptr;
}

} // namespace

SurfaceMaterial surfaceMaterial(std::string_view name, const std::optional<std::array<float, 4>>& color) {
    const SurfaceMaterial* finish = finishFor(name);
    SurfaceMaterial look = finish ? *finish : SurfaceMaterial{};
    if (color) look.color = *color;
    return look;
}

} // namespace orrery::scene
