// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/series_columns.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace orrery::robot {
namespace {

void include(MinMax& range, double value) {
    if (std::isnan(value)) return;
    range.least = std::min(range.least, value);
    range.greatest = std::max(range.greatest, value);
}

/// The line between the values around `next` - 1 and `next`, at `time`; NaN where there is none.
double onLine(const Series& series, std::size_t next, double time) {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    if (next >= series.times.size()) return nothing;
    if (series.times[next] == time) return series.values[next];
    if (next == 0) return nothing;
    const double before = series.times[next - 1], span = series.times[next] - before;
    if (span <= 0) return series.values[next];
    return series.values[next - 1] + (series.values[next] - series.values[next - 1]) * (time - before) / span;
}

MinMax within(const Series& series, std::size_t first, std::size_t last) {
    if (series.pyramid != nullptr) return series.pyramid->over(first, last);
    MinMax range;
    for (std::size_t i = first; i < last; ++i) include(range, series.values[i]);
    return range;
}

} // namespace

void seriesColumns(const Series& series, double from, double until, std::span<const std::size_t> edges,
                   std::span<MinMax> columns) {
    const std::size_t count = std::min(columns.size(), edges.empty() ? 0 : edges.size() - 1);
    const double width = (until - from) / static_cast<double>(std::max<std::size_t>(count, 1));
    double left = onLine(series, edges.empty() ? 0 : edges[0], from);
    for (std::size_t i = 0; i < count; ++i) {
        MinMax range = within(series, edges[i], edges[i + 1]);
        const double right = onLine(series, edges[i + 1], from + width * static_cast<double>(i + 1));
        include(range, left);
        include(range, right);
        columns[i] = range;
        left = right;
    }
}

} // namespace orrery::robot
