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
    std::uint32_t add(std::string_view text) {
        m_starts.push_back(static_cast<std::uint32_t>(m_bytes.size()));
        m_bytes.append(text);
        m_bytes.push_back('\n');
        return size() - 1;
    }

    /// Calls found(number) for each text in which the question's word is found, in order, perhaps more than once for
    /// one text. The texts are in lower case.
    template <class Found>
    void find(const Word& word, const Found& found) const;

    /// Whether what was read from the disk is a pile at all.
    [[nodiscard]] bool isSound() const {
        std::size_t end = 1;
        for (const std::uint32_t start : m_starts) {
            if (start < end || start >= m_bytes.size()) return false;
            end = start + std::size_t(1);
        }
        return !m_bytes.empty() && m_bytes.back() == '\n' && (m_starts.empty() || m_starts.front() == 1);
    }
    /// For keeping it on the disk.
    template <class Visitor>
    void visit(const Visitor& visitor) {
        visitor(m_bytes);
        visitor(m_starts);
    }

private:
    static constexpr std::size_t blockSize = 64;

    /// Marks where in a block a text may stand: its first and last byte are there. A plain loop over bytes, which
    /// compilers turn into vector instructions.
    static bool mark(const char* first, const char* last, char firstByte, char lastByte, std::uint8_t* marks) {
        for (std::size_t i = 0; i < blockSize; ++i) {
            marks[i] =
                static_cast<std::uint8_t>(first[i] == firstByte) & static_cast<std::uint8_t>(last[i] == lastByte);
        }
        std::uint64_t any = 0;
        for (std::size_t i = 0; i < blockSize; i += 8) any |= eightAt(marks + i);
        return any != 0;
    }
    static std::uint64_t eightAt(const std::uint8_t* marks) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, marks, 8);
        return eight;
    }

    std::string m_bytes;
    std::vector<std::uint32_t> m_starts;
};

template <class Found>
void TextPile::find(const Word& word, const Found& found) const {
    const std::string text = (word.atStart() ? "\n" : "") + word.text() + (word.whole() ? "\n" : "");
    std::uint32_t number = 0;
    const auto check = [&](std::size_t at) {
        for (std::size_t i = 1; i < text.size(); ++i) {
            if (m_bytes[at + i] != text[i]) return;
        }
        const std::size_t inside = word.atStart() ? at + 1 : at;
        while (number + 1 < m_starts.size() && m_starts[number + 1] <= inside) ++number;
        if (number < m_starts.size()) found(number);
    };
    alignas(blockSize) std::uint8_t marks[blockSize];
    std::size_t at = 0;
    for (; at + blockSize + text.size() <= m_bytes.size(); at += blockSize) {
        const char* first = m_bytes.data() + at;
        if (!mark(first, first + text.size() - 1, text.front(), text.back(), marks)) continue;
        for (std::size_t eight = 0; eight < blockSize; eight += 8) {
            for (std::uint64_t some = eightAt(marks + eight); some != 0; some &= some - 1)
                check(at + eight + static_cast<std::size_t>(std::countr_zero(some)) / 8);
        }
    }
    for (; at + text.size() <= m_bytes.size(); ++at) {
        if (m_bytes[at] == text.front()) check(at);
    }
}

} // namespace orrery::catalog
