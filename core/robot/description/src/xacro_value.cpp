// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_value.h"

#include "xml_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace orrery::robot::xacro {
namespace {

struct Extent {
    int depth = 0;
    std::size_t total = 0;

    void add(const Value& value) {
        ++total;
        if (const auto* list = std::get_if<std::shared_ptr<const List>>(&value)) include(**list);
        if (const auto* dict = std::get_if<std::shared_ptr<const Dict>>(&value)) include(**dict);
    }
    [[nodiscard]] bool isBounded() const { return depth < maxNesting && total <= maxItems; }

private:
    template <class Container>
    void include(const Container& container) {
        depth = std::max(depth, container.depth);
        total += container.total;
    }
};

std::string textOfNumber(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

/// As inside a list: texts in quotes.
std::string quoted(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return '\'' + *text + '\'';
    return textOf(value);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

} // namespace

const Value* Dict::find(std::string_view key) const {
    for (const auto& [name, value] : items) {
        if (name == key) return &value;
    }
    return nullptr;
}

std::optional<Value> makeList(std::vector<Value> items) {
    Extent extent;
    for (const Value& item : items) extent.add(item);
    if (!extent.isBounded()) return std::nullopt;
    return std::make_shared<const List>(List{std::move(items), extent.depth + 1, extent.total});
}

std::optional<Value> makeDict(std::vector<std::pair<std::string, Value>> items) {
    Extent extent;
    for (const auto& [key, value] : items) extent.add(value);
    if (!extent.isBounded()) return std::nullopt;
    return std::make_shared<const Dict>(Dict{std::move(items), extent.depth + 1, extent.total});
}

// NOLINTNEXTLINE(misc-no-recursion): maxNesting
std::string textOf(const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return "None";
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "True" : "False";
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
    if (const auto* number = std::get_if<double>(&value)) return textOfNumber(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    std::string out;
    if (const auto* list = std::get_if<std::shared_ptr<const List>>(&value)) {
        for (const Value& item : (*list)->items) out += (out.empty() ? "" : ", ") + quoted(item);
        return '[' + out + ']';
    }
    for (const auto& [key, item] : std::get<std::shared_ptr<const Dict>>(value)->items)
        out += fmt::format("{}'{}': {}", out.empty() ? "" : ", ", key, quoted(item));
    return '{' + out + '}';
}

bool isTrue(const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return false;
    if (const auto number = numberOf(value)) return *number != 0;
    if (const auto* text = std::get_if<std::string>(&value)) return !text->empty();
    if (const auto* list = std::get_if<std::shared_ptr<const List>>(&value)) return !(*list)->items.empty();
    return !std::get<std::shared_ptr<const Dict>>(value)->items.empty();
}

std::optional<double> numberOf(const Value& value) {
    if (const auto* number = std::get_if<double>(&value)) return *number;
    if (const auto whole = integerOf(value)) return static_cast<double>(*whole);
    return std::nullopt;
}

std::optional<std::int64_t> integerOf(const Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? 1 : 0;
    return std::nullopt;
}

// NOLINTNEXTLINE(misc-no-recursion): maxNesting
bool areEqual(const Value& a, const Value& b) {
    const auto left = numberOf(a);
    const auto right = numberOf(b);
    if (left || right) return left && right && *left == *right;
    if (a.index() != b.index()) return false;
    if (const auto* text = std::get_if<std::string>(&a)) return *text == std::get<std::string>(b);
    if (const auto* list = std::get_if<std::shared_ptr<const List>>(&a)) {
        const auto& other = std::get<std::shared_ptr<const List>>(b);
        return *list == other || std::equal((*list)->items.begin(), (*list)->items.end(), other->items.begin(),
                                            other->items.end(), areEqual);
    }
    return textOf(a) == textOf(b);
}

std::string_view kindOf(const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return "None";
    if (std::holds_alternative<bool>(value)) return "a truth value";
    if (numberOf(value)) return "a number";
    if (std::holds_alternative<std::string>(value)) return "a text";
    return std::holds_alternative<std::shared_ptr<const List>>(value) ? "a list" : "a dictionary";
}

Value literalOf(std::string text) {
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') return text.substr(1, text.size() - 2);
    if (text.size() > 64 || text.find('_') != std::string::npos) return text;
    const std::string_view inside = trimmed(text);
    if (const auto whole = wholeNumber(inside)) return *whole;
    if (const auto number = parseNumber(inside, true)) return *number;
    if (inside == "true" || inside == "True") return true;
    if (inside == "false" || inside == "False") return false;
    return text;
}

std::optional<bool> conditionOf(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        const std::string_view inside = trimmed(*text);
        if (inside == "true" || inside == "True") return true;
        if (inside == "false" || inside == "False") return false;
        const auto number = parseNumber(inside);
        return number ? std::optional(*number != 0) : std::nullopt;
    }
    const auto number = numberOf(value);
    return number ? std::optional(*number != 0) : std::nullopt;
}

} // namespace orrery::robot::xacro
