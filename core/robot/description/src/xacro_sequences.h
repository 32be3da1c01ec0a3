// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xacro_expression.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace orrery::robot::xacro {

/// What a loop over the value would see: a list's items, a dictionary's keys, a text's characters.
std::optional<std::vector<Value>> itemsOf(const Value& value, ExpressionProblem& problem);

/// container[begin:end:step]; None stands for what is not written.
std::optional<Value> sliceOf(const Value& container, const std::array<Value, 3>& bounds, ExpressionProblem& problem);

/// list, tuple, range, sorted, reversed, any, all, zip, enumerate; nothing without a problem for other names.
std::optional<Value> callSequence(std::string_view name, std::span<const Value> arguments, ExpressionProblem& problem);

/// Methods that change nothing: of texts split, join, replace, strip, upper, lower, startswith, endswith, find, count;
/// of lists index, count; of dictionaries keys, values, items, get.
std::optional<Value> callMethod(const Value& object, std::string_view method, std::span<const Value> arguments,
                                ExpressionProblem& problem);

} // namespace orrery::robot::xacro
