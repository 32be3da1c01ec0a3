// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_expression.h"

#include "xacro_cursor.h"
#include "xacro_functions.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <utility>

namespace orrery::robot::xacro {
namespace {

constexpr int maxDepth = 60;

/// Reads and evaluates at once. After a problem every value is None and nothing more is read; what a condition rules
/// out is read but not evaluated.
class Evaluator {
public:
    Evaluator(std::string_view text, const ExpressionScope& scope, ExpressionProblem& problem)
        : m_in{text},
          m_mayBeConditional(text.find("if") != std::string_view::npos),
          m_scope(scope),
          m_problem(problem) {}

    std::optional<Value> run() {
        Value value = conditional();
        m_in.skipBlanks();
        if (m_in.next(4) == "for ") stop("a comprehension with 'for' is not known here", true);
        if (!m_in.atEnd()) stop(fmt::format("'{}' is not understood", m_in.next(20)));
        if (failed()) return std::nullopt;
        return value;
    }

private:
    [[nodiscard]] bool failed() const { return !m_problem.message.empty(); }
    Value stop(std::string message, bool unsupported = false) {
        if (!failed()) m_problem = {std::move(message), unsupported};
        m_in.at = m_in.text.size();
        return {};
    }
    [[nodiscard]] bool idle() const { return m_skipping > 0 || failed(); }

    Value taken(std::optional<Value> value) {
        if (value) {
            const auto* text = std::get_if<std::string>(&*value);
            if (!m_scope.spend(1 + (text ? text->size() / 64 : 0))) return stop("it takes too long");
            return *std::move(value);
        }
        m_in.at = m_in.text.size();
        return {};
    }

    // a if c else b: which side counts is only known after the first was read, so that one is read twice.
    Value conditional() {
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
    Value chosen() {
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

    Value either() {
        Value value = both();
        while (m_in.takeWord("or")) value = shortened(value, true, &Evaluator::both);
        return value;
    }
    Value both() {
        Value value = negation();
        while (m_in.takeWord("and")) value = shortened(value, false, &Evaluator::negation);
        return value;
    }
    Value shortened(const Value& first, bool decided, Value (Evaluator::*next)()) {
        const bool keep = isTrue(first) == decided;
        if (keep) ++m_skipping;
        Value second = (this->*next)();
        if (keep) --m_skipping;
        return keep ? first : second;
    }
    Value negation() {
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

    std::string_view comparisonSign() {
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
    Value comparison() {
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

    Value combined(std::string_view op, const Value& a, const Value& b) {
        return idle() ? Value() : taken(apply(op, a, b, m_problem));
    }
    Value sum() {
        Value value = product();
        while (!failed()) {
            const std::string_view op = m_in.take("+") ? "+" : m_in.take("-") ? "-" : "";
            if (op.empty()) break;
            value = combined(op, value, product());
        }
        return value;
    }
    Value product() {
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
    Value signedValue() {
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
    Value power() {
        Value base = postfix();
        if (!m_in.take("**")) return base;
        if (++m_depth > maxDepth) return stop("it is nested too deeply");
        Value exponent = signedValue();
        --m_depth;
        return combined("**", base, exponent);
    }

    Value postfix() {
        Value value = primary();
        while (!failed()) {
            if (m_in.take("[")) {
                Value index = conditional();
                m_in.skipBlanks();
                if (m_in.next(1) == ":") return stop("a slice is not known here", true);
                if (!m_in.take("]")) return stop("']' is missing");
                if (!idle()) value = taken(itemOf(value, index, m_problem));
            } else if (m_in.take(".")) {
                const std::string member(m_in.name());
                m_in.skipBlanks();
                if (m_in.next(1) == "(") return stop(fmt::format("the method .{}() is not known here", member), true);
                if (!idle()) value = taken(itemOf(value, member, m_problem));
            } else {
                break;
            }
        }
        return value;
    }

    Value primary() {
        m_in.skipBlanks();
        const char next = m_in.atEnd() ? '\0' : m_in.text[m_in.at];
        if (next == '(') return group();
        if (next == '[') return list();
        if (next == '{') return dictionary();
        if (next == '\'' || next == '"') return text();
        if (Cursor::isDigit(next) || next == '.') return number();
        if (Cursor::isNameStart(next)) return named();
        return stop(next == '\0' ? std::string("it ends too early")
                                 : fmt::format("'{}' is not understood", m_in.next(20)));
    }

    Value group() {
        m_in.take("(");
        Value value = conditional();
        if (m_in.take(",")) {
            std::vector<Value> items{std::move(value)};
            if (!m_in.take(")")) items = rest(std::move(items), ")");
            return made(std::move(items));
        }
        if (!m_in.take(")")) return stop("')' is missing");
        return value;
    }
    std::vector<Value> rest(std::vector<Value> items, std::string_view close) {
        while (!failed()) {
            items.push_back(conditional());
            if (items.size() > maxItems) stop("it holds too much");
            if (m_in.take(close)) break;
            if (!m_in.take(",")) stop(fmt::format("'{}' is missing", close));
            if (m_in.take(close)) break;
        }
        return items;
    }
    Value made(std::vector<Value> items) {
        if (idle()) return {};
        auto value = makeList(std::move(items));
        return value ? taken(std::move(value)) : stop("it holds too much");
    }
    Value list() {
        m_in.take("[");
        std::vector<Value> items;
        if (!m_in.take("]")) items = rest({}, "]");
        return made(std::move(items));
    }
    Value dictionary() {
        m_in.take("{");
        std::vector<std::pair<std::string, Value>> items;
        while (!failed() && !m_in.take("}")) {
            std::string key = textOf(conditional());
            if (!m_in.take(":")) return stop("':' is missing");
            items.emplace_back(std::move(key), conditional());
            if (items.size() > maxItems) return stop("it holds too much");
            if (m_in.take("}")) break;
            if (!m_in.take(",")) return stop("'}' is missing");
        }
        if (idle()) return {};
        auto value = makeDict(std::move(items));
        return value ? taken(std::move(value)) : stop("it holds too much");
    }

    Value text() {
        auto read = m_in.quotedText();
        return read ? Value(*std::move(read)) : stop("a quotation mark is missing");
    }
    Value number() {
        const std::string_view digits = m_in.digits();
        std::int64_t integer = 0;
        double real = 0;
        const char* const last = digits.data() + digits.size();
        const auto whole = std::from_chars(digits.data(), last, integer);
        if (whole.ec == std::errc() && whole.ptr == last) return integer;
        const auto read = std::from_chars(digits.data(), last, real);
        if (read.ec != std::errc() || read.ptr != last)
            return stop(fmt::format("'{}' is no number", digits.substr(0, 40)));
        return real;
    }

    std::vector<Value> arguments() {
        m_in.take("(");
        std::vector<Value> items;
        if (!m_in.take(")")) items = rest({}, ")");
        return items;
    }

    Value named() {
        std::string path(m_in.name());
        if (path == "True" || path == "true") return true;
        if (path == "False" || path == "false") return false;
        if (path == "None") return {};
        if (path == "lambda") return stop("'lambda' is not known here", true);
        while (m_in.beforeMember()) {
            ++m_in.at;
            path += '.';
            path += m_in.name();
        }
        m_in.skipBlanks();
        if (m_in.next(1) == "(") return called(path);
        if (idle()) return {};
        if (auto found = m_scope.find(path, m_problem)) return taken(std::move(found));
        if (failed()) return taken(std::nullopt);
        if (auto constant = constantNamed(path)) return *constant;
        return stop(fmt::format("'{}' is not defined", path.substr(0, 80)));
    }

    Value called(const std::string& function) {
        const std::vector<Value> given = arguments();
        if (idle()) return {};
        if (function == "xacro.arg" && given.size() == 1) {
            if (auto value = m_scope.argument(textOf(given[0]))) return taken(std::move(value));
            return stop(fmt::format("the argument '{}' is not given", textOf(given[0]).substr(0, 80)));
        }
        return taken(callFunction(function, given, m_problem));
    }

    Cursor m_in;
    bool m_mayBeConditional;
    const ExpressionScope& m_scope;
    ExpressionProblem& m_problem;
    int m_depth = 0;
    int m_skipping = 0;
};

} // namespace

std::optional<Value> evaluate(std::string_view expression, const ExpressionScope& scope, ExpressionProblem& problem) {
    return Evaluator(expression, scope, problem).run();
}

} // namespace orrery::robot::xacro
