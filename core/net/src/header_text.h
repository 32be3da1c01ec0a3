// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/net/http_client.h>

#include <string>
#include <string_view>

namespace orrery::net {

/// A to Z in lower case; other bytes as they are.
std::string lowered(std::string_view text);

/// Without spaces, tabs and line ends around it.
std::string_view trimmed(std::string_view text);

/// Whether it may be a method or a header's name (RFC 9110, "token").
bool isToken(std::string_view text);

/// Whether it may be a header's value: nothing in it ends the line.
bool isHeaderValue(std::string_view text);

/// Names compare without regard to case; `name` is in lower case.
bool hasHeader(const Headers& headers, std::string_view name);

} // namespace orrery::net
