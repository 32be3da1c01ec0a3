// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace orrery::hub {

/// The address a Link header (RFC 8288) calls rel="next", as it stands there; nothing when there is none. Takes any
/// bytes.
std::optional<std::string> nextLink(std::string_view header);

} // namespace orrery::hub
