// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "prefill_filter.h"

#include <utility>

namespace orrery::inference {

namespace {

constexpr std::size_t tooLongForChance = 12; // bytes

} // namespace

std::string PrefillFilter::take(std::string_view piece, bool whole) {
    if (m_prefill.empty() || piece.empty()) return std::string(piece);
    if (!whole && m_prefill.size() < tooLongForChance) {
        m_prefill.clear();
        return std::string(piece);
    }
    m_held += piece;
    if (m_held.size() < m_prefill.size() && std::string_view(m_prefill).starts_with(m_held)) return {};
    if (m_held.starts_with(m_prefill)) m_held.erase(0, m_prefill.size());
    return finish();
}

std::string PrefillFilter::finish() {
    m_prefill.clear();
    return std::exchange(m_held, {});
}

} // namespace orrery::inference
