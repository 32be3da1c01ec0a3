// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace orrery::robot {

/// The least and greatest of some values; of none, least > greatest.
struct MinMax {
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool empty() const { return least > greatest; }
};

/// Answers "least and greatest of values first..last" in logarithmic time, for plots of long series. NaN is left out.
/// Costs about a quarter of the values' memory. Immutable; any thread.
class MinMaxPyramid {
public:
    /// @param values must outlive the pyramid, unchanged.
    explicit MinMaxPyramid(std::span<const double> values);

    /// Of values[first] up to but without values[last]; both are brought within the series.
    [[nodiscard]] MinMax over(std::size_t first, std::size_t last) const;

private:
    std::span<const double> m_values;
    std::vector<std::vector<MinMax>> m_levels; // each node over kFan of the level below
};

/// Which values fall into each of `count` equal buckets between two times: count + 1 indexes, bucket i holds edges[i]
/// up to but without edges[i + 1]. The same for all series of a take.
/// @param times never falling.
std::vector<std::size_t> bucketEdges(std::span<const double> times, double from, double until, std::size_t count);

} // namespace orrery::robot
