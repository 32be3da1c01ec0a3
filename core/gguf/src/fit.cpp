// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/fit.h>

#include <orrery/gguf/file_name.h>

#include <algorithm>

namespace orrery::gguf {
namespace {

constexpr std::uint64_t gibibyte = 1ULL << 30U;

bool loads(Fit fit) {
    return fit == Fit::Fits || fit == Fit::Tight;
}

} // namespace

std::uint64_t roughMemory(std::uint64_t weightBytes) {
    if (weightBytes == 0) return 0;
    const std::uint64_t sane = std::min(weightBytes, std::uint64_t{1} << 60U);
    return sane + sane / 10 + gibibyte / 2; // cache and intermediate results grow with the model; the program does not
}

std::optional<std::uint64_t> weightBytes(std::uint64_t parameters, std::string_view quantisation) {
    const auto bits = bitsPerWeight(quantisation);
    if (!bits || parameters == 0) return std::nullopt;
    return static_cast<std::uint64_t>(std::min(static_cast<double>(parameters) * *bits / 8, 1e18));
}

Fit fit(std::uint64_t needed, std::uint64_t memoryTotal) {
    if (needed == 0 || memoryTotal == 0) return Fit::Unknown;
    const std::uint64_t forOthers = std::max(2 * gibibyte, memoryTotal / 5); // a desktop with a browser
    const std::uint64_t forTheSystem = std::min(gibibyte, memoryTotal / 10);
    if (needed <= memoryTotal - std::min(forOthers, memoryTotal)) return Fit::Fits;
    return needed <= memoryTotal - forTheSystem ? Fit::Tight : Fit::TooBig;
}

std::optional<std::size_t> recommend(const std::vector<Variant>& variants, std::uint64_t memoryTotal) {
    const int enough = qualityRank("Q8_0");
    std::optional<std::size_t> best;
    std::optional<std::size_t> smallest;
    const auto rank = [&](std::size_t i) { return qualityRank(variants[i].quantisation); };
    const auto better = [&](std::size_t a, std::size_t b) {
        return rank(a) != rank(b) ? rank(a) > rank(b) : variants[a].size < variants[b].size;
    };
    for (std::size_t i = 0; i < variants.size(); ++i) {
        const Fit verdict = fit(roughMemory(variants[i].size), memoryTotal);
        if (verdict == Fit::Fits && rank(i) <= enough && (!best || better(i, *best))) best = i;
        if (loads(verdict) && (!smallest || variants[i].size < variants[*smallest].size)) smallest = i;
    }
    return best ? best : smallest;
}

} // namespace orrery::gguf
