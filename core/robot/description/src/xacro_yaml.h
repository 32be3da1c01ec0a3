// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xacro_value.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::robot::xacro {

/// The first document of a YAML text as lists, dictionaries and plain values, as Python's loader understands them
/// (YAML 1.1, with anchors and merged keys), and xacro's units: !radians, !degrees, !meters, !millimeters, !foot and
/// !inches before a number or an expression. Bounded in depth and size, also against anchors within anchors.
/// @param problem why there is no value: "it breaks at line 3"
std::optional<Value> valueFromYaml(std::string_view text, const std::function<bool(std::size_t work)>& spend,
                                   std::string& problem);

} // namespace orrery::robot::xacro
