// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "columns.h"
#include "filter.h"
#include "text_match.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace orrery::catalog {

struct Ranked {
    std::vector<std::uint32_t> rows; ///< Best first.
    std::uint64_t total = 0;         ///< All that were selected.
};

/// The selected rows from `offset` on, at most `limit`.
/// @param match the words asked for; null: none, and relevance is then what is trending and popular.
Ranked rank(const Columns& columns, const Selection& selection, const TextMatch* match, Order order, std::size_t offset,
            std::size_t limit);

} // namespace orrery::catalog
