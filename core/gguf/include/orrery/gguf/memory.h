// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/gguf/header.h>

#include <cstdint>
#include <string_view>

namespace orrery::gguf {

/// How the engine will be started, as far as memory goes.
struct MemoryQuestion {
    std::uint64_t contextTokens = 4096;
    std::uint64_t batchTokens = 256; ///< Physical batch (`-ub`).
    bool repacked = false; ///< Weights rearranged for the CPU: faster, and memory of our own instead of a mapped file.
    std::string_view cacheType = {}; ///< Of the context: "f16" (empty), "q8_0", "q4_0" and their like.
};

/// Memory in bytes, by what it is for.
struct MemoryEstimate {
    std::uint64_t weights = 0;
    std::uint64_t cache = 0;    ///< Keys and values of the context.
    std::uint64_t compute = 0;  ///< Intermediate results.
    std::uint64_t overhead = 0; ///< The program itself and its output buffer.
    bool dependable =
        false; ///< The model's shape is one the formula is known to fit; else cache and compute are rough or missing.

    [[nodiscard]] std::uint64_t total() const { return weights + cache + compute + overhead; }
};

/// What running the model on the CPU takes (one conversation, 16-bit cache, flash attention on). Within a few percent
/// of what llama-server 0.7.0 allocates for dense and mixture-of-experts transformers, with or without a sliding
/// window.
MemoryEstimate estimateMemory(const Header& header, const MemoryQuestion& question);

} // namespace orrery::gguf
