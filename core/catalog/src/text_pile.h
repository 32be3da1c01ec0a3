// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "word.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::catalog {

/// Short texts, numbered from 0, one after the other in one block of memory with a newline before each, so that finding
/// a word in all of them is one pass over the block.
class TextPile {
public:
    TextPile() : m_bytes("\n") {}

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_starts.size()); }
    [[nodiscard]] std::size_t byteSize() const { return m_bytes.size(); }
    [[nodiscard]] std::string_view at(std::uint32_t number) const {
        const std::size_t end = number + 1 < m_starts.size() ? m_starts[number + 1] : m_bytes.size();
        return {m_bytes.data() + m_starts[number], end - m_starts[number] - 1};
    }
    /// @param text without newlines.
    std::uint32_t add(std::string_view text) {
        m_starts.push_back(static_cast<std::uint32_t>(m_bytes.size()));
        m_bytes.append(text);
        m_bytes.push_back('\n');
        return size() - 1;
    }

    /// Calls found(number) for each text that has the word, in order, perhaps more than once for one text.
    template <class Found>
    void find(const Word& word, const Found& found) const;

    /// Whether what was read from the disk is a pile at all.
    [[nodiscard]] bool isSound() const {
        std::size_t end = 1;
        for (const std::uint32_t start : m_starts) {
            if (start < end || start >= m_bytes.size()) return false;
            end = start + std::size_t(1);
        }
        return m_bytes.size() > 0 && m_bytes.back() == '\n' && (m_starts.empty() || m_starts.front() == 1);
    }
    /// For keeping it on the disk.
    template <class Visitor>
    void visit(const Visitor& visitor) {
        visitor(m_bytes);
        visitor(m_starts);
    }

private:
    template <class Found>
    void findInBlock(const Word& word, std::size_t begin, std::size_t end, std::uint32_t& number,
                     const Found& found) const;

    std::string m_bytes;
    std::vector<std::uint32_t> m_starts;
};

namespace detail {

constexpr std::size_t blockSize = 64;

/// Marks where in a block a word may begin: its first and last letters are there, and, when it must, a new word begins.
/// A plain loop over bytes, which compilers turn into vector instructions.
template <bool atStart, bool digit>
inline bool markBlock(const char* first, const char* last, char firstLetter, char lastLetter, std::uint8_t* marks) {
    constexpr std::uint8_t low = digit ? '0' : 'a';
    constexpr std::uint8_t span = digit ? 10 : 26;
    for (std::size_t i = 0; i < blockSize; ++i) {
        std::uint8_t hit =
            static_cast<std::uint8_t>(first[i] == firstLetter) & static_cast<std::uint8_t>(last[i] == lastLetter);
        if constexpr (atStart) {
            const auto before = static_cast<std::uint8_t>(static_cast<std::uint8_t>(first[i - 1]) - low);
            hit &= static_cast<std::uint8_t>(before >= span);
        }
        marks[i] = hit;
    }
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < blockSize; i += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, marks + i, 8);
        any |= eight;
    }
    return any != 0;
}

} // namespace detail

template <class Found>
void TextPile::findInBlock(const Word& word, std::size_t begin, std::size_t end, std::uint32_t& number,
                           const Found& found) const {
    for (std::size_t at = begin; at < end; ++at) {
        if (!word.isAt(m_bytes, at)) continue;
        while (number + 1 < m_starts.size() && m_starts[number + 1] <= at) ++number;
        found(number);
    }
}

template <class Found>
void TextPile::find(const Word& word, const Found& found) const {
    const std::string& text = word.text();
    if (text.empty() || m_starts.empty()) return;
    const auto mark = word.atStart()
                          ? (word.startsWithDigit() ? detail::markBlock<true, true> : detail::markBlock<true, false>)
                          : detail::markBlock<false, false>;
    alignas(detail::blockSize) std::uint8_t marks[detail::blockSize];
    std::uint32_t number = 0;
    std::size_t at = 1;
    for (; at + detail::blockSize + text.size() <= m_bytes.size(); at += detail::blockSize) {
        const char* first = m_bytes.data() + at;
        if (!mark(first, first + text.size() - 1, text.front(), text.back(), marks)) continue;
        for (std::size_t eight = 0; eight < detail::blockSize; eight += 8) {
            std::uint64_t some = 0;
            std::memcpy(&some, marks + eight, 8);
            for (; some != 0; some &= some - 1) {
                const std::size_t place = at + eight + static_cast<std::size_t>(std::countr_zero(some)) / 8;
                findInBlock(word, place, place + 1, number, found);
            }
        }
    }
    findInBlock(word, at, m_bytes.size(), number, found);
}

} // namespace orrery::catalog
