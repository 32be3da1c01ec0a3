// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "title.h"

namespace orrery::conversation {

namespace {

constexpr std::size_t longestTitle = 80; // bytes

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

} // namespace

std::string oneLine(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool blank = static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
        if (!blank)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

std::string titleOf(std::string_view question) {
    std::string title = oneLine(question.substr(0, 4 * longestTitle));
    if (title.size() <= longestTitle) return title;
    std::size_t end = longestTitle;
    while (end > 0 && isContinuation(title[end])) --end;
    if (const std::size_t blank = title.rfind(' ', end); blank != std::string::npos && blank > longestTitle / 2)
        end = blank;
    return title.substr(0, end) + "…";
}

} // namespace orrery::conversation
