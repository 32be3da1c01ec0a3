// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace orrery::catalog {

/// ASCII letters in lower case; other bytes as they are.
std::string lowerCase(std::string_view text);

/// One word of a question, and where it counts as found. Names run words together ("qwen2.5-coder-7b"), so long words
/// are found anywhere; short ones and numbers only where a word begins: after a sign, or between a letter and a digit.
/// Numbers and short words must also end there, except the last word of a question, which may be unfinished.
class Word {
public:
    Word(std::string text, bool unfinished);

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] bool atStart() const { return m_atStart; }
    [[nodiscard]] bool startsWithDigit() const { return m_digit; }
    /// Whether the word stands at that place of a text in lower case. @param at < text.size()
    [[nodiscard]] bool isAt(std::string_view text, std::size_t at) const {
        return text.compare(at, m_text.size(), m_text) == 0 && fits(text, at);
    }
    [[nodiscard]] bool isIn(std::string_view text) const;
    /// Whether the text has it as a word of its own.
    [[nodiscard]] bool isWholeWordOf(std::string_view text) const;

private:
    [[nodiscard]] bool fits(std::string_view text, std::size_t at) const;

    std::string m_text;
    bool m_digit;
    bool m_atStart;
    bool m_whole;
};

constexpr std::size_t mostWords = 8;

/// The words of what a person typed, at most mostWords; the last is unfinished unless a space follows it.
std::vector<Word> wordsOf(std::string_view question);

} // namespace orrery::catalog
