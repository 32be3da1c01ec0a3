// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "byte_ranges.h"

#include <algorithm>
#include <iterator>

namespace orrery::download {

void ByteRanges::add(Span span) {
    if (span.empty()) return;
    auto it = m_ends.upper_bound(span.begin);
    if (it != m_ends.begin() && std::prev(it)->second >= span.begin) --it;
    while (it != m_ends.end() && it->first <= span.end) {
        span = {std::min(span.begin, it->first), std::max(span.end, it->second)};
        m_count -= it->second - it->first;
        it = m_ends.erase(it);
    }
    m_ends.emplace(span.begin, span.end);
    m_count += span.size();
}

void ByteRanges::remove(Span span) {
    if (span.empty()) return;
    auto it = m_ends.upper_bound(span.begin);
    if (it != m_ends.begin() && std::prev(it)->second > span.begin) --it;
    while (it != m_ends.end() && it->first < span.end) {
        const Span old{it->first, it->second};
        m_count -= old.size();
        it = m_ends.erase(it);
        add({old.begin, std::min(old.end, span.begin)});
        add({std::max(old.begin, span.end), old.end});
    }
}

std::uint64_t ByteRanges::reach(std::uint64_t position) const {
    const auto after = m_ends.upper_bound(position);
    if (after == m_ends.begin()) return position;
    return std::max(position, std::prev(after)->second);
}

std::vector<Span> ByteRanges::spans() const {
    std::vector<Span> result;
    for (const auto& [begin, end] : m_ends) result.push_back({begin, end});
    return result;
}

ByteRanges ByteRanges::gaps(std::uint64_t size) const {
    ByteRanges result;
    result.add({0, size});
    for (const auto& [begin, end] : m_ends) result.remove({begin, end});
    return result;
}

std::optional<Span> ByteRanges::takeFirst(std::uint64_t most) {
    if (m_ends.empty()) return std::nullopt;
    const auto [begin, end] = *m_ends.begin();
    const Span span{begin, begin + std::min(end - begin, most)};
    remove(span);
    return span;
}

} // namespace orrery::download
