// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "word.h"

#include <algorithm>
#include <utility>

namespace orrery::catalog {

namespace {

constexpr std::size_t longWord = 3;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Letters of other alphabets are bytes above ASCII.
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Whether a word ends before, and another may begin at, that place. A point between digits joins them: "2.5".
bool isBoundary(std::string_view text, std::size_t at) {
    if (at == 0 || at >= text.size()) return true;
    const char before = text[at - 1];
    const char after = text[at];
    if (isDigit(before)) return !isDigit(after) && (after != '.' || at + 1 >= text.size() || !isDigit(text[at + 1]));
    if (isLetter(before)) return !isLetter(after);
    return before != '.' || at < 2 || !isDigit(text[at - 2]) || !isDigit(after);
}

bool belongsToWord(std::string_view text, std::size_t at) {
    if (isDigit(text[at]) || isLetter(text[at])) return true;
    return text[at] == '.' && at > 0 && at + 1 < text.size() && isDigit(text[at - 1]) && isDigit(text[at + 1]);
}

} // namespace

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    return lower;
}

Word::Word(std::string text, bool unfinished)
    : m_text(std::move(text)),
      m_digit(isDigit(m_text.front())),
      m_atStart(m_digit || m_text.size() < longWord),
      m_whole(m_atStart && !unfinished) {}

bool Word::fits(std::string_view text, std::size_t at) const {
    return (!m_atStart || isBoundary(text, at)) && (!m_whole || isBoundary(text, at + m_text.size()));
}

bool Word::isIn(std::string_view text) const {
    for (std::size_t at = text.find(m_text); at != std::string_view::npos; at = text.find(m_text, at + 1)) {
        if (fits(text, at)) return true;
    }
    return false;
}

bool Word::isWholeWordOf(std::string_view text) const {
    for (std::size_t at = text.find(m_text); at != std::string_view::npos; at = text.find(m_text, at + 1)) {
        if (isBoundary(text, at) && isBoundary(text, at + m_text.size())) return true;
    }
    return false;
}

std::vector<Word> wordsOf(std::string_view question) {
    const std::string text = lowerCase(question);
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size() && words.size() < mostWords;) {
        const std::size_t begin = at;
        while (at < text.size() && belongsToWord(text, at)) ++at;
        if (at > begin) words.emplace_back(text.substr(begin, at - begin), at == text.size());
        if (at == begin) ++at;
    }
    return words;
}

} // namespace orrery::catalog
