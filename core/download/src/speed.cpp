// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "speed.h"

#include <cmath>
#include <utility>

namespace orrery::download {

namespace {

constexpr double memorySeconds = 3;
constexpr double enoughWeight = 0.15; // half a second

} // namespace

void Speed::tick(Clock::time_point now) {
    if (!m_last) {
        m_last = now;
        return;
    }
    const double passed = std::chrono::duration<double>(now - *m_last).count();
    if (passed <= 0) return;
    m_last = now;
    const double fresh = 1 - std::exp(-passed / memorySeconds);
    const double sum =
        m_rate * m_weight * (1 - fresh) + static_cast<double>(std::exchange(m_pending, 0)) / passed * fresh;
    m_weight = m_weight * (1 - fresh) + fresh;
    m_rate = sum / m_weight;
}

std::optional<double> Speed::secondsFor(std::uint64_t bytes) const {
    if (m_weight < enoughWeight || m_rate < 1) return std::nullopt;
    return static_cast<double>(bytes) / m_rate;
}

} // namespace orrery::download
