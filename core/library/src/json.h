// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace orrery::library {

/// The document; discarded when it is no JSON or nests deeper than anything honest, which could eat the memory.
nlohmann::json parseJson(std::string_view bytes);

/// A member that is a string; else empty.
std::string textOf(const nlohmann::json& object, const char* key);

/// A member that is a count; else 0.
std::uint64_t countOf(const nlohmann::json& object, const char* key);

/// A member that is an array; else an empty one.
const nlohmann::json& arrayOf(const nlohmann::json& object, const char* key);
const nlohmann::json& arrayOf(nlohmann::json&& object, const char* key) = delete; // it would not live long enough

} // namespace orrery::library
