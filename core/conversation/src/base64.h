// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace orrery::conversation {

/// RFC 4648, with padding.
std::string toBase64(std::string_view bytes);
/// Nothing when it is none. Line breaks are skipped, padding may be missing.
std::optional<std::string> fromBase64(std::string_view text);

} // namespace orrery::conversation
