// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_sequences.h"

#include "xacro_functions.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace orrery::robot::xacro {
namespace {

constexpr std::size_t longestText = 1U << 20U;

std::nullopt_t no(ExpressionProblem& problem, std::string message, bool unsupported = false) {
    if (problem.message.empty()) problem = {std::move(message), unsupported};
    return std::nullopt;
}

const List* listOf(const Value& value) {
    const auto* list = std::get_if<std::shared_ptr<const List>>(&value);
    return list ? list->get() : nullptr;
}

const Dict* dictOf(const Value& value) {
    const auto* dict = std::get_if<std::shared_ptr<const Dict>>(&value);
    return dict ? dict->get() : nullptr;
}

std::optional<Value> listed(std::vector<Value> items, ExpressionProblem& problem) {
    if (auto list = makeList(std::move(items))) return list;
    return no(problem, "it holds too much");
}

std::optional<Value> range(std::span<const Value> arguments, ExpressionProblem& problem) {
    std::array<std::int64_t, 3> numbers{0, 0, 1};
    if (arguments.empty() || arguments.size() > 3) return no(problem, "range() needs one to three whole numbers");
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto whole = integerOf(arguments[i]);
        if (!whole) return no(problem, "range() needs whole numbers");
        numbers.at(arguments.size() == 1 ? 1 : i) = *whole;
    }
    const auto [begin, end, step] = numbers;
    if (step == 0) return no(problem, "range() with a step of 0");
    const double count = (static_cast<double>(end) - static_cast<double>(begin)) / static_cast<double>(step);
    if (count > static_cast<double>(maxItems)) return no(problem, "it holds too much");
    std::vector<Value> items;
    for (std::int64_t at = begin; step > 0 ? at < end : at > end;) {
        items.emplace_back(at);
        if (__builtin_add_overflow(at, step, &at)) break;
    }
    return listed(std::move(items), problem);
}

std::optional<Value> sorted(std::vector<Value> items, ExpressionProblem& problem) {
    const bool numbers = std::ranges::all_of(items, [](const Value& item) { return numberOf(item).has_value(); });
    const bool texts =
        std::ranges::all_of(items, [](const Value& item) { return std::holds_alternative<std::string>(item); });
    if (!numbers && !texts) return no(problem, "sorted() needs numbers or texts");
    std::ranges::stable_sort(items, [&](const Value& a, const Value& b) {
        return numbers ? *numberOf(a) < *numberOf(b) : std::get<std::string>(a) < std::get<std::string>(b);
    });
    return listed(std::move(items), problem);
}

std::optional<Value> zipped(std::span<const Value> arguments, ExpressionProblem& problem) {
    std::vector<std::vector<Value>> columns;
    std::size_t shortest = arguments.empty() ? 0 : maxItems;
    for (const Value& argument : arguments) {
        auto items = itemsOf(argument, problem);
        if (!items) return std::nullopt;
        shortest = std::min(shortest, items->size());
        columns.push_back(*std::move(items));
    }
    std::vector<Value> rows;
    for (std::size_t i = 0; i < shortest; ++i) {
        std::vector<Value> row;
        row.reserve(columns.size());
        for (const auto& column : columns) row.push_back(column[i]);
        auto made = listed(std::move(row), problem);
        if (!made) return std::nullopt;
        rows.push_back(*std::move(made));
    }
    return listed(std::move(rows), problem);
}

std::optional<Value> enumerated(const std::vector<Value>& items, ExpressionProblem& problem) {
    std::vector<Value> numbers;
    for (std::size_t i = 0; i < items.size(); ++i) numbers.emplace_back(static_cast<std::int64_t>(i));
    auto counted = listed(std::move(numbers), problem);
    auto given = listed(items, problem);
    if (!counted || !given) return std::nullopt;
    return zipped(std::array{*std::move(counted), *std::move(given)}, problem);
}

std::string_view strippedOf(std::string_view text, std::string_view unwanted, bool left, bool right) {
    if (left) text.remove_prefix(std::min(text.find_first_not_of(unwanted), text.size()));
    if (right) text = text.substr(0, text.find_last_not_of(unwanted) + 1);
    return text;
}

std::vector<Value> split(std::string_view text, std::optional<std::string_view> separator) {
    constexpr std::string_view blanks = " \t\r\n";
    std::vector<Value> parts;
    while (parts.size() <= maxItems) {
        if (!separator) text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
        if (!separator && text.empty()) break;
        const auto end = separator ? text.find(*separator) : text.find_first_of(blanks);
        parts.emplace_back(std::string(text.substr(0, end)));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + (separator ? separator->size() : 1));
    }
    return parts;
}

std::optional<Value> joined(const std::string& between, const Value& parts, ExpressionProblem& problem) {
    const auto items = itemsOf(parts, problem);
    if (!items) return std::nullopt;
    std::string out;
    for (std::size_t i = 0; i < items->size(); ++i) {
        const auto* text = std::get_if<std::string>(&(*items)[i]);
        if (!text) return no(problem, "join() needs texts");
        out += (i > 0 ? between : std::string()) + *text;
        if (out.size() > longestText) return no(problem, "the text is too long");
    }
    return out;
}

std::optional<Value> replaced(const std::string& text, const std::string& from, const std::string& to,
                              ExpressionProblem& problem) {
    if (from.empty()) return no(problem, "replace() of nothing");
    std::string out;
    for (std::size_t at = 0;;) {
        const auto found = text.find(from, at);
        out.append(text, at, found - at);
        if (found == std::string::npos) return out;
        out += to;
        at = found + from.size();
        if (out.size() > longestText) return no(problem, "the text is too long");
    }
}

std::string inCase(std::string text, bool upper) {
    for (char& c : text) {
        if (upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (!upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

Value countOf(const std::string& text, const std::string& part) {
    std::int64_t count = 0;
    for (std::size_t at = text.find(part); !part.empty() && at != std::string::npos; at = text.find(part, at)) {
        ++count;
        at += part.size();
    }
    return count;
}

/// `known` says whether there is such a method for so many arguments.
std::optional<Value> ofText(const std::string& text, std::string_view method, std::span<const Value> arguments,
                            ExpressionProblem& problem, bool& known) {
    std::vector<std::string> given;
    for (const Value& argument : arguments) {
        const auto* part = std::get_if<std::string>(&argument);
        if (part) given.push_back(*part);
    }
    const bool texts = given.size() == arguments.size();
    known = true;
    if (method == "join" && arguments.size() == 1) return joined(text, arguments[0], problem);
    if (texts && method == "split" && (given.empty() || (given.size() == 1 && !given[0].empty())))
        return listed(split(text, given.empty() ? std::nullopt : std::optional<std::string_view>(given[0])), problem);
    if (texts && given.size() <= 1 && (method == "strip" || method == "lstrip" || method == "rstrip"))
        return std::string(
            strippedOf(text, given.empty() ? " \t\r\n" : given[0], method != "rstrip", method != "lstrip"));
    if (given.empty() && arguments.empty() && (method == "upper" || method == "lower"))
        return inCase(text, method == "upper");
    if (texts && given.size() == 2 && method == "replace") return replaced(text, given[0], given[1], problem);
    if (texts && given.size() == 1) {
        if (method == "startswith") return text.starts_with(given[0]);
        if (method == "endswith") return text.ends_with(given[0]);
        if (method == "count") return countOf(text, given[0]);
        const auto found = text.find(given[0]);
        if (method == "find") return found == std::string::npos ? std::int64_t{-1} : static_cast<std::int64_t>(found);
    }
    known = false;
    return std::nullopt;
}

std::optional<Value> ofList(const List& list, std::string_view method, std::span<const Value> arguments,
                            ExpressionProblem& problem, bool& known) {
    known = arguments.size() == 1 && (method == "index" || method == "count");
    if (!known) return std::nullopt;
    const auto is = [&](const Value& item) { return areEqual(item, arguments[0]); };
    if (method == "count") return static_cast<std::int64_t>(std::ranges::count_if(list.items, is));
    const auto found = std::ranges::find_if(list.items, is);
    if (found == list.items.end()) return no(problem, "index() of what the list does not hold");
    return static_cast<std::int64_t>(found - list.items.begin());
}

std::optional<Value> ofDict(const Dict& dict, std::string_view method, std::span<const Value> arguments,
                            ExpressionProblem& problem, bool& known) {
    known = true;
    if (method == "get" && (arguments.size() == 1 || arguments.size() == 2)) {
        if (const Value* found = dict.find(textOf(arguments[0]))) return *found;
        return arguments.size() == 2 ? arguments[1] : Value();
    }
    known = arguments.empty() && (method == "keys" || method == "values" || method == "items");
    if (!known) return std::nullopt;
    std::vector<Value> out;
    for (const auto& [key, value] : dict.items) {
        if (method == "keys") out.emplace_back(key);
        if (method == "values") out.push_back(value);
        if (method != "items") continue;
        auto pair = listed({Value(key), value}, problem);
        if (!pair) return std::nullopt;
        out.push_back(*std::move(pair));
    }
    return listed(std::move(out), problem);
}

} // namespace

std::optional<std::vector<Value>> itemsOf(const Value& value, ExpressionProblem& problem) {
    if (const List* list = listOf(value)) return list->items;
    std::vector<Value> items;
    if (const Dict* dict = dictOf(value)) {
        for (const auto& [key, item] : dict->items) items.emplace_back(key);
        return items;
    }
    const auto* text = std::get_if<std::string>(&value);
    if (!text || text->size() > maxItems) return no(problem, fmt::format("{} has no items", kindOf(value)));
    for (const char c : *text) items.emplace_back(std::string(1, c));
    return items;
}

std::optional<Value> sliceOf(const Value& container, const std::array<Value, 3>& bounds, ExpressionProblem& problem) {
    const List* list = listOf(container);
    const auto* text = std::get_if<std::string>(&container);
    if (!list && !text) return no(problem, fmt::format("{} has no slices", kindOf(container)));
    const auto size = static_cast<std::int64_t>(list ? list->items.size() : text->size());
    std::array<std::optional<std::int64_t>, 3> given;
    for (std::size_t i = 0; i < given.size(); ++i) {
        given.at(i) = integerOf(bounds.at(i));
        if (!given.at(i) && !std::holds_alternative<std::monostate>(bounds.at(i)))
            return no(problem, "a slice needs whole numbers");
    }
    const std::int64_t step = std::clamp(given[2].value_or(1), -size - 1, size + 1);
    if (step == 0) return no(problem, "a slice with a step of 0");
    const std::int64_t first = step > 0 ? 0 : -1; // how far outside a bound may lie
    const std::int64_t last = step > 0 ? size : size - 1;
    const auto place = [&](std::optional<std::int64_t> bound, std::int64_t otherwise) {
        if (!bound) return otherwise;
        return std::clamp(*bound < 0 ? std::max(*bound, -size - 1) + size : *bound, first, last);
    };
    const std::int64_t end = place(given[1], step > 0 ? size : -1);
    std::vector<Value> items;
    std::string part;
    for (std::int64_t at = place(given[0], step > 0 ? 0 : size - 1); step > 0 ? at < end : at > end; at += step) {
        if (list) items.push_back(list->items[static_cast<std::size_t>(at)]);
        if (text) part += (*text)[static_cast<std::size_t>(at)];
    }
    return text ? Value(std::move(part)) : listed(std::move(items), problem);
}

std::optional<Value> callSequence(std::string_view name, std::span<const Value> arguments, ExpressionProblem& problem) {
    if (name == "range") return range(arguments, problem);
    if (name == "zip") return zipped(arguments, problem);
    constexpr std::array ones{"list", "tuple", "sorted", "reversed", "any", "all", "enumerate"};
    if (std::ranges::find(ones, name) == ones.end()) return std::nullopt;
    if (arguments.size() != 1) return no(problem, fmt::format("{}() needs one argument", name));
    auto items = itemsOf(arguments[0], problem);
    if (!items) return std::nullopt;
    if (name == "any") return std::ranges::any_of(*items, isTrue);
    if (name == "all") return std::ranges::all_of(*items, isTrue);
    if (name == "sorted") return sorted(*std::move(items), problem);
    if (name == "enumerate") return enumerated(*items, problem);
    if (name == "reversed") std::ranges::reverse(*items);
    return listed(*std::move(items), problem);
}

std::optional<Value> callMethod(const Value& object, std::string_view method, std::span<const Value> arguments,
                                ExpressionProblem& problem) {
    bool known = false;
    std::optional<Value> value;
    if (const auto* text = std::get_if<std::string>(&object)) value = ofText(*text, method, arguments, problem, known);
    if (const List* list = listOf(object)) value = ofList(*list, method, arguments, problem, known);
    if (const Dict* dict = dictOf(object)) value = ofDict(*dict, method, arguments, problem, known);
    if (known) return value;
    return no(problem, fmt::format("the method .{}() of {} is not known here", method.substr(0, 40), kindOf(object)),
              true);
}

} // namespace orrery::robot::xacro
