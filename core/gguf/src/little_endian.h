// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
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

/// At most eight bytes the other way round.
struct Reversed {
    char bytes[8] = {};
    std::size_t size = 0;

    // NOLINTNEXTLINE(google-explicit-constructor): it is those bytes
    operator std::string_view() const { return {bytes, size}; }
};

inline Reversed reversed(std::string_view bytes) {
    Reversed result;
    bytes = bytes.substr(0, sizeof result.bytes);
    result.size = bytes.size();
    for (std::size_t i = 0; i < bytes.size(); ++i) result.bytes[i] = bytes[bytes.size() - 1 - i];
    return result;
}

template <class T>
void appendUnsigned(std::string& to, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) to.push_back(static_cast<char>(value >> (8 * i)));
}

inline float loadFloat(std::string_view bytes) {
    return std::bit_cast<float>(loadUnsigned<std::uint32_t>(bytes));
}

inline double loadDouble(std::string_view bytes) {
    return std::bit_cast<double>(loadUnsigned<std::uint64_t>(bytes));
}

} // namespace orrery::gguf
