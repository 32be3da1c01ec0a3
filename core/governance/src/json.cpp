// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "json.h"

namespace orrery::governance {

const Json& member(const Json& object, const char* key) {
    static const Json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::string text(const Json& object, const char* key) {
    const Json& value = member(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<bool> stated(const Json& object, const char* key) {
    const Json& value = member(object, key);
    return value.is_boolean() ? std::optional(value.get<bool>()) : std::nullopt;
}

const Json& list(const Json& object, const char* key) {
    static const Json none = Json::array();
    const Json& value = member(object, key);
    return value.is_array() ? value : none;
}

std::vector<std::string> texts(const Json& object, const char* key) {
    std::vector<std::string> result;
    for (const Json& value : list(object, key))
        if (value.is_string()) result.push_back(value.get<std::string>());
    return result;
}

} // namespace orrery::governance
