// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "text.h"

#include <algorithm>

namespace orrery::governance {
namespace {

constexpr auto lower = [](char c) { return lowerCase(c); };

} // namespace

char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowerCase(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = lowerCase(c);
    return result;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1); // npos + 1 is 0
}

bool lessIgnoringCase(std::string_view a, std::string_view b) {
    return std::ranges::lexicographical_compare(a, b, {}, lower, lower);
}

bool sameIgnoringCase(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
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
