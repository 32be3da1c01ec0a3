// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/value.h>

#include "little_endian.h"
#include "scalar.h"

namespace orrery::gguf {

std::optional<std::uint64_t> storedSize(ValueType type) {
    switch (type) {
    case ValueType::U8:
    case ValueType::I8:
    case ValueType::Bool: return 1;
    case ValueType::U16:
    case ValueType::I16: return 2;
    case ValueType::U32:
    case ValueType::I32:
    case ValueType::F32: return 4;
    case ValueType::U64:
    case ValueType::I64:
    case ValueType::F64: return 8;
    case ValueType::String:
    case ValueType::Array: break;
    }
    return std::nullopt;
}

Value loadScalar(ValueType type, std::string_view bytes) {
    switch (type) {
    case ValueType::U8: return std::uint64_t{loadUnsigned<std::uint8_t>(bytes)};
    case ValueType::I8: return std::int64_t{static_cast<std::int8_t>(loadUnsigned<std::uint8_t>(bytes))};
    case ValueType::U16: return std::uint64_t{loadUnsigned<std::uint16_t>(bytes)};
    case ValueType::I16: return std::int64_t{static_cast<std::int16_t>(loadUnsigned<std::uint16_t>(bytes))};
    case ValueType::U32: return std::uint64_t{loadUnsigned<std::uint32_t>(bytes)};
    case ValueType::I32: return std::int64_t{static_cast<std::int32_t>(loadUnsigned<std::uint32_t>(bytes))};
    case ValueType::U64: return loadUnsigned<std::uint64_t>(bytes);
    case ValueType::I64: return static_cast<std::int64_t>(loadUnsigned<std::uint64_t>(bytes));
    case ValueType::F32: return double{loadFloat(bytes)};
    case ValueType::F64: return loadDouble(bytes);
    case ValueType::Bool: return bytes.front() != 0;
    case ValueType::String:
    case ValueType::Array: break;
    }
    return false;
}

namespace {

struct ToNumber {
    double operator()(bool value) const { return value ? 1 : 0; }
    double operator()(std::uint64_t value) const { return static_cast<double>(value); }
    double operator()(std::int64_t value) const { return static_cast<double>(value); }
    double operator()(double value) const { return value; }
    double operator()(const std::string&) const { return 0; }
    double operator()(const Array&) const { return 0; }
};

} // namespace

std::vector<std::string_view> Array::strings() const {
    std::vector<std::string_view> result;
    if (elementType != ValueType::String) return result;
    result.reserve(count);
    for (std::string_view rest = bytes; !rest.empty();) {
        const auto length = loadUnsigned<std::uint64_t>(rest);
        result.push_back(rest.substr(8, length));
        rest.remove_prefix(8 + length);
    }
    return result;
}

std::vector<double> Array::numbers() const {
    std::vector<double> result;
    const auto size = storedSize(elementType);
    if (!size) return result;
    result.reserve(count);
    for (std::string_view rest = bytes; !rest.empty(); rest.remove_prefix(*size))
        result.push_back(std::visit(ToNumber{}, loadScalar(elementType, rest)));
    return result;
}

std::optional<std::uint64_t> asCount(const Value& value) {
    if (const auto* count = std::get_if<std::uint64_t>(&value)) return *count;
    if (const auto* number = std::get_if<std::int64_t>(&value); number && *number >= 0)
        return static_cast<std::uint64_t>(*number);
    return std::nullopt;
}

std::optional<std::string_view> asText(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return std::nullopt;
}

} // namespace orrery::gguf
