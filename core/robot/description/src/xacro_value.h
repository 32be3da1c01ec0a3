// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace orrery::robot::xacro {

struct List;
struct Dict;

/// What an expression can be, with Python's meaning. Lists and dictionaries never change once made.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<const List>,
                           std::shared_ptr<const Dict>>;

inline constexpr int maxNesting = 16;
inline constexpr std::size_t maxItems = 20000;

struct List {
    std::vector<Value> items;
    int depth = 1;         ///< Lists in lists, counted from inside.
    std::size_t total = 0; ///< Items in all of them.
};

struct Dict {
    std::vector<std::pair<std::string, Value>> items;
    int depth = 1;
    std::size_t total = 0;

    [[nodiscard]] const Value* find(std::string_view key) const;
};

/// Nothing when it would be nested too deeply or hold too much.
std::optional<Value> makeList(std::vector<Value> items);
std::optional<Value> makeDict(std::vector<std::pair<std::string, Value>> items);

/// The text that stands in the output: as Python's str().
std::string textOf(const Value& value);
bool isTrue(const Value& value);
/// A number, of any kind including a truth value.
std::optional<double> numberOf(const Value& value);
std::optional<std::int64_t> integerOf(const Value& value); ///< Of an integer or truth value only.
bool areEqual(const Value& a, const Value& b);
/// "a number", "a text" ...
std::string_view kindOf(const Value& value);

/// What a property's text means: a number, a truth value, a quoted text without its quotes, else the text.
Value literalOf(std::string text);

/// What the value of <xacro:if> means; nothing when it is no truth value.
std::optional<bool> conditionOf(const Value& value);

} // namespace orrery::robot::xacro
