// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace orrery::robot {

/// One joint on its way to rest at a target: speeds up at one acceleration, goes at one speed, brakes at the same
/// acceleration. What motors do that obey a JointCommand, in closed form.
class Trapezoid {
public:
    /// Stands still at `position`.
    explicit Trapezoid(double position) : m_target(position), m_start(position) {}

    /// @param speed the present one, of either sign; @param fastest and @param acceleration > 0. One that is too fast
    /// to halt at the target passes it and comes back.
    Trapezoid(double position, double speed, double target, double fastest, double acceleration);

    /// Where it is after so many seconds; the target from duration() on.
    [[nodiscard]] double at(double time) const;
    [[nodiscard]] double duration() const { return m_ends.back(); }
    /// The greatest speed on the way, without sign.
    [[nodiscard]] double peakSpeed() const { return m_peak; }

private:
    struct Phase {
        double position = 0; // at its beginning
        double speed = 0;
        double acceleration = 0;
    };
    double m_target;
    double m_start;
    double m_peak = 0;
    std::array<Phase, 3> m_phases{};
    std::array<double, 3> m_ends{}; // s; of each phase
};

} // namespace orrery::robot
