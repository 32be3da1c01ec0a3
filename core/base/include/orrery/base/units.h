// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <numbers>

namespace orrery {

// Inside Orrery everything is SI: metres, radians, seconds, kilograms. These two are for the edges
// (what a person reads or types, what a protocol sends), where the name then says the unit.

constexpr double degreesFromRadians(double radians) {
    return radians * 180.0 / std::numbers::pi;
}

constexpr double radiansFromDegrees(double degrees) {
    return degrees * std::numbers::pi / 180.0;
}

} // namespace orrery
