// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::hub {

using Json = nlohmann::json;

/// Bounded as wire.h says, before anything is built.
Result<Json> parseJson(std::string_view text);
/// For an answer that does not name what it describes.
Error unnamedAnswer();
/// The same, and it must be an array or an object.
Result<Json> parseArray(std::string_view text);
Result<Json> parseObject(std::string_view text);

// All take any value; what is not there is null, and null is empty.

const Json& member(const Json& object, const char* key);
std::string textOf(const Json& value);
std::string textIn(const Json& object, const char* key);
/// A list's strings, or the one string that stands in its place.
std::vector<std::string> textsIn(const Json& object, const char* key);
/// Whole and not negative; 7.0 too.
std::optional<std::uint64_t> countOf(const Json& value);
std::optional<std::uint64_t> countIn(const Json& object, const char* key);
std::optional<double> numberIn(const Json& object, const char* key);
bool truthIn(const Json& object, const char* key);
/// The array's elements; empty when it is none.
const Json::array_t& listIn(const Json& object, const char* key);
/// The object's members; empty when it is none.
const Json::object_t& membersIn(const Json& object, const char* key);

} // namespace orrery::hub
