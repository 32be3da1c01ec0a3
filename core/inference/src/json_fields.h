// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/json_depth.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::inference {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json; ///< For what is sent: the order of a schema's properties matters to models.

/// The document; discarded when it is no JSON, or nests deeper than anything honest: what is written out or walked goes
/// as deep.
template <class AnyJson = Json>
AnyJson parseJson(std::string_view bytes) {
    if (!isShallowJson(bytes)) return AnyJson(AnyJson::value_t::discarded);
    return AnyJson::parse(bytes, nullptr, false);
}

// Fields of JSON from outside: what is missing or of another type is nothing.

/// The member of that name; null when there is none, or `object` is no object.
template <class AnyJson>
const AnyJson& member(const AnyJson& object, const char* key) {
    static const AnyJson nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

template <class AnyJson>
std::string text(const AnyJson& value) {
    return value.is_string() ? value.template get<std::string>() : std::string();
}

template <class AnyJson>
std::optional<double> number(const AnyJson& value) {
    if (!value.is_number()) return std::nullopt;
    return value.template get<double>();
}

template <class AnyJson>
std::optional<std::uint64_t> count(const AnyJson& value) {
    constexpr double most = 1e15;
    const auto found = number(value);
    if (!found || !(*found >= 0) || *found > most) return std::nullopt;
    return static_cast<std::uint64_t>(*found);
}

inline std::optional<bool> truth(const Json& value) {
    if (!value.is_boolean()) return std::nullopt;
    return value.get<bool>();
}

/// As it goes over the wire: one line, broken UTF-8 mended.
template <class AnyJson>
std::string dump(const AnyJson& json) {
    return json.dump(-1, ' ', false, AnyJson::error_handler_t::replace);
}

} // namespace orrery::inference
