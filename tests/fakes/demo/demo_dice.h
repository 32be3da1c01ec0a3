// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <string>

namespace orrery::fakes {

/// Chance that falls the same way every time.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : m_engine(seed) {}

    std::uint32_t below(std::size_t end) { return static_cast<std::uint32_t>(m_engine() % end); }
    bool oneIn(std::size_t n) { return below(n) == 0; }

    template <class List>
    const auto& pick(const List& list) {
        return list[below(list.size())];
    }

    /// Few large ones, many small ones.
    std::uint64_t popularity(double most) {
        const double share = below(1000000) / 1000000.0;
        return static_cast<std::uint64_t>(most * std::pow(share, 6)) + below(40);
    }

    /// "2026-03-14T12:00:00.000Z" within the year before the demo's present.
    std::string day() {
        const std::uint32_t month = 1 + below(11);
        const std::uint32_t date = 1 + below(28);
        const auto two = [](std::uint32_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        return "2026-" + two(month) + "-" + two(date) + "T" + two(below(24)) + ":" + two(below(60)) + ":00.000Z";
    }

private:
    std::mt19937 m_engine;
};

} // namespace orrery::fakes
