// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <istream>
#include <random>
#include <streambuf>
#include <string>
#include <vector>

namespace orrery::bench {

/// A Hub's worth of listing rows as JSONL, made up: names, tags, languages, licences and figures are spread as on the
/// Hub (few common words, many rare ones). The same rows each time.
class CatalogRows : public std::streambuf {
public:
    explicit CatalogRows(std::uint64_t rows);

    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
    /// Names that a person may type, of rows made so far.
    [[nodiscard]] const std::vector<std::string>& questions() const { return m_questions; }

protected:
    int_type underflow() override;

private:
    void appendRow();
    void appendModel(const std::string& id);
    void appendDataset(const std::string& id);
    void appendSpace(const std::string& id);
    void appendFigures();
    std::string name();
    const std::string& word(const std::vector<std::string>& from);
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(m_random() % limit); }
    bool chance(unsigned percent) { return below(100) < percent; }

    std::mt19937_64 m_random{20261126};
    std::uint64_t m_rows;
    std::uint64_t m_made = 0;
    std::uint64_t m_bytes = 0;
    std::string m_piece;
    std::string m_family;
    std::vector<std::string> m_questions;
    std::vector<std::string> m_owners, m_words, m_tags;
};

} // namespace orrery::bench
