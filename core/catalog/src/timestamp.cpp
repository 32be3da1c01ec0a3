// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "timestamp.h"

#include <charconv>
#include <chrono>
#include <optional>

namespace orrery::catalog {

namespace {

/// The number in these digits and nothing else.
std::optional<unsigned> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (text.size() < at + count) return std::nullopt;
    unsigned value = 0;
    const char* end = text.data() + at + count;
    const auto [stopped, problem] = std::from_chars(text.data() + at, end, value);
    if (problem != std::errc() || stopped != end) return std::nullopt;
    return value;
}

std::uint64_t milliseconds(std::string_view fraction) {
    std::uint64_t value = 0;
    for (std::size_t i = 1; i <= 3; ++i) {
        const bool digit = i < fraction.size() && fraction[i] >= '0' && fraction[i] <= '9';
        value = value * 10 + (digit ? static_cast<std::uint64_t>(fraction[i] - '0') : 0);
    }
    return value;
}

/// Appends the last `count` digits of a number.
void append(std::string& text, std::uint64_t number, std::size_t count) {
    const std::size_t end = text.size() + count;
    text.resize(end);
    for (std::size_t i = 1; i <= count; ++i, number /= 10) text[end - i] = static_cast<char>('0' + number % 10);
}

/// By hand, for an import does this some times for each row.
std::string calendarText(std::uint64_t seconds) {
    const auto days = std::chrono::days(seconds / 86'400);
    const std::chrono::year_month_day date{std::chrono::sys_days(days)};
    std::string text;
    text.reserve(24);
    append(text, static_cast<std::uint64_t>(static_cast<int>(date.year())), 4);
    append(text += '-', static_cast<unsigned>(date.month()), 2);
    append(text += '-', static_cast<unsigned>(date.day()), 2);
    append(text += 'T', seconds / 3600 % 24, 2);
    append(text += ':', seconds / 60 % 60, 2);
    append(text += ':', seconds % 60, 2);
    return text;
}

} // namespace

std::uint64_t readTimestamp(std::string_view text) {
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    if (!year || !month || !day || *year < 1970 || text[4] != '-' || text[7] != '-') return 0;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                           std::chrono::day(*day)};
    if (!date.ok()) return 0;
    const auto days = static_cast<std::uint64_t>(std::chrono::sys_days(date).time_since_epoch().count());
    if (text.size() == 10) return days * 86'400'000;
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return 0;
    const std::uint64_t seconds = days * 86'400 + *hour * 3600 + *minute * 60 + *second;
    const bool fraction = text.size() > 19 && text[19] == '.';
    return seconds * 1000 + (fraction ? milliseconds(text.substr(19)) : 0);
}

std::string timestampText(std::uint64_t time) {
    if (time == 0) return {};
    std::string text = calendarText(time / 1000);
    append(text += '.', time % 1000, 3);
    return text += 'Z';
}

std::string secondsText(std::uint64_t seconds) {
    if (seconds == 0) return {};
    return calendarText(seconds) + "Z";
}

} // namespace orrery::catalog
