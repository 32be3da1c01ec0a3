// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace orrery::catalog {

/// ASCII letters in lower case; other bytes as they are.
std::string lowerCase(std::string_view text);

/// Calls found(word) for each word of a text in lower case. A word is a run of letters, or a number with the letters
/// right behind it: "qwen2.5-coder-7b" has "qwen", "2.5", "coder", "7b". Bytes above ASCII are letters.
template <class Found>
void forEachWord(std::string_view text, const Found& found);

/// One word of a question, and which words count as found by it. Names run words together ("deepseekcoder"), so long
/// words are found within others; short ones and numbers only at their beginning. Those must also be the whole word,
/// except the last of a question, which may be unfinished.
class Word {
public:
    Word(std::string text, bool unfinished);

    [[nodiscard]] const std::string& text() const { return m_text; }
    /// Found only where a word begins.
    [[nodiscard]] bool atStart() const { return m_atStart; }
    /// Found only as a whole word.
    [[nodiscard]] bool whole() const { return m_whole; }

private:
    std::string m_text;
    bool m_atStart;
    bool m_whole;
};

constexpr std::size_t mostWords = 8;

/// The words of what a person typed, at most mostWords; the last is unfinished unless a space follows it.
std::vector<Word> wordsOf(std::string_view question);

namespace detail {

inline bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
inline bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
/// The end of the word that begins at that place.
std::size_t wordEnd(std::string_view text, std::size_t begin);

} // namespace detail

template <class Found>
void forEachWord(std::string_view text, const Found& found) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = detail::wordEnd(text, at);
        if (end > at) found(text.substr(at, end - at));
        at = end > at ? end : at + 1;
    }
}

} // namespace orrery::catalog
