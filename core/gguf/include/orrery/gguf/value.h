// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace orrery::gguf {

/// How a metadata value is stored. The numbers are the format's.
enum class ValueType : std::uint32_t {
    U8 = 0,
    I8 = 1,
    U16 = 2,
    I16 = 3,
    U32 = 4,
    I32 = 5,
    F32 = 6,
    Bool = 7,
    String = 8,
    Array = 9,
    U64 = 10,
    I64 = 11,
    F64 = 12,
};

/// Bytes of one stored value; nothing for strings and arrays, whose size varies.
std::optional<std::uint64_t> storedSize(ValueType type);

/// Many values of one type, kept as they are stored: a vocabulary of 250 000 words stays one block of memory.
/// The reader has checked the block, so decoding cannot fail.
struct Array {
    ValueType elementType = ValueType::U8; ///< Never Array.
    std::uint64_t count = 0;
    std::string bytes; ///< Little-endian numbers one after the other; strings each with their 8-byte length.

    /// The strings, as views into `bytes`; empty when the elements are numbers.
    [[nodiscard]] std::vector<std::string_view> strings() const;
    /// The numbers (bool as 0 and 1); empty when the elements are strings.
    [[nodiscard]] std::vector<double> numbers() const;
};

/// A metadata value, widened to the largest type of its kind.
using Value = std::variant<bool, std::uint64_t, std::int64_t, double, std::string, Array>;

/// The value as a count: any whole number that is not negative.
std::optional<std::uint64_t> asCount(const Value& value);

/// The value as text; nothing for other types.
std::optional<std::string_view> asText(const Value& value);

} // namespace orrery::gguf
