// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace orrery::card {

/// The text with its HTML character references (`&amp;`, `&#x41;`) resolved; unknown names stay as they are.
std::string decodeEntities(std::string_view text);

} // namespace orrery::card
