// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "ordering.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace orrery::catalog {

namespace {

struct Candidate {
    float key;
    std::uint32_t row;
};

struct ByKey {
    bool operator()(const Candidate& a, const Candidate& b) const {
        return a.key != b.key ? a.key > b.key : a.row < b.row;
    }
};

struct ByName {
    const TextPile* names;
    bool operator()(const Candidate& a, const Candidate& b) const {
        const int order = names->at(a.row).compare(names->at(b.row));
        return order != 0 ? order < 0 : a.row < b.row;
    }
};

/// Keeps the best so many of all it is shown.
template <class Better>
class Best {
public:
    Best(std::size_t room, Better better) : m_room(room), m_better(better) {}

    void show(const Candidate& candidate) {
        if (m_heap.size() == m_room) {
            if (m_room == 0 || !m_better(candidate, m_heap.front())) return;
            std::ranges::pop_heap(m_heap, m_better);
            m_heap.pop_back();
        }
        m_heap.push_back(candidate);
        std::ranges::push_heap(m_heap, m_better);
    }
    /// What a candidate's key must reach to be kept.
    [[nodiscard]] float threshold() const {
        const bool full = m_heap.size() == m_room && m_room > 0;
        return full ? m_heap.front().key : std::numeric_limits<float>::lowest();
    }
    std::vector<std::uint32_t> from(std::size_t offset) {
        std::ranges::sort(m_heap, m_better);
        std::vector<std::uint32_t> rows;
        for (std::size_t i = offset; i < m_heap.size(); ++i) rows.push_back(m_heap[i].row);
        return rows;
    }

private:
    std::size_t m_room;
    Better m_better;
    std::vector<Candidate> m_heap; ///< The worst in front.
};

template <class Better, class Key>
Ranked best(const Selection& selection, std::uint32_t rows, std::pair<std::size_t, std::size_t> window, Better better,
            const Key& key) {
    const auto [offset, limit] = window;
    Ranked ranked;
    Best<Better> kept(limit > rows - std::min<std::size_t>(offset, rows) ? rows : offset + limit, better);
    for (std::uint32_t row = 0; row < rows; ++row) {
        if (!selection.has(row)) continue;
        ++ranked.total;
        kept.show({key(row, kept.threshold()), row});
    }
    ranked.rows = kept.from(offset);
    return ranked;
}

/// Numbers above 2^24 lose their last digits as floats, which no order of repositories depends on.
template <class Column>
auto keyOf(const Column& column) {
    return [&column](std::uint32_t row, float) { return static_cast<float>(column[row]); };
}

} // namespace

Ranked rank(const Columns& columns, const Selection& selection, const TextMatch* match, Order order, std::size_t offset,
            std::size_t limit) {
    const auto by = [&](const auto& key) { return best(selection, columns.size(), {offset, limit}, ByKey(), key); };
    switch (order) {
    case Order::Relevance:
        if (match != nullptr)
            return by([&](std::uint32_t row, float least) { return match->score(columns, row, least); });
        return by([&](std::uint32_t row, float) { return columns.trending[row] * 1000 + columns.popularity[row]; });
    case Order::Trending: return by(keyOf(columns.trending));
    case Order::Downloads: return by(keyOf(columns.downloads));
    case Order::Likes: return by(keyOf(columns.likes));
    case Order::Modified: return by(keyOf(columns.modified));
    case Order::Created: return by(keyOf(columns.created));
    case Order::Parameters: return by(keyOf(columns.parameters));
    case Order::Name: break;
    }
    return best(selection, columns.size(), {offset, limit}, ByName{&columns.names},
                [](std::uint32_t, float) { return 0.0F; });
}

} // namespace orrery::catalog
