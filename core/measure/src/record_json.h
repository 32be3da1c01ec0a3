// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/measure/measure_store.h>

#include <nlohmann/json.hpp>

#include <string_view>

namespace orrery::measure {

/// All but the id.
nlohmann::json toJson(const SpeedRecord& record);
SpeedRecord speedRecordFrom(const nlohmann::json& json);

/// All but the id.
nlohmann::json toJson(const Comparison& comparison);
Comparison comparisonFrom(const nlohmann::json& json);

/// One line; wrong UTF-8 is replaced.
std::string compact(const nlohmann::json& json);
/// Indented, with a line end.
std::string pretty(const nlohmann::json& json);

} // namespace orrery::measure
