// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "content_range.h"

#include <charconv>

namespace orrery::download {

std::optional<std::uint64_t> parseNumber(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<ContentRange> parseContentRange(std::string_view value) {
    constexpr std::string_view unit = "bytes ";
    const std::size_t slash = value.find('/');
    if (!value.starts_with(unit) || slash == std::string_view::npos) return std::nullopt;
    const std::string_view span = value.substr(unit.size(), slash - unit.size());
    const std::string_view total = value.substr(slash + 1);
    ContentRange range;
    range.total = parseNumber(total);
    if (!range.total && total != "*") return std::nullopt;
    if (span == "*") return range;
    const std::size_t dash = span.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto first = parseNumber(span.substr(0, dash));
    const auto last = parseNumber(span.substr(dash + 1));
    if (!first || !last || *last < *first || *last == UINT64_MAX) return std::nullopt;
    range.span = Span{*first, *last + 1};
    return range;
}

} // namespace orrery::download
