// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "quantisation.h"

#include <orrery/gguf/file_name.h>

#include <algorithm>
#include <array>

namespace orrery::gguf {
namespace {

struct Quantisation {
    std::string_view name;
    double bits; ///< Of a whole file as recipes mix types: measured on an 8B model where the name is a recipe.
};

/// From the worst to the best.
constexpr auto quantisations = std::to_array<Quantisation>({
    {"Q1_0", 1.125},    {"TQ1_0", 1.6875},  {"IQ1_S", 2.00},    {"TQ2_0", 2.0625}, {"IQ1_M", 2.15},    {"Q2_0", 2.25},
    {"IQ2_XXS", 2.38},  {"IQ2_XS", 2.59},   {"IQ2_S", 2.74},    {"Q2_K_S", 2.97},  {"IQ2_M", 2.93},    {"Q2_K", 3.16},
    {"Q2_K_M", 3.16},   {"Q2_K_L", 3.5},    {"Q2_K_XL", 3.5},   {"IQ3_XXS", 3.25}, {"Q3_K_S", 3.64},   {"IQ3_XS", 3.50},
    {"IQ3_S", 3.66},    {"IQ3_M", 3.76},    {"Q3_K", 4.00},     {"Q3_K_M", 4.00},  {"Q3_K_L", 4.30},   {"Q3_K_XL", 4.3},
    {"Q4_0_4_4", 4.66}, {"Q4_0_4_8", 4.66}, {"Q4_0_8_8", 4.66}, {"Q4_0", 4.66},    {"IQ4_XS", 4.46},   {"NVFP4", 4.6},
    {"MXFP4", 4.5},     {"MXFP4_MOE", 4.5}, {"Q4_1", 5.13},     {"IQ4_NL", 4.68},  {"IQ4_NL_XL", 4.8}, {"Q4_K_S", 4.67},
    {"Q4_K", 4.89},     {"Q4_K_M", 4.89},   {"Q4_K_L", 5.1},    {"Q4_K_XL", 5.0},  {"Q5_0", 5.60},     {"Q5_1", 6.07},
    {"Q5_K_S", 5.57},   {"Q5_K", 5.70},     {"Q5_K_M", 5.70},   {"Q5_K_L", 5.9},   {"Q5_K_XL", 5.8},   {"Q6_K", 6.56},
    {"Q6_K_L", 6.8},    {"Q6_K_XL", 7.3},   {"Q8_0", 8.50},     {"Q8_K_XL", 10.5}, {"F16", 16},        {"BF16", 16},
    {"F32", 32},
});

constexpr std::string_view dynamicMark = "UD-"; // types chosen layer by layer: a little better than the plain recipe

auto find(std::string_view quantisation) {
    if (quantisation.starts_with(dynamicMark)) quantisation.remove_prefix(dynamicMark.size());
    return std::ranges::find(quantisations, quantisation, &Quantisation::name);
}

bool isSeparator(char c) {
    return c == '-' || c == '.' || c == '_' || c == ' ';
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// How much of the text one of the words at its front takes; 0: none.
template <std::size_t size>
std::size_t longestPrefix(std::string_view text, const std::array<std::string_view, size>& words) {
    std::size_t longest = 0;
    for (const std::string_view word : words)
        if (text.starts_with(word)) longest = std::max(longest, word.size());
    return longest;
}

/// Length of a quantisation's name at the front of an upper-case text; 0: none. More names than the table has:
/// other engines' kinds are recognised, too.
std::size_t nameLength(std::string_view text) {
    constexpr auto whole = std::to_array<std::string_view>(
        {"F16", "F32", "BF16", "FP16", "FP32", "TQ1_0", "TQ2_0", "MXFP4", "MXFP4_MOE", "NVFP4"});
    constexpr auto sizes =
        std::to_array<std::string_view>({"_0", "_1", "_K", "_0_4_4", "_0_4_8", "_0_8_8", "_K_XXS", "_K_XS", "_K_S",
                                         "_K_M", "_K_L", "_K_XL", "_K_XXL", "_0_XL"});
    constexpr auto importanceSizes = std::to_array<std::string_view>(
        {"_XXS", "_XS", "_S", "_M", "_L", "_NL", "_NL_XL", "_K", "_KS", "_KL", "_KSS", "_KT"});
    const std::size_t mark = text.starts_with(dynamicMark) ? dynamicMark.size() : 0;
    text.remove_prefix(mark);
    std::size_t length = longestPrefix(text, whole);
    if (text.size() > 2 && text[0] == 'Q' && isDigit(text[1]))
        if (const std::size_t rest = longestPrefix(text.substr(2), sizes)) length = 2 + rest;
    if (text.size() > 3 && text.starts_with("IQ") && isDigit(text[2]))
        if (const std::size_t rest = longestPrefix(text.substr(3), importanceSizes)) length = 3 + rest;
    return length == 0 ? 0 : mark + length;
}

/// "Q4" and the like: what a few publishers write for the middle recipe.
std::size_t shortNameLength(std::string_view text) {
    return text.size() >= 2 && text[0] == 'Q' && text[1] >= '2' && text[1] <= '8' ? 2 : 0;
}

NamePlace findLast(std::string_view text, std::size_t (*lengthAt)(std::string_view)) {
    for (std::size_t begin = text.size(); begin-- > 0;) {
        if (begin > 0 && !isSeparator(text[begin - 1])) continue;
        const std::size_t length = lengthAt(text.substr(begin));
        const std::size_t end = begin + length;
        if (length == 0 || (end < text.size() && !isSeparator(text[end]))) continue;
        const bool marked = begin >= dynamicMark.size() &&
                            text.substr(begin - dynamicMark.size()).starts_with(dynamicMark) &&
                            (begin == dynamicMark.size() || isSeparator(text[begin - dynamicMark.size() - 1]));
        return marked ? NamePlace{begin - dynamicMark.size(), end} : NamePlace{begin, end};
    }
    return {};
}

} // namespace

NamePlace findQuantisation(std::string_view upperCase) {
    const NamePlace place = findLast(upperCase, nameLength);
    return place.end > 0 ? place : findLast(upperCase, shortNameLength);
}

std::optional<double> bitsPerWeight(std::string_view quantisation) {
    const auto* const found = find(quantisation);
    if (found == quantisations.end()) return std::nullopt;
    return found->bits;
}

int qualityRank(std::string_view quantisation) {
    const auto* const found = find(quantisation);
    if (found == quantisations.end()) return 0;
    const auto place = static_cast<int>(found - quantisations.begin());
    return 2 * place + (quantisation.starts_with(dynamicMark) ? 2 : 1);
}

} // namespace orrery::gguf
