// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/error.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

void printJson(const nlohmann::json& json);

nlohmann::json toJson(const orrery::Error& error);

/// A text from outside, safe on a terminal: no control characters, and at most so many characters, else with "…".
std::string printable(std::string_view text, std::size_t longest = 1000);

std::string sizeText(std::uint64_t bytes);  ///< "4.4 GB"
std::string countText(std::uint64_t count); ///< "83.2k"

template <class T>
std::string textOr(const std::optional<T>& value, std::string (*text)(T), const char* otherwise = "-") {
    return value ? text(*value) : otherwise;
}

/// Columns as wide as their widest cell, two blanks apart.
class Table {
public:
    enum class Align { Left, Right };
    struct Column {
        std::string title;
        Align align = Align::Left;
    };
    explicit Table(std::vector<Column> columns) : m_columns(std::move(columns)) {}

    void add(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    [[nodiscard]] std::string text() const;

private:
    std::vector<Column> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};
