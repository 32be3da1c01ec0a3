// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/conversation/conversation.h>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace orrery::conversation {

nlohmann::json toJson(const Setup& setup);
/// What cannot be read is left as it is by default.
Setup setupFrom(const nlohmann::json& json);

/// Null when nothing was measured.
nlohmann::json toJson(const inference::ChatTimings& timings);
inference::ChatTimings timingsFrom(const nlohmann::json& json);

/// One line of JSON; wrong UTF-8 is replaced.
std::string compact(const nlohmann::json& json);
/// Discarded when it is none, or nests deeper than anything honest.
nlohmann::json parseJson(std::string_view bytes);

/// A member that is a text; else empty.
std::string textOf(const nlohmann::json& object, const char* key);
/// A member that is a whole number; else 0.
std::int64_t wholeOf(const nlohmann::json& object, const char* key);
/// A member, or null.
const nlohmann::json& memberOf(const nlohmann::json& object, const char* key);

const char* nameOf(inference::Role role);
inference::Role roleFrom(std::string_view name);
const char* nameOf(Turn::State state);
Turn::State stateFrom(std::string_view name);
const char* nameOf(Attachment::Kind kind);
Attachment::Kind attachmentKindFrom(std::string_view name);

} // namespace orrery::conversation
