// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace orrery::hub {

// ASCII only, whatever the locale.
bool isAlphanumeric(char c);
bool isHex(std::string_view text, std::size_t length);
std::string lowered(std::string_view text);
std::string_view trimmed(std::string_view text);
bool hasControlCharacters(std::string_view text);

/// Empty parts are kept.
std::vector<std::string_view> split(std::string_view text, char separator);

} // namespace orrery::hub
