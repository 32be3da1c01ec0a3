// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "text.h"

#include <algorithm>

namespace orrery::governance {

char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = lowerCase(c);
    return lower;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1); // npos + 1 is 0
}

std::strong_ordering compareIgnoringCase(std::string_view a, std::string_view b) {
    return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end(), [](char left, char right) {
        return lowerCase(left) <=> lowerCase(right);
    });
}

bool sameIgnoringCase(std::string_view a, std::string_view b) {
    return a.size() == b.size() && compareIgnoringCase(a, b) == 0;
}

bool matchesGlob(std::string_view text, std::string_view glob) {
    std::size_t at = 0;
    std::size_t place = 0;
    std::size_t star = std::string_view::npos; // the last one met, and up to where it reaches now
    std::size_t reach = 0;
    while (at < text.size()) {
        if (place < glob.size() && glob[place] == '*') {
            star = place++;
            reach = at;
        } else if (place < glob.size() && lowerCase(glob[place]) == lowerCase(text[at])) {
            ++place;
            ++at;
        } else if (star != std::string_view::npos) {
            place = star + 1;
            at = ++reach;
        } else {
            return false;
        }
    }
    return glob.find_first_not_of('*', place) == std::string_view::npos;
}

} // namespace orrery::governance
