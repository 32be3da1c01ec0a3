// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "text_match.h"

#include <algorithm>
#include <bit>

namespace orrery::catalog {

namespace {

// Popularity is 0 to about 60, for all but a few dozen repositories below 40.
constexpr float inNameScore = 40;
constexpr float inLabelScore = 15;
constexpr float wholeWordScore = 8;
constexpr float exactNameScore = 40;
constexpr float beginningScore = 4;

std::uint8_t bit(std::size_t word) {
    return static_cast<std::uint8_t>(1U << word);
}

std::string trimmed(std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
    return text;
}

} // namespace

TextMatch::TextMatch(const Columns& columns, const std::string& question,
                     const std::vector<std::vector<std::int64_t>>& prose)
    : m_words(wordsOf(question)),
      m_question(trimmed(lowerCase(question))),
      m_all(static_cast<std::uint8_t>((1U << m_words.size()) - 1)),
      m_anywhere(columns.size()),
      m_inName(columns.size()),
      m_asWordInName(columns.size()),
      m_inLabel(columns.size()) {
    for (unsigned words = 1; words < m_share.size(); ++words) {
        m_share[words] = static_cast<float>(std::popcount(words)) / static_cast<float>(m_words.size());
    }
    findInProse(prose);
    findInLabels(columns);
    findInNames(columns);
}

void TextMatch::findInProse(const std::vector<std::vector<std::int64_t>>& prose) {
    for (std::size_t word = 0; word < prose.size() && word < m_words.size(); ++word) {
        for (const std::int64_t id : prose[word]) {
            const auto row = static_cast<std::size_t>(id - 1);
            if (row < m_anywhere.size()) m_anywhere[row] |= bit(word);
        }
    }
}

void TextMatch::findInLabels(const Columns& columns) {
    std::vector<std::uint8_t> ofLabel(columns.labels.size());
    std::vector<std::uint32_t> found;
    for (std::size_t word = 0; word < m_words.size(); ++word) {
        columns.lowerLabels.find(m_words[word], [&](std::uint32_t label) {
            if (columns.labels.at(label).find(':') != std::string_view::npos) return; // it refers to something else
            if (ofLabel[label] == 0) found.push_back(label);
            ofLabel[label] |= bit(word);
        });
    }
    for (const std::uint32_t label : found) {
        columns.rowsWithLabel().forEach(label, [&](std::uint32_t row) { m_inLabel[row] |= ofLabel[label]; });
    }
    for (const std::uint32_t row : columns.relabelledRows()) {
        m_inLabel[row] = 0;
        for (const std::uint32_t item : columns.items(row)) {
            if ((item & Columns::itemKind) == Columns::Label) m_inLabel[row] |= ofLabel[item & ~Columns::itemKind];
        }
    }
}

void TextMatch::findInNames(const Columns& columns) {
    for (std::size_t word = 0; word < m_words.size(); ++word) {
        columns.nameWords.texts().find(m_words[word], [&](std::uint32_t number) {
            const bool whole = columns.nameWords.at(number) == m_words[word].text();
            columns.rowsWithWord.forEach(number, [&](std::uint32_t row) {
                m_inName[row] |= bit(word);
                if (whole) m_asWordInName[row] |= bit(word);
            });
        });
    }
    for (std::size_t row = 0; row < m_anywhere.size(); ++row) m_anywhere[row] |= m_inName[row] | m_inLabel[row];
}

bool TextMatch::isExactly(std::string_view name) const {
    if (!name.ends_with(m_question)) return false;
    const std::size_t before = name.size() - m_question.size();
    return before == 0 || name[before - 1] == '/';
}

float TextMatch::score(const Columns& columns, std::uint32_t row, float least) const {
    const std::uint8_t onlyInLabel = m_inLabel[row] & static_cast<std::uint8_t>(~m_inName[row]);
    const float sure = columns.popularity[row] + inNameScore * m_share[m_inName[row]] +
                       wholeWordScore * m_share[m_asWordInName[row]] + inLabelScore * m_share[onlyInLabel];
    if (m_inName[row] != m_all || sure + exactNameScore < least) return sure;
    const std::string_view name = columns.names.at(row);
    if (m_asWordInName[row] == m_all && isExactly(name)) return sure + exactNameScore;
    if (sure + beginningScore < least) return sure;
    return name.substr(name.find('/') + 1).starts_with(m_question) ? sure + beginningScore : sure;
}

} // namespace orrery::catalog
