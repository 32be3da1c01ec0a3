// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "json.h"

#include <orrery/base/json_depth.h>

namespace orrery::library {
nlohmann::json parseJson(std::string_view bytes) {
    if (!isShallowJson(bytes)) return nlohmann::json(nlohmann::json::value_t::discarded);
    return nlohmann::json::parse(bytes, nullptr, false);
}

std::string textOf(const nlohmann::json& object, const char* key) {
    if (!object.is_object()) return {};
    const auto member = object.find(key);
    return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

std::uint64_t countOf(const nlohmann::json& object, const char* key) {
    if (!object.is_object()) return 0;
    const auto member = object.find(key);
    return member != object.end() && member->is_number_unsigned() ? member->get<std::uint64_t>() : 0;
}

const nlohmann::json& arrayOf(const nlohmann::json& object, const char* key) {
    static const nlohmann::json none = nlohmann::json::array();
    if (!object.is_object()) return none;
    const auto member = object.find(key);
    return member != object.end() && member->is_array() ? *member : none;
}

} // namespace orrery::library
