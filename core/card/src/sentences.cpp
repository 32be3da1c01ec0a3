// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/card/streaming.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace orrery::card {

namespace {

constexpr std::size_t npos = std::string_view::npos;

/// The length of the sign at `at` that ends a sentence, 0 if there is none.
std::size_t endSignAt(std::string_view text, std::size_t at) {
    constexpr std::array<std::string_view, 9> signs = {".", "!", "?", "…", "。", "！", "？", "؟", "।"};
    for (const std::string_view sign : signs)
        if (text.substr(at).starts_with(sign)) return sign.size();
    return 0;
}

bool needsNoSpace(std::string_view sign) {
    return sign == "。" || sign == "！" || sign == "？";
}

/// Quotes, brackets and Markdown's marks that may close after the sign.
std::size_t closersAt(std::string_view text, std::size_t at) {
    constexpr std::array<std::string_view, 13> closers = {"\"", "'", ")", "]", "*",  "_", "`",
                                                          "”",  "’", "»", "“", "」", "』"};
    const std::size_t begin = at;
    for (bool found = true; found;) {
        found = false;
        for (const std::string_view closer : closers) {
            if (!text.substr(at).starts_with(closer)) continue;
            at += closer.size();
            found = true;
        }
    }
    return at - begin;
}

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view wordBefore(std::string_view text, std::size_t end) {
    const std::size_t space = end == 0 ? npos : text.find_last_of(" \t\n(\"*_", end - 1);
    return text.substr(space == npos ? 0 : space + 1, end - (space == npos ? 0 : space + 1));
}

/// "Dr", "e.g", "J", "3": a point behind these ends no sentence.
bool isShortened(std::string_view word) {
    constexpr std::array<std::string_view, 21> known = {"Dr",  "Mr",  "Mrs", "Ms", "Prof", "St",  "vs",
                                                        "etc", "e.g", "i.e", "cf", "No",   "Fig", "approx",
                                                        "z.B", "d.h", "bzw", "ca", "Nr",   "usw", "al"};
    if (word.empty()) return true;
    if (std::ranges::find(known, word) != known.end()) return true;
    const bool number = std::ranges::all_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
    constexpr std::size_t longestListNumber = 3;
    return (number && word.size() <= longestListNumber) ||
           (word.size() == 1 && word != "I" && std::isalpha(static_cast<unsigned char>(word[0])) != 0);
}

/// Whether what follows the white space goes on in small letters; nothing follows yet: not known, no.
bool goesOnSmall(std::string_view text, std::size_t at) {
    const std::size_t next = text.find_first_not_of(" \t", at);
    return next != npos && std::islower(static_cast<unsigned char>(text[next])) != 0;
}

} // namespace

std::size_t endOfSentences(std::string_view text, std::size_t from) {
    std::size_t last = from;
    bool words = false; // since the last end
    for (std::size_t at = from; at < text.size(); ++at) {
        if (text[at] == '\n') {
            if (words) last = at + 1;
            words = false;
            continue;
        }
        const std::size_t sign = endSignAt(text, at);
        words = words || !isSpace(text[at]);
        if (sign == 0) continue;
        const std::size_t end = at + sign + closersAt(text, at + sign);
        const bool free = needsNoSpace(text.substr(at, sign));
        const bool followed = end < text.size() && isSpace(text[end]);
        const bool point = text[at] == '.';
        const bool inside = point && (isShortened(wordBefore(text, at)) || goesOnSmall(text, end));
        if (endSignAt(text, end) == 0 && (free || followed) && !inside) {
            last = end;
            words = false;
        }
        at += sign - 1;
    }
    return last;
}

} // namespace orrery::card
