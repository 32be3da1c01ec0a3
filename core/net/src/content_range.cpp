// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/net/content_range.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace orrery::net {

namespace {

constexpr std::string_view unit = "bytes ";

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Names of units are the same in either case.
bool isInBytes(std::string_view value) {
    return value.size() >= unit.size() && std::equal(unit.begin(), unit.end(), value.begin(), [](char wanted, char c) {
               return c == wanted || (wanted != ' ' && c == wanted - 'a' + 'A');
           });
}

std::optional<ContentRange::Span> spanIn(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto first = number(text.substr(0, dash));
    const auto last = number(text.substr(dash + 1));
    if (!first || !last || *last < *first || *last == std::numeric_limits<std::uint64_t>::max()) return std::nullopt;
    return ContentRange::Span{*first, *last + 1};
}

} // namespace

std::optional<ContentRange> parseContentRange(std::string_view value) {
    const std::size_t slash = value.find('/');
    if (!isInBytes(value) || slash == std::string_view::npos || slash < unit.size()) return std::nullopt;
    const std::string_view span = value.substr(unit.size(), slash - unit.size());
    const std::string_view total = value.substr(slash + 1);
    ContentRange range;
    range.total = number(total);
    if (!range.total && total != "*") return std::nullopt;
    if (span == "*") return range;
    range.span = spanIn(span);
    if (!range.span || (range.total && range.span->end > *range.total)) return std::nullopt;
    return range;
}

} // namespace orrery::net
