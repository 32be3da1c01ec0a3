// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace orrery::conversation {

/// A title from a question: its first words, in one line.
std::string titleOf(std::string_view question);

/// One line without control characters, blanks at its ends or doubled ones.
std::string oneLine(std::string_view text);

} // namespace orrery::conversation
