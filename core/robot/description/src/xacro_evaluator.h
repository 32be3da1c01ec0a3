// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xacro_cursor.h"
#include "xacro_expression.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::robot::xacro {

/// Reads and evaluates at once. After a problem every value is None and nothing more is read; what a condition rules
/// out is read but not evaluated. Operators are in xacro_expression.cpp, what they join in xacro_operand.cpp.
class Evaluator {
public:
    Evaluator(std::string_view text, const ExpressionScope& scope, ExpressionProblem& problem)
        : m_in{text},
          m_mayBeConditional(text.find("if") != std::string_view::npos),
          m_mayComprehend(text.find("for") != std::string_view::npos),
          m_scope(scope),
          m_problem(problem) {}

    std::optional<Value> run();

private:
    [[nodiscard]] bool failed() const { return !m_problem.message.empty(); }
    [[nodiscard]] bool idle() const { return m_skipping > 0 || failed(); }
    Value stop(std::string message, bool unsupported = false);
    Value taken(std::optional<Value> value);
    Value combined(std::string_view op, const Value& a, const Value& b);
    Value shortened(const Value& first, bool decided, Value (Evaluator::*next)());
    std::string_view comparisonSign();

    Value conditional();
    Value chosen();
    Value either();
    Value both();
    Value negation();
    Value comparison();
    Value sum();
    Value product();
    Value signedValue();
    Value power();

    Value postfix();
    Value subscript(const Value& container);
    Value member(const Value& object);
    Value primary();
    Value group();
    Value list();
    Value comprehension(std::size_t element);
    bool bindLoopNames(const std::vector<std::string>& names, const Value& item);
    Value dictionary();
    Value text();
    Value number();
    Value named();
    Value called(const std::string& function);
    std::optional<Value> valueOf(std::string_view path);
    std::vector<Value> arguments();
    std::vector<Value> rest(std::vector<Value> items, std::string_view close);
    Value made(std::vector<Value> items);

    Cursor m_in;
    bool m_mayBeConditional;
    bool m_mayComprehend;
    const ExpressionScope& m_scope;
    ExpressionProblem& m_problem;
    std::vector<std::pair<std::string, Value>> m_locals; ///< Of the comprehensions around, the innermost last.
    int m_depth = 0;
    int m_skipping = 0;

    static constexpr int maxDepth = 60;
};

} // namespace orrery::robot::xacro
