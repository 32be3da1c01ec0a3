// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "word.h"

#include <utility>

namespace orrery::catalog {

namespace {
constexpr std::size_t longWord = 3;
}

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    return lower;
}

std::size_t detail::wordEnd(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    const auto digitAt = [&](std::size_t place) { return place < text.size() && isDigit(text[place]); };
    while (digitAt(at) || (at > begin && at < text.size() && text[at] == '.' && digitAt(at + 1))) ++at;
    while (at < text.size() && isLetter(text[at])) ++at;
    return at;
}

Word::Word(std::string text, bool unfinished)
    : m_text(std::move(text)),
      m_atStart(detail::isDigit(m_text.front()) || m_text.size() < longWord),
      m_whole(m_atStart && !unfinished) {}

std::vector<Word> wordsOf(std::string_view question) {
    const std::string text = lowerCase(question);
    std::vector<Word> words;
    forEachWord(text, [&](std::string_view word) {
        const bool last = word.data() + word.size() == text.data() + text.size();
        if (words.size() < mostWords) words.emplace_back(std::string(word), last);
    });
    return words;
}

} // namespace orrery::catalog
