// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "columns.h"
#include "word.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace orrery::catalog {

/// Where each row has each word of a question: bit n is the n-th word.
class TextMatch {
public:
    /// @param question what was typed. @param prose for each of its words (wordsOf), the ids of entries whose prose
    /// has it.
    TextMatch(const Columns& columns, const std::string& question, const std::vector<std::vector<std::int64_t>>& prose);

    /// All words, wherever they stand.
    [[nodiscard]] bool has(std::uint32_t row) const { return m_anywhere[row] == m_all; }

    /// The higher, the better an answer: words in the name count more than in a tag, and those more than in prose;
    /// among alike ones the more popular is better. A score below `least` is only known to be so.
    [[nodiscard]] float score(const Columns& columns, std::uint32_t row, float least) const;

private:
    void findInProse(const std::vector<std::vector<std::int64_t>>& prose);
    void findInLabels(const Columns& columns);
    void findInNames(const Columns& columns);
    [[nodiscard]] bool isExactly(std::string_view name) const;

    std::vector<Word> m_words;
    std::string m_question; ///< In lower case.
    std::uint8_t m_all;
    std::array<float, 256> m_share{}; ///< Of the words, for each set of them.
    std::vector<std::uint8_t> m_anywhere, m_inName, m_asWordInName, m_inLabel;
};

} // namespace orrery::catalog
