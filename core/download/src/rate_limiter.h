// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>

namespace orrery::download {

/// Shares a bandwidth among all who take from it: a bucket that fills at the rate and may be overdrawn. Any thread.
class RateLimiter {
public:
    using Clock = std::chrono::steady_clock;

    /// 0: no limit.
    void setRate(std::uint64_t bytesPerSecond);
    /// @return how long whoever received these bytes has to wait before the next ones.
    std::chrono::milliseconds take(std::uint64_t bytes, Clock::time_point now);

private:
    std::mutex m_mutex;
    double m_rate = 0;   ///< Bytes a second.
    double m_credit = 0; ///< Bytes.
    Clock::time_point m_filled{};
};

} // namespace orrery::download
