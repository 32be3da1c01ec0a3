// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "postings.h"

#include "bytes.h"

#include <algorithm>

namespace orrery::catalog {

void Postings::add(std::uint32_t word, std::uint32_t row) {
    if (word >= m_next.size()) m_next.resize(word + std::size_t(1));
    if (word >= m_added.size()) m_added.resize(word + std::size_t(1));
    if (m_next[word] == row + 1) return;
    ByteWriter(m_added[word]).number(row + 1 - m_next[word]);
    m_next[word] = row + 1;
}

void Postings::pack() {
    std::string packed;
    std::vector<std::uint32_t> starts;
    starts.reserve(m_next.size() + 1);
    for (std::size_t word = 0; word < m_next.size(); ++word) {
        starts.push_back(static_cast<std::uint32_t>(packed.size()));
        if (word + 1 < m_starts.size()) packed.append(m_packed, m_starts[word], m_starts[word + 1] - m_starts[word]);
        if (word < m_added.size()) packed.append(m_added[word]);
    }
    starts.push_back(static_cast<std::uint32_t>(packed.size()));
    m_packed = std::move(packed);
    m_starts = std::move(starts);
    m_added = {};
}

bool Postings::isSound(std::uint32_t rows) const {
    const bool empty = m_starts.empty() && m_next.empty() && m_packed.empty();
    const bool shaped =
        m_starts.size() == m_next.size() + 1 && m_starts.back() == m_packed.size() && std::ranges::is_sorted(m_starts);
    if (empty || !shaped) return empty;
    bool within = true;
    for (std::uint32_t word = 0; word < m_next.size(); ++word) {
        forEach(word, [&](std::uint32_t row) { within = within && row < rows; });
    }
    return within;
}

} // namespace orrery::catalog
