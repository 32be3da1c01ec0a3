// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "text_match.h"

#include <algorithm>
#include <bit>
#include <numeric>

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
      m_inLabel(columns.size()) {
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
    for (std::size_t word = 0; word < m_words.size(); ++word) {
        columns.lowerLabels.find(m_words[word], [&](std::uint32_t label) {
            const bool reference = columns.labels.at(label).find(':') != std::string_view::npos;
            if (!reference) ofLabel[label] |= bit(word);
        });
    }
    if (std::ranges::all_of(ofLabel, [](std::uint8_t words) { return words == 0; })) return;
    for (std::uint32_t row = 0; row < columns.size(); ++row) {
        std::uint8_t words = 0;
        for (const std::uint32_t item : columns.items(row)) {
            if ((item & Columns::itemKind) != Columns::Label) break; // labels come first
            words |= ofLabel[item];
        }
        m_inLabel[row] = words;
        m_anywhere[row] |= words;
    }
}

/// The longest word is looked for everywhere; the others, when few rows are left, only in those.
void TextMatch::findInNames(const Columns& columns) {
    std::vector<std::size_t> order(m_words.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t word) { return m_words[word].text().size(); });
    std::uint8_t done = 0;
    for (const std::size_t word : order) {
        findInNamesOf(columns, done, word);
        done |= bit(word);
    }
}

void TextMatch::findInNamesOf(const Columns& columns, std::uint8_t candidates, std::size_t word) {
    const auto found = [&](std::uint32_t row) {
        m_inName[row] |= bit(word);
        m_anywhere[row] |= bit(word);
    };
    const auto isCandidate = [&](std::uint8_t words) { return (words & candidates) == candidates; };
    const bool few = candidates != 0 && std::ranges::count_if(m_anywhere, isCandidate) * 8 < columns.size();
    if (!few) return columns.names.find(m_words[word], found);
    for (std::uint32_t row = 0; row < columns.size(); ++row) {
        if (isCandidate(m_anywhere[row]) && m_words[word].isIn(columns.names.at(row))) found(row);
    }
}

float TextMatch::nameBonus(std::string_view name) const {
    const std::string_view shortName = name.substr(name.find('/') + 1);
    float bonus = 0;
    for (const Word& word : m_words) {
        if (word.isWholeWordOf(name)) bonus += wholeWordScore / static_cast<float>(m_words.size());
    }
    if (name == m_question || shortName == m_question) return bonus + exactNameScore;
    return shortName.starts_with(m_question) ? bonus + beginningScore : bonus;
}

float TextMatch::score(const Columns& columns, std::uint32_t row, float least) const {
    const auto share = [&](unsigned words) {
        return static_cast<float>(std::popcount(words)) / static_cast<float>(m_words.size());
    };
    const unsigned onlyInLabel = m_inLabel[row] & ~static_cast<unsigned>(m_inName[row]);
    const float sure = columns.popularity[row] + inNameScore * share(m_inName[row]) + inLabelScore * share(onlyInLabel);
    if (sure + wholeWordScore + exactNameScore < least) return sure;
    return sure + nameBonus(columns.names.at(row));
}

} // namespace orrery::catalog
