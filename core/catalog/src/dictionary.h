// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text_pile.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace orrery::catalog {

/// The hash that a HashIndex is asked with.
std::uint32_t hashOf(std::string_view text);

/// Finds numbers by a hash of what they stand for; who asks compares the thing itself.
class HashIndex {
public:
    void insert(std::uint32_t hash, std::uint32_t number);
    void clear() { *this = {}; }
    void reserve(std::size_t count);

    template <class IsIt>
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t hash, const IsIt& isIt) const {
        if (m_slots.empty()) return std::nullopt;
        const std::size_t mask = m_slots.size() - 1;
        for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
            if (m_slots[at].number == none) return std::nullopt;
            if (m_slots[at].hash == hash && isIt(m_slots[at].number)) return m_slots[at].number;
        }
    }

private:
    static constexpr std::uint32_t none = 0xFFFF'FFFF;
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t number = none;
    };
    void place(const Slot& slot);
    void resize(std::size_t slots);

    std::vector<Slot> m_slots; ///< A power of two, at most three quarters full.
    std::size_t m_used = 0;
};

/// Texts with numbers: each text once, the empty one is 0.
class Dictionary {
public:
    Dictionary();

    std::uint32_t add(std::string_view text);
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const;
    [[nodiscard]] std::string_view at(std::uint32_t number) const { return m_texts.at(number); }
    [[nodiscard]] std::uint32_t size() const { return m_texts.size(); }
    [[nodiscard]] const TextPile& texts() const { return m_texts; }

    template <class Visitor>
    void visit(const Visitor& visitor) {
        m_texts.visit(visitor);
    }
    /// After the texts were read from the disk. False: they are no dictionary's.
    bool restore();

private:
    TextPile m_texts;
    HashIndex m_index;
};

} // namespace orrery::catalog
