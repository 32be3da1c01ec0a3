// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace orrery::card {

struct SoberText {
    std::string text;
    bool cut = false;
};

/// What the Markdown parser can read in linear time and memory, whatever was written. cmark-gfm 0.29 is quadratic in
/// repeated table delimiters and in nested brackets, multiplies reference definitions by their uses and cells by
/// columns, and walks all open containers for each line; so these are bounded here: surplus nesting and delimiters
/// vanish, overlong paragraphs are broken by an empty line, and where a budget ends the card ends. None of this touches
/// a card a person would write.
SoberText soberText(std::string_view repaired);

} // namespace orrery::card
