// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace orrery::governance {

// Of these only lowerCase(text) allocates: classes are looked up for millions of rows.

char lowerCase(char c);
std::string lowerCase(std::string_view text);
std::string_view trimmed(std::string_view text);

bool lessIgnoringCase(std::string_view a, std::string_view b);
bool sameIgnoringCase(std::string_view a, std::string_view b);

/// Whether the text fits a pattern in which `*` stands for anything; letters' case does not count.
bool matchesGlob(std::string_view text, std::string_view glob);

} // namespace orrery::governance
