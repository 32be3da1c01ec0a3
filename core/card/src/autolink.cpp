// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "autolink.h"

#include <algorithm>

namespace orrery::card {

namespace {

bool isWord(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Where the next address begins, or npos.
std::size_t findAddress(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find("http", from); at != text.npos; at = text.find("http", at + 4)) {
        const std::string_view rest = text.substr(at);
        const std::size_t marks = rest.starts_with("https://") ? 8 : rest.starts_with("http://") ? 7 : 0;
        const bool wordBefore = at > 0 && isWord(text[at - 1]);
        if (marks > 0 && marks < rest.size() && isWord(rest[marks]) && !wordBefore) return at;
    }
    return text.npos;
}

/// How much of the text, which begins with an address, belongs to it.
std::size_t addressLength(std::string_view text) {
    std::size_t end = std::min(text.find_first_of(" \t\n<>\"`"), text.size());
    const std::string_view whole = text.substr(0, end);
    auto surplus = std::ranges::count(whole, ')') - std::ranges::count(whole, '(');
    while (end > 0) {
        const char last = text[end - 1];
        const bool closing = last == ')' && surplus-- > 0;
        if (!closing && std::string_view("?!.,:;*_~'|").find(last) == std::string_view::npos) break;
        --end;
    }
    return end;
}

} // namespace

void splitAddresses(std::string_view text, const std::function<void(std::string_view)>& onText,
                    const std::function<void(std::string_view)>& onAddress) {
    while (!text.empty()) {
        const std::size_t at = std::min(findAddress(text, 0), text.size());
        if (at > 0) onText(text.substr(0, at));
        if (at == text.size()) return;
        text.remove_prefix(at);
        const std::size_t length = addressLength(text);
        onAddress(text.substr(0, length));
        text.remove_prefix(length);
    }
}

} // namespace orrery::card
