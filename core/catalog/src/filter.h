// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "columns.h"

#include <cstdint>
#include <vector>

namespace orrery::catalog {

/// For each row, which parts of a filter it fails: one bit a Facet, so that a facet can be counted as if its own choice
/// had not been made, and one for all the rest.
class Selection {
public:
    Selection(const Columns& columns, const Filter& filter);

    /// Rows that the words did not find fail, too.
    template <class IsFound>
    void keepOnly(const IsFound& isFound) {
        for (std::uint32_t row = 0; row < m_failed.size(); ++row) m_failed[row] |= isFound(row) ? 0U : rest;
    }

    [[nodiscard]] bool has(std::uint32_t row) const { return m_failed[row] == 0; }
    [[nodiscard]] bool hasBut(Facet facet, std::uint32_t row) const {
        return (m_failed[row] & static_cast<std::uint16_t>(~bitOf(facet))) == 0;
    }

private:
    static constexpr std::uint16_t bitOf(Facet facet) {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(facet));
    }
    static constexpr std::uint16_t rest = 1U << 15U;

    template <class Column>
    void pass(std::uint16_t bit, const Column& column, const std::vector<std::uint8_t>& allowed);
    void chooseByTables(const Columns& columns, const Filter& filter);
    void chooseByNumbers(const Columns& columns, const Filter& filter);
    void chooseByItems(const Columns& columns, const Filter& filter);

    std::vector<std::uint16_t> m_failed;
};

/// Which weights (in Columns' units) fit a machine: up to `fits` well, up to `tight` just so; 0 is not known.
struct FitLimits {
    std::uint32_t fits = 0;
    std::uint32_t tight = 0;

    [[nodiscard]] gguf::Fit of(std::uint32_t weight) const {
        if (weight == 0 || tight == 0) return gguf::Fit::Unknown;
        if (weight <= fits) return gguf::Fit::Fits;
        return weight <= tight ? gguf::Fit::Tight : gguf::Fit::TooBig;
    }
};
FitLimits fitLimits(std::uint64_t memoryTotal);

} // namespace orrery::catalog
