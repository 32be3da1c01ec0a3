// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "byte_ranges.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace orrery::download {

/// A Content-Range header: "bytes 0-99/1000", "bytes 0-99/*" or "bytes */1000" (RFC 9110).
struct ContentRange {
    std::optional<Span> span;
    std::optional<std::uint64_t> total;
};
std::optional<ContentRange> parseContentRange(std::string_view value);

std::optional<std::uint64_t> parseNumber(std::string_view text);

} // namespace orrery::download
