// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace orrery::gguf {

/// Whether a model fits into this machine's memory.
enum class Fit {
    Unknown,
    Fits,   ///< With room to spare.
    Tight,  ///< It will load; close other programs.
    TooBig, ///< It needs more than there is.
};

/// What a model of that many bytes of weights takes when run with a context of 4096 tokens, roughly: for listings,
/// before a header is at hand (then estimateMemory is better). Bytes.
std::uint64_t roughMemory(std::uint64_t weightBytes);

/// Bytes of weights a model of that many parameters takes at that quantisation ("Q4_K_M"); nothing when not known.
std::optional<std::uint64_t> weightBytes(std::uint64_t parameters, std::string_view quantisation);

/// @param needed bytes; 0 is Unknown. @param memoryTotal bytes of this machine.
Fit fit(std::uint64_t needed, std::uint64_t memoryTotal);

/// One file (or set of shards) of a repository that holds the same model at some quantisation.
struct Variant {
    std::string_view quantisation;
    std::uint64_t size = 0; ///< Bytes of all its shards.
};
/// Which to recommend: the best quality up to Q8_0 that fits with room to spare, preferring Q4_K_M to Q6_K over
/// larger ones when those would leave it tight; the smallest that loads when none fits well; nothing when none does.
std::optional<std::size_t> recommend(const std::vector<Variant>& variants, std::uint64_t memoryTotal);

} // namespace orrery::gguf
