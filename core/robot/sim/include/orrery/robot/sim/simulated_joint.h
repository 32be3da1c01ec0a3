// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>

namespace orrery::robot {

/// What a simulated motor can do. All in rad or m, and seconds.
struct MotorLimits {
    double lower = 0; ///< Infinite for a joint that turns without end.
    double upper = 0;
    double velocity = 0;     ///< > 0
    double acceleration = 0; ///< > 0
};

/// One motor that follows its target with a trapezoidal speed: as fast as velocity and acceleration allow, braking so
/// as to arrive at rest. It overshoots only where a new target leaves no room to brake, and never beyond its limits. No
/// thread, no clock.
class SimulatedJoint {
public:
    /// @param position brought within the limits.
    SimulatedJoint(MotorLimits limits, double position);

    /// Goes to `target` (brought within the limits), no faster and with no more acceleration than these or the motor's.
    /// Where that acceleration is too little to brake before the target or a limit, it brakes as hard as the motor can.
    void setTarget(double target, double maxVelocity, double maxAcceleration = std::numeric_limits<double>::infinity());

    /// Brakes at the acceleration limit and holds where that ends.
    void hold();

    /// Motor off: at rest at once, the target forgotten.
    void freeze();

    /// Somebody else moved it: at rest there (even beyond the limits), the target forgotten.
    void placeAt(double position);

    /// Lets `dt` seconds pass; dt <= 0 does nothing.
    void step(double dt);

    [[nodiscard]] double position() const { return m_position; }
    [[nodiscard]] double velocity() const { return m_velocity; }

private:
    void brake(double dt);
    [[nodiscard]] double accelerationNow() const;
    void approach(double dt);
    void moveTo(double velocity, double dt);

    MotorLimits m_limits;
    double m_position;
    double m_velocity = 0;
    double m_cruise = 0;
    double m_acceleration = 0;      // of the target
    std::optional<double> m_target; // none: hold
};

} // namespace orrery::robot
