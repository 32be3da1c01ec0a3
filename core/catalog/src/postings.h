// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace orrery::catalog {

/// For each word (by its number) the rows that have it, ascending, as differences of seven bits a byte.
class Postings {
public:
    /// @param row not lower than any before it.
    void add(std::uint32_t word, std::uint32_t row);

    /// Calls found(row) for each row that has the word.
    template <class Found>
    void forEach(std::uint32_t word, const Found& found) const {
        std::uint32_t row = 0;
        if (word + 1 < m_starts.size()) {
            decode(m_packed.data() + m_starts[word], m_packed.data() + m_starts[word + 1], row, found);
        }
        if (word < m_added.size())
            decode(m_added[word].data(), m_added[word].data() + m_added[word].size(), row, found);
    }

    /// Puts what was added behind what was there; before it is kept on the disk.
    void pack();
    void clear() { *this = {}; }
    /// For keeping it on the disk.
    template <class Visitor>
    void visit(const Visitor& visitor) {
        visitor(m_packed);
        visitor(m_starts);
        visitor(m_next);
    }
    /// Whether what was read from the disk can be read without harm, with rows below `rows`.
    [[nodiscard]] bool isSound(std::uint32_t rows) const;

private:
    template <class Found>
    static void decode(const char* at, const char* end, std::uint32_t& row, const Found& found) {
        while (at < end) {
            std::uint32_t step = 0;
            for (unsigned shift = 0; at < end; shift += 7) {
                const auto byte = static_cast<unsigned char>(*at++);
                step |= static_cast<std::uint32_t>(byte & 0x7FU) << (shift & 31U);
                if (byte < 0x80) break;
            }
            row += step;
            found(row - 1);
        }
    }

    std::string m_packed;
    std::vector<std::uint32_t> m_starts; ///< In m_packed, one more than there are words.
    std::vector<std::uint32_t> m_next;   ///< For each word its last row plus 1; what differences are taken from.
    std::vector<std::string> m_added;
};

} // namespace orrery::catalog
