// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace orrery::gguf {

/// The unsigned number stored little-endian in the first sizeof(T) bytes, whatever this machine's byte order.
template <class T>
T loadUnsigned(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return static_cast<T>(value);
}

inline float loadFloat(std::string_view bytes) {
    return std::bit_cast<float>(loadUnsigned<std::uint32_t>(bytes));
}

inline double loadDouble(std::string_view bytes) {
    return std::bit_cast<double>(loadUnsigned<std::uint64_t>(bytes));
}

} // namespace orrery::gguf
