// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "rate_limiter.h"

#include <algorithm>

namespace orrery::download {

namespace {

constexpr double burstSeconds = 0.1;

}

void RateLimiter::setRate(std::uint64_t bytesPerSecond) {
    const std::lock_guard lock(m_mutex);
    m_rate = static_cast<double>(bytesPerSecond);
    m_credit = std::clamp(m_credit, -m_rate, m_rate * burstSeconds); // no old debt at a new rate
}

std::chrono::milliseconds RateLimiter::take(std::uint64_t bytes, Clock::time_point now) {
    const std::lock_guard lock(m_mutex);
    if (m_rate <= 0) return {};
    const double passed = std::chrono::duration<double>(now - m_filled).count();
    m_filled = now;
    m_credit = std::min(m_credit + m_rate * passed, m_rate * burstSeconds) - static_cast<double>(bytes);
    if (m_credit >= 0) return {};
    return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(-m_credit / m_rate));
}

} // namespace orrery::download
