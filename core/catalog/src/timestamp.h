// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace orrery::catalog {

/// Milliseconds since 1970 (UTC) of "2026-05-03", "2026-05-03T09:10:11Z" or "2026-05-03T09:10:11.000Z"; 0 for anything
/// else, and for what was before 1970.
std::uint64_t readTimestamp(std::string_view text);

/// The other way: "2026-05-03T09:10:11.000Z" as the Hub writes it; empty for 0.
std::string timestampText(std::uint64_t milliseconds);
/// Without fractions of a second.
std::string secondsText(std::uint64_t seconds);

} // namespace orrery::catalog
