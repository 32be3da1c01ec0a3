// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "dictionary.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace orrery::catalog {

namespace {
constexpr std::size_t mostBytes = 3'000'000'000; ///< What does not fit counts as not known.
}

std::uint32_t hashOf(std::string_view text) {
    const std::uint64_t hash = std::hash<std::string_view>()(text);
    return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

void HashIndex::insert(std::uint32_t hash, std::uint32_t number) {
    if (4 * (m_used + 1) > 3 * m_slots.size()) resize(std::max<std::size_t>(64, 2 * m_slots.size()));
    place({hash, number});
    ++m_used;
}

void HashIndex::reserve(std::size_t count) {
    if (4 * count > 3 * m_slots.size()) resize(std::bit_ceil(std::max<std::size_t>(64, 4 * count / 3 + 1)));
}

void HashIndex::place(const Slot& slot) {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = slot.hash & mask;
    while (m_slots[at].number != none) at = (at + 1) & mask;
    m_slots[at] = slot;
}

void HashIndex::resize(std::size_t slots) {
    std::vector<Slot> old(slots);
    old.swap(m_slots);
    for (const Slot& slot : old) {
        if (slot.number != none) place(slot);
    }
}

Dictionary::Dictionary() {
    add({});
}

std::uint32_t Dictionary::add(std::string_view text) {
    if (const auto known = find(text)) return *known;
    if (m_texts.byteSize() + text.size() > mostBytes) return 0;
    const std::uint32_t number = m_texts.add(text);
    m_index.insert(hashOf(text), number);
    return number;
}

std::optional<std::uint32_t> Dictionary::find(std::string_view text) const {
    return m_index.find(hashOf(text), [&](std::uint32_t number) { return m_texts.at(number) == text; });
}

bool Dictionary::restore() {
    if (m_texts.size() == 0 || !m_texts.isSound() || !m_texts.at(0).empty()) return false;
    m_index.clear();
    m_index.reserve(m_texts.size());
    for (std::uint32_t number = 0; number < m_texts.size(); ++number)
        m_index.insert(hashOf(m_texts.at(number)), number);
    return true;
}

} // namespace orrery::catalog
