// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "trajectory.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace orrery::robot {
namespace {

double rise(const Knot& from, const Knot& to) {
    return (to.value - from.value) / (to.time - from.time);
}

} // namespace

Track::Track(std::vector<Knot> knots) : m_knots(std::move(knots)) {
    for (std::size_t i = 0; i < m_knots.size(); ++i) m_slopes.push_back(slopeAt(i));
}

double Track::slopeAt(std::size_t knot) const {
    if (knot == 0 || knot + 1 == m_knots.size() || m_knots[knot].rest) return 0;
    const Knot& middle = m_knots[knot];
    const double before = rise(m_knots[knot - 1], middle);
    const double after = rise(middle, m_knots[knot + 1]);
    if (before * after <= 0) return 0;
    const double spanBefore = middle.time - m_knots[knot - 1].time;
    const double spanAfter = m_knots[knot + 1].time - middle.time;
    const double weightBefore = 2 * spanAfter + spanBefore;
    const double weightAfter = spanAfter + 2 * spanBefore;
    return (weightBefore + weightAfter) / (weightBefore / before + weightAfter / after);
}

double Track::at(double time) const {
    const auto end = std::upper_bound(m_knots.begin(), m_knots.end(), time,
                                      [](double t, const Knot& knot) { return t < knot.time; });
    if (end == m_knots.begin()) return m_knots.front().value;
    if (end == m_knots.end()) return m_knots.back().value;
    const Knot& start = *std::prev(end);
    const std::size_t i = static_cast<std::size_t>(end - m_knots.begin());
    const double span = end->time - start.time;
    const double s = (time - start.time) / span;
    if (end->linear) return start.value + s * (end->value - start.value);
    const double value = (1 + 2 * s) * (1 - s) * (1 - s) * start.value +
                         s * (1 - s) * (1 - s) * span * m_slopes[i - 1] + s * s * (3 - 2 * s) * end->value +
                         s * s * (s - 1) * span * m_slopes[i];
    return std::clamp(value, std::min(start.value, end->value), std::max(start.value, end->value));
}

double Track::peakOfSegment(std::size_t end) const {
    const double straight = rise(m_knots[end - 1], m_knots[end]);
    if (m_knots[end].linear) return std::abs(straight);
    const double first = m_slopes[end - 1];
    const double last = m_slopes[end];
    // The speed is a parabola over s in 0..1: a s^2 + b s + first.
    const double a = 3 * (first + last - 2 * straight);
    const double b = 6 * straight - 4 * first - 2 * last;
    double peak = std::max(std::abs(first), std::abs(last));
    const double top = a == 0 ? -1 : -b / (2 * a);
    if (top > 0 && top < 1) peak = std::max(peak, std::abs(first - b * b / (4 * a)));
    return peak;
}

double Track::peakSpeed(double from) const {
    double peak = 0;
    for (std::size_t end = 1; end < m_knots.size(); ++end) {
        if (m_knots[end - 1].time >= from) peak = std::max(peak, peakOfSegment(end));
    }
    return peak;
}

double Track::peakAcceleration(double from) const {
    double peak = 0;
    for (std::size_t end = 1; end < m_knots.size(); ++end) {
        if (m_knots[end - 1].time < from || m_knots[end].linear) continue;
        // Changes evenly along a cubic, so it is greatest at one of the ends.
        const double span = m_knots[end].time - m_knots[end - 1].time;
        const double straight = rise(m_knots[end - 1], m_knots[end]);
        const double first = m_slopes[end - 1];
        const double last = m_slopes[end];
        peak = std::max({peak, std::abs(6 * straight - 4 * first - 2 * last) / span,
                         std::abs(2 * first + 4 * last - 6 * straight) / span});
    }
    return peak;
}

double Track::speedInSegment(std::size_t end, int side) const {
    if (m_knots[end].linear) return rise(m_knots[end - 1], m_knots[end]);
    return m_slopes[end - 1 + static_cast<std::size_t>(side)];
}

double Track::peakJump(double from) const {
    double peak = 0;
    for (std::size_t knot = 0; knot < m_knots.size(); ++knot) {
        if (m_knots[knot].time < from) continue;
        const double before = knot > 0 ? speedInSegment(knot, 1) : 0;
        const double after = knot + 1 < m_knots.size() ? speedInSegment(knot + 1, 0) : 0;
        peak = std::max(peak, std::abs(after - before));
    }
    return peak;
}

} // namespace orrery::robot
