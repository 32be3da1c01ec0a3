// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_evaluator.h"

#include "xacro_functions.h"
#include "xacro_sequences.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace orrery::robot::xacro {

Value Evaluator::postfix() {
    Value value = primary();
    while (!failed()) {
        if (m_in.take("[")) {
            value = subscript(value);
        } else if (m_in.take(".")) {
            value = member(value);
        } else {
            break;
        }
    }
    return value;
}

/// Behind "[": an index, or a slice begin:end:step.
Value Evaluator::subscript(const Value& container) {
    std::array<Value, 3> bounds;
    std::size_t colons = 0;
    for (;;) {
        m_in.skipBlanks();
        if (m_in.next(1) != ":" && m_in.next(1) != "]") bounds[colons] = conditional();
        if (failed() || colons == 2 || !m_in.take(":")) break;
        ++colons;
    }
    if (!m_in.take("]")) return stop("']' is missing");
    if (idle()) return {};
    if (colons > 0) return taken(sliceOf(container, bounds, m_problem));
    return taken(itemOf(container, bounds[0], m_problem));
}

/// Behind ".": what a dictionary holds under a name, or a method.
Value Evaluator::member(const Value& object) {
    const std::string name(m_in.name());
    m_in.skipBlanks();
    if (m_in.next(1) == "(") {
        const std::vector<Value> given = arguments();
        return idle() ? Value() : taken(callMethod(object, name, given, m_problem));
    }
    return idle() ? Value() : taken(itemOf(object, name, m_problem));
}

Value Evaluator::primary() {
    m_in.skipBlanks();
    const char next = m_in.atEnd() ? '\0' : m_in.text[m_in.at];
    if (next == '(') return group();
    if (next == '[') return list();
    if (next == '{') return dictionary();
    if (next == '\'' || next == '"') return text();
    if (Cursor::isDigit(next) || next == '.') return number();
    if (Cursor::isNameStart(next)) return named();
    return stop(next == '\0' ? std::string("it ends too early") : fmt::format("'{}' is not understood", m_in.next(20)));
}

Value Evaluator::group() {
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

std::vector<Value> Evaluator::rest(std::vector<Value> items, std::string_view close) {
    while (!failed()) {
        items.push_back(conditional());
        if (m_in.takeWord("for")) stop("a comprehension outside of [ ] is not known here", true);
        if (items.size() > maxItems) stop("it holds too much");
        if (m_in.take(close)) break;
        if (!m_in.take(",")) stop(fmt::format("'{}' is missing", close));
        if (m_in.take(close)) break;
    }
    return items;
}

Value Evaluator::made(std::vector<Value> items) {
    if (idle()) return {};
    auto value = makeList(std::move(items));
    return value ? taken(std::move(value)) : stop("it holds too much");
}

Value Evaluator::list() {
    m_in.take("[");
    if (m_in.take("]")) return made({});
    const std::size_t element = m_in.at;
    if (m_mayComprehend) {
        ++m_skipping;
        conditional();
        const bool comprehends = m_in.takeWord("for");
        --m_skipping;
        if (failed()) return {};
        if (comprehends) return comprehension(element);
        m_in.at = element;
    }
    return made(rest({}, "]"));
}

bool Evaluator::bindLoopNames(const std::vector<std::string>& names, const Value& item) {
    const auto* parts = std::get_if<std::shared_ptr<const List>>(&item);
    if (names.size() > 1 && (!parts || (*parts)->items.size() != names.size())) {
        stop(fmt::format("there are not {} values for the names behind 'for'", names.size()));
        return false;
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        m_locals.emplace_back(names[i], names.size() > 1 ? (*parts)->items[i] : item);
    return true;
}

/// Behind "for"; the expression for each item stands at `element`.
Value Evaluator::comprehension(std::size_t element) {
    std::vector<std::string> names;
    do {
        m_in.skipBlanks();
        names.emplace_back(m_in.name());
    } while (m_in.take(","));
    if (names.back().empty() || !m_in.takeWord("in")) return stop("'for' without 'in'");
    const Value source = either();
    const auto items = idle() ? std::nullopt : itemsOf(source, m_problem);
    if (m_in.takeWord("for")) return stop("two 'for' in one comprehension are not known here", true);
    const bool filters = m_in.takeWord("if");
    const std::size_t condition = m_in.at;
    if (filters) {
        ++m_skipping;
        either();
        --m_skipping;
    }
    if (!m_in.take("]")) return stop("']' is missing");
    if (idle()) return {};
    const std::size_t end = m_in.at;
    const std::size_t outer = m_locals.size();
    std::vector<Value> out;
    for (const Value& item : *items) {
        if (!m_scope.spend(1) || !bindLoopNames(names, item)) break;
        m_in.at = condition;
        if (!filters || isTrue(either())) {
            m_in.at = element;
            out.push_back(conditional());
        }
        m_locals.resize(outer);
        if (failed() || out.size() > maxItems) break;
    }
    m_locals.resize(outer);
    if (failed()) return {};
    m_in.at = end;
    return made(std::move(out));
}

Value Evaluator::dictionary() {
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

Value Evaluator::text() {
    auto read = m_in.quotedText();
    return read ? Value(*std::move(read)) : stop("a quotation mark is missing");
}

Value Evaluator::number() {
    const std::string_view digits = m_in.digits();
    std::int64_t integer = 0;
    double real = 0;
    const char* const last = digits.data() + digits.size();
    const auto whole = std::from_chars(digits.data(), last, integer);
    if (whole.ec == std::errc() && whole.ptr == last) return integer;
    const auto read = std::from_chars(digits.data(), last, real);
    if (read.ec != std::errc() || read.ptr != last) return stop(fmt::format("'{}' is no number", digits.substr(0, 40)));
    return real;
}

std::vector<Value> Evaluator::arguments() {
    m_in.take("(");
    std::vector<Value> items;
    if (!m_in.take(")")) items = rest({}, ")");
    return items;
}

Value Evaluator::named() {
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
    if (auto found = valueOf(path)) return taken(std::move(found));
    if (failed()) return taken(std::nullopt);
    if (auto constant = constantNamed(path)) return *constant;
    return stop(fmt::format("'{}' is not defined", path.substr(0, 80)));
}

/// A name's value, dotted for what dictionaries hold; nothing when it is not defined, or failed().
std::optional<Value> Evaluator::valueOf(std::string_view path) {
    const auto dot = std::min(path.find('.'), path.size());
    for (auto local = m_locals.rbegin(); local != m_locals.rend(); ++local) {
        if (local->first != path.substr(0, dot)) continue;
        std::optional<Value> value = local->second;
        for (std::size_t at = dot; value && at < path.size();) {
            const auto end = std::min(path.find('.', at + 1), path.size());
            value = itemOf(*value, std::string(path.substr(at + 1, end - at - 1)), m_problem);
            at = end;
        }
        return value;
    }
    return m_scope.find(path, m_problem);
}

Value Evaluator::called(const std::string& function) {
    const std::vector<Value> given = arguments();
    if (idle()) return {};
    if (auto value = m_scope.call(function, given, m_problem)) return taken(std::move(value));
    if (failed()) return taken(std::nullopt);
    const auto dot = function.rfind('.');
    if (dot != std::string::npos) {
        const auto object = valueOf(std::string_view(function).substr(0, dot));
        if (failed()) return taken(std::nullopt);
        if (object) return taken(callMethod(*object, function.substr(dot + 1), given, m_problem));
    }
    return taken(callFunction(function, given, m_problem));
}

} // namespace orrery::robot::xacro
