// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xacro_value.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace orrery::robot::xacro {

/// Why an expression has no value.
struct ExpressionProblem {
    std::string message;      ///< What is wrong, as the end of a sentence: "'x' is not defined"
    bool unsupported = false; ///< It may be right, but belongs to Python and not to the part of it known here.
};

/// What an expression sees of the world around it.
struct ExpressionScope {
    /// The value of a name, dotted for members of dictionaries and namespaces. Nothing when it is unknown, or when the
    /// problem says why it has none.
    std::function<std::optional<Value>(std::string_view name, ExpressionProblem& problem)> find;
    /// Calls a function that is none of xacro_functions.h, as `xacro.arg`. Nothing when it is unknown, or when the
    /// problem says why it has no value.
    std::function<std::optional<Value>(std::string_view name, std::span<const Value> arguments,
                                       ExpressionProblem& problem)>
        call;
    /// Counts work; false when there was too much of it.
    std::function<bool(std::size_t work)> spend;
};

/// The value of what stands inside ${ }: numbers, texts, lists, dictionaries, names; + - * / // % **, comparisons,
/// and/or/not, in, a if c else b, indices and slices, [x for y in z if c], the functions of xacro_functions.h and the
/// methods of xacro_sequences.h, all with Python's meaning. Bounded
/// in depth, in the length of texts and by spend(). No Python: nothing else can be called or reached.
std::optional<Value> evaluate(std::string_view expression, const ExpressionScope& scope, ExpressionProblem& problem);

} // namespace orrery::robot::xacro
