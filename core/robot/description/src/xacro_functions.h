// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xacro_expression.h"

#include <span>
#include <string_view>

namespace orrery::robot::xacro {

/// Python's binary operator ("+", "//", "**", ...) on values.
std::optional<Value> apply(std::string_view op, const Value& a, const Value& b, ExpressionProblem& problem);

/// "<", "<=", ">", ">=", "==", "!=", "in", "not in"
std::optional<bool> compare(std::string_view op, const Value& a, const Value& b, ExpressionProblem& problem);

/// list[index], dictionary[key], text[index]
std::optional<Value> itemOf(const Value& container, const Value& index, ExpressionProblem& problem);

/// A name that means a number by itself: pi, e, tau, inf, nan; also with "math." before it.
std::optional<Value> constantNamed(std::string_view name);

/// Calls sin, sqrt, radians, min, len, str ...; also with "math." before the name.
std::optional<Value> callFunction(std::string_view name, std::span<const Value> arguments, ExpressionProblem& problem);

} // namespace orrery::robot::xacro
