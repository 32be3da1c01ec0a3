// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/record/pyramid.h>

#include <cstddef>
#include <span>
#include <vector>

namespace orrery::robot {

/// One curve over time: a value for each time, straight lines between. Borrowed.
struct Series {
    std::span<const double> times;          ///< Never falling.
    std::span<const double> values;         ///< As long; NaN where nothing is known.
    const MinMaxPyramid* pyramid = nullptr; ///< Over `values`; null: every value is looked at.
};

/// What of a curve is seen in each of `columns.size()` equal columns of time between `from` and `until`: the least and
/// greatest of all values there and of the lines through its edges. So no peak is ever lost, however many values share
/// a column, and neighbouring columns of an unbroken curve always touch, however few there are. A column without any
/// of the curve is empty.
/// @param edges bucketEdges() of the same times, span and count, shared by all series of a take.
void seriesColumns(const Series& series, double from, double until, std::span<const std::size_t> edges,
                   std::span<MinMax> columns);

} // namespace orrery::robot
