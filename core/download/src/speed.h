// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace orrery::download {

/// A smoothed rate: what lies a few seconds back hardly counts.
class Speed {
public:
    using Clock = std::chrono::steady_clock;

    void add(std::uint64_t bytes) { m_pending += bytes; }
    void tick(Clock::time_point now);
    void reset() { *this = {}; }

    [[nodiscard]] double bytesPerSecond() const { return m_rate; }
    /// Seconds for so many more bytes; nothing while too little is known.
    [[nodiscard]] std::optional<double> secondsFor(std::uint64_t bytes) const;

private:
    std::uint64_t m_pending = 0;
    double m_rate = 0;
    double m_weight = 0; ///< Of what has been seen: rises to 1.
    std::optional<Clock::time_point> m_last;
};

} // namespace orrery::download
