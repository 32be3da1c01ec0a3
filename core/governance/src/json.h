// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace orrery::governance {

using Json = nlohmann::json;

// What a table's entry says under a key. Absent or of another type, it says nothing.

const Json& member(const Json& object, const char* key);
std::string text(const Json& object, const char* key);
std::optional<bool> stated(const Json& object, const char* key);
const Json& list(const Json& object, const char* key);
std::vector<std::string> texts(const Json& object, const char* key);

} // namespace orrery::governance
