// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace orrery::hub {

/// RFC 3986: everything but unreserved characters becomes %XX; with `keepSlashes` '/' stays too.
std::string percentEncoded(std::string_view text, bool keepSlashes = false);

/// Nothing when a '%' is not followed by two hex digits.
std::optional<std::string> percentDecoded(std::string_view text);

} // namespace orrery::hub
