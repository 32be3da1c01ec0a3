// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/pyramid.h>

#include <algorithm>

namespace orrery::robot {
namespace {

constexpr std::size_t kFan = 16; // nodes of a level under one of the next

void take(MinMax& into, double value) {
    if (value < into.least) into.least = value;
    if (value > into.greatest) into.greatest = value;
}

void take(MinMax& into, const MinMax& node) {
    if (node.least < into.least) into.least = node.least;
    if (node.greatest > into.greatest) into.greatest = node.greatest;
}

template <class T>
std::vector<MinMax> levelOver(std::span<const T> below) {
    std::vector<MinMax> level((below.size() + kFan - 1) / kFan);
    for (std::size_t i = 0; i < below.size(); ++i) take(level[i / kFan], below[i]);
    return level;
}

template <class T>
void takeAll(MinMax& into, std::span<const T> nodes, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) take(into, nodes[i]);
}

/// Takes the ragged ends off [first, last) and leaves the range of whole nodes of the next level.
template <class T>
bool takeEnds(MinMax& into, std::span<const T> nodes, std::size_t& first, std::size_t& last) {
    const std::size_t inner = (first + kFan - 1) / kFan;
    const std::size_t end = last / kFan;
    if (inner >= end) {
        takeAll(into, nodes, first, last);
        return false;
    }
    takeAll(into, nodes, first, inner * kFan);
    takeAll(into, nodes, end * kFan, last);
    first = inner;
    last = end;
    return true;
}

} // namespace

MinMaxPyramid::MinMaxPyramid(std::span<const double> values) : m_values(values) {
    if (values.size() <= kFan) return;
    m_levels.push_back(levelOver(values));
    while (m_levels.back().size() > kFan) m_levels.push_back(levelOver(std::span<const MinMax>(m_levels.back())));
}

MinMax MinMaxPyramid::over(std::size_t first, std::size_t last) const {
    MinMax result;
    last = std::min(last, m_values.size());
    if (first >= last) return result;
    if (m_levels.empty()) {
        takeAll(result, m_values, first, last);
        return result;
    }
    if (!takeEnds(result, m_values, first, last)) return result;
    for (std::size_t level = 0; level < m_levels.size(); ++level) {
        const std::span<const MinMax> nodes = m_levels[level];
        if (level + 1 == m_levels.size()) {
            takeAll(result, nodes, first, last);
        } else if (!takeEnds(result, nodes, first, last)) {
            break;
        }
    }
    return result;
}

std::vector<std::size_t> bucketEdges(std::span<const double> times, double from, double until, std::size_t count) {
    std::vector<std::size_t> edges;
    edges.reserve(count + 1);
    auto at = times.begin();
    for (std::size_t i = 0; i <= count; ++i) {
        const double time =
            from + (until - from) * static_cast<double>(i) / static_cast<double>(std::max<std::size_t>(count, 1));
        at = std::lower_bound(at, times.end(), time);
        edges.push_back(static_cast<std::size_t>(at - times.begin()));
    }
    return edges;
}

} // namespace orrery::robot
