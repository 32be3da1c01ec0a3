// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace {

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Characters, as far as a terminal shows one a code point.
std::size_t widthOf(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !isContinuation(c); }));
}

std::string padded(const std::string& text, std::size_t width, Table::Align align) {
    const std::string blanks(width - std::min(width, widthOf(text)), ' ');
    return align == Table::Align::Right ? blanks + text : text + blanks;
}

/// Three digits and the unit that keeps the number below a thousand.
template <std::size_t N>
std::string scaled(std::uint64_t value, const std::array<const char*, N>& units) {
    constexpr double step = 1000;
    auto number = static_cast<double>(value);
    std::size_t unit = 0;
    for (; number >= step - 0.05 && unit + 1 < N; ++unit) number /= step;
    return unit == 0 ? fmt::format("{}{}", value, units[0]) : fmt::format("{:.1f}{}", number, units[unit]);
}

} // namespace

void printJson(const nlohmann::json& json) {
    fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

nlohmann::json toJson(const orrery::Error& error) {
    return {{"code", error.code.text()}, {"message", error.message}, {"detail", error.detail}, {"where", error.where}};
}

std::string printable(std::string_view text, std::size_t longest) {
    std::string result;
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool c1Control = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (!isContinuation(text[i]) && ++width > longest) return result + "…";
        result += byte < ' ' || byte == 0x7F || c1Control ? ' ' : text[i];
        if (c1Control) ++i;
    }
    return result;
}

std::string sizeText(std::uint64_t bytes) {
    return scaled(bytes, std::array{" B", " kB", " MB", " GB", " TB"});
}

std::string countText(std::uint64_t count) {
    return scaled(count, std::array{"", "k", "M", "B", "T"});
}

std::string Table::text() const {
    std::vector<std::size_t> widths;
    for (const Column& column : m_columns) widths.push_back(widthOf(column.title));
    for (const auto& row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    std::string text;
    const auto addLine = [&](const auto& cellAt) {
        std::string line;
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            line += (i == 0 ? "" : "  ") + padded(cellAt(i), widths[i], m_columns[i].align);
        text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    };
    addLine([this](std::size_t i) { return m_columns[i].title; });
    for (const auto& row : m_rows) addLine([&row](std::size_t i) { return row[i]; });
    return text;
}
