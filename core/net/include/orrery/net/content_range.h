// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace orrery::net {

/// What part of a file an answer holds: the value of a Content-Range header (RFC 9110, section 14.4).
struct ContentRange {
    struct Span {
        std::uint64_t first = 0;
        std::uint64_t end = 0; ///< One beyond the last byte, so always more than `first`.
    };
    std::optional<Span> span;           ///< None: "*", no part could be sent.
    std::optional<std::uint64_t> total; ///< Bytes of the whole file, never less than the span's end. None: not known.
};

/// Reads "bytes 0-99/1000", "bytes 0-99/*" or "bytes */1000"; nothing for anything else, a span that ends before it
/// begins or beyond the file among it.
std::optional<ContentRange> parseContentRange(std::string_view value);

} // namespace orrery::net
