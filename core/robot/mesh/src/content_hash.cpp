// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "content_hash.h"

#include <bit>
#include <cstring>

namespace orrery::robot {
namespace {

constexpr std::uint64_t oddA = 0x9e3779b97f4a7c15ULL;
constexpr std::uint64_t oddB = 0xd6e8feb86659fd93ULL;
constexpr std::size_t blockBytes = 32;

std::uint64_t littleEndian(const char* bytes) {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes, sizeof value);
    if constexpr (std::endian::native == std::endian::big) {
        std::uint64_t swapped = 0;
        for (int i = 0; i < 8; ++i) swapped = swapped << 8 | (value >> (8 * i) & 0xff);
        return swapped;
    }
    return value;
}

std::uint64_t finished(std::uint64_t value) {
    value ^= value >> 32;
    value *= oddA;
    value ^= value >> 29;
    value *= oddB;
    return value ^ value >> 32;
}

} // namespace

std::array<std::uint64_t, 2> contentHash(std::string_view bytes, std::uint64_t seed) {
    std::array<std::uint64_t, 4> lanes{seed ^ oddA, seed + oddB, ~seed, seed * oddA + 1};
    const auto mixBlock = [&](const char* block) {
        for (std::size_t i = 0; i < 4; ++i)
            lanes[i] = std::rotl(lanes[i] ^ littleEndian(block + 8 * i) * oddA, 29) * oddB;
    };
    std::size_t at = 0;
    for (; at + blockBytes <= bytes.size(); at += blockBytes) mixBlock(bytes.data() + at);
    std::array<char, blockBytes> tail{};
    bytes.copy(tail.data(), blockBytes, at);
    mixBlock(tail.data());
    const std::uint64_t first = finished(lanes[0] + std::rotl(lanes[1], 17) + bytes.size());
    const std::uint64_t second = finished(lanes[2] ^ std::rotl(lanes[3], 31) ^ first);
    return {finished(first + second), second};
}

} // namespace orrery::robot
