// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_evaluator.h"

#include "xacro_functions.h"

#include <fmt/format.h>

namespace orrery::robot::xacro {

std::optional<Value> Evaluator::run() {
    Value value = conditional();
    m_in.skipBlanks();
    if (m_in.next(4) == "for ") stop("a comprehension outside of [ ] is not known here", true);
    if (!m_in.atEnd()) stop(fmt::format("'{}' is not understood", m_in.next(20)));
    if (failed()) return std::nullopt;
    return value;
}

Value Evaluator::stop(std::string message, bool unsupported) {
    if (!failed()) m_problem = {std::move(message), unsupported};
    m_in.at = m_in.text.size();
    return {};
}

Value Evaluator::taken(std::optional<Value> value) {
    if (value) {
        const auto* text = std::get_if<std::string>(&*value);
        if (!m_scope.spend(1 + (text ? text->size() / 64 : 0))) return stop("it takes too long");
        return *std::move(value);
    }
    m_in.at = m_in.text.size();
    return {};
}

// a if c else b: which side counts is only known after the first was read, so that one is read twice.
Value Evaluator::conditional() {
    if (++m_depth > maxDepth) return stop("it is nested too deeply");
    const std::size_t begin = m_in.at;
    Value value;
    if (m_mayBeConditional && idle()) {
        either();
        if (m_in.takeWord("if")) {
            either();
            if (!m_in.takeWord("else")) return stop("'if' without 'else'");
            conditional();
        }
    } else if (m_mayBeConditional) {
        ++m_skipping;
        either();
        const bool isConditional = m_in.takeWord("if");
        if (!failed()) m_in.at = begin;
        --m_skipping;
        value = isConditional ? chosen() : either();
    } else {
        value = either();
    }
    --m_depth;
    return value;
}

Value Evaluator::chosen() {
    const std::size_t begin = m_in.at;
    const auto readOnly = [this] {
        ++m_skipping;
        either();
        --m_skipping;
    };
    readOnly();
    m_in.takeWord("if");
    const bool first = isTrue(either());
    if (!m_in.takeWord("else")) return stop("'if' without 'else'");
    const std::size_t afterElse = m_in.at;
    Value value;
    if (first && !idle()) {
        m_in.at = begin;
        value = either();
        m_in.at = failed() ? m_in.text.size() : afterElse;
    }
    if (first) ++m_skipping;
    Value second = conditional();
    if (first) --m_skipping;
    return first ? value : second;
}

Value Evaluator::either() {
    Value value = both();
    while (m_in.takeWord("or")) value = shortened(value, true, &Evaluator::both);
    return value;
}

Value Evaluator::both() {
    Value value = negation();
    while (m_in.takeWord("and")) value = shortened(value, false, &Evaluator::negation);
    return value;
}

Value Evaluator::shortened(const Value& first, bool decided, Value (Evaluator::*next)()) {
    const bool keep = isTrue(first) == decided;
    if (keep) ++m_skipping;
    Value second = (this->*next)();
    if (keep) --m_skipping;
    return keep ? first : second;
}

Value Evaluator::negation() {
    bool negated = false;
    bool any = false;
    while (m_in.takeWord("not")) {
        negated = !negated;
        any = true;
    }
    Value value = comparison();
    if (!any) return value;
    return isTrue(value) != negated;
}

std::string_view Evaluator::comparisonSign() {
    for (const std::string_view sign : {"==", "!=", "<=", ">=", "<", ">"}) {
        if (m_in.take(sign)) return sign;
    }
    if (m_in.takeWord("in")) return "in";
    const std::size_t before = m_in.at;
    if (m_in.takeWord("not")) {
        if (m_in.takeWord("in")) return "not in";
        m_in.at = before;
    }
    if (m_in.takeWord("is")) return m_in.takeWord("not") ? "!=" : "==";
    return {};
}

Value Evaluator::comparison() {
    Value left = sum();
    std::optional<bool> result;
    for (auto sign = comparisonSign(); !sign.empty() && !failed(); sign = comparisonSign()) {
        Value right = sum();
        if (!idle()) {
            const auto holds = compare(sign, left, right, m_problem);
            if (!holds) return taken(std::nullopt);
            result = result.value_or(true) && *holds;
        }
        left = std::move(right);
    }
    return result ? Value(*result) : left;
}

Value Evaluator::combined(std::string_view op, const Value& a, const Value& b) {
    return idle() ? Value() : taken(apply(op, a, b, m_problem));
}

Value Evaluator::sum() {
    Value value = product();
    while (!failed()) {
        const std::string_view op = m_in.take("+") ? "+" : m_in.take("-") ? "-" : "";
        if (op.empty()) break;
        value = combined(op, value, product());
    }
    return value;
}

Value Evaluator::product() {
    Value value = signedValue();
    while (!failed()) {
        m_in.skipBlanks();
        if (m_in.next(2) == "**") break;
        const std::string_view op = m_in.take("//")  ? "//"
                                    : m_in.take("*") ? "*"
                                    : m_in.take("/") ? "/"
                                    : m_in.take("%") ? "%"
                                                     : "";
        if (op.empty()) break;
        value = combined(op, value, signedValue());
    }
    return value;
}

Value Evaluator::signedValue() {
    bool negative = false;
    bool any = false;
    for (;; any = true) {
        if (m_in.take("-")) {
            negative = !negative;
        } else if (!m_in.take("+")) {
            break;
        }
    }
    Value value = power();
    if (!any || idle()) return value;
    return combined(negative ? "-" : "+", Value(std::int64_t{0}), value);
}

Value Evaluator::power() {
    Value base = postfix();
    if (!m_in.take("**")) return base;
    if (++m_depth > maxDepth) return stop("it is nested too deeply");
    Value exponent = signedValue();
    --m_depth;
    return combined("**", base, exponent);
}

std::optional<Value> evaluate(std::string_view expression, const ExpressionScope& scope, ExpressionProblem& problem) {
    return Evaluator(expression, scope, problem).run();
}

} // namespace orrery::robot::xacro
