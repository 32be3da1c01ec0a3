// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/sim/simulated_joint.h>

#include <algorithm>
#include <cmath>

namespace orrery::robot {

SimulatedJoint::SimulatedJoint(MotorLimits limits, double position)
    : m_limits(limits), m_position(std::clamp(position, limits.lower, limits.upper)) {}

void SimulatedJoint::setTarget(double target, double maxVelocity, double maxAcceleration) {
    m_target = std::clamp(target, m_limits.lower, m_limits.upper);
    m_cruise = std::min(maxVelocity, m_limits.velocity);
    m_acceleration = std::min(maxAcceleration, m_limits.acceleration);
}

void SimulatedJoint::hold() {
    m_target.reset();
}

void SimulatedJoint::freeze() {
    m_target.reset();
    m_velocity = 0;
}

void SimulatedJoint::placeAt(double position) {
    freeze();
    m_position = position;
}

void SimulatedJoint::step(double dt) {
    if (!(dt > 0)) return;
    if (m_target) {
        approach(dt);
    } else {
        brake(dt);
    }
}

void SimulatedJoint::brake(double dt) {
    const double change = m_limits.acceleration * dt;
    if (std::abs(m_velocity) > change) return moveTo(m_velocity - std::copysign(change, m_velocity), dt);
    m_position += m_velocity * std::abs(m_velocity) / (2 * m_limits.acceleration);
    m_velocity = 0;
}

/// The target's, as long as that brakes in time: before the target when going there, else before the limit ahead.
double SimulatedJoint::accelerationNow() const {
    const bool towards = (*m_target - m_position) * m_velocity > 0;
    const double limit = m_velocity > 0 ? m_limits.upper : m_limits.lower;
    const double room = std::abs((towards ? *m_target : limit) - m_position);
    const bool enough = m_velocity * m_velocity <= 2 * m_acceleration * room * (1 + 1e-9);
    return enough || m_velocity == 0 ? m_acceleration : m_limits.acceleration;
}

void SimulatedJoint::approach(double dt) {
    const double a = accelerationNow();
    const double side = *m_target < m_position ? -1 : 1;
    const double way = std::abs(*m_target - m_position);
    const double speed = m_velocity * side; // towards the target

    const bool stopsWithinStep = speed >= 0 && speed <= a * dt * (1 + 1e-9);
    if (stopsWithinStep && way <= speed * dt / 2) {
        m_position = *m_target;
        m_velocity = 0;
        return;
    }
    // The greatest speed v at the step's end from which braking still ends at the target:
    // (speed + v) / 2 * dt + v^2 / (2 a) = way.
    const double room = way - speed * dt / 2;
    double next = speed - a * dt;
    if (room >= 0) next = a * (std::sqrt(dt * dt / 4 + 2 * room / a) - dt / 2);
    next = std::min(next, m_cruise);
    moveTo(side * std::clamp(next, speed - a * dt, speed + a * dt), dt);
}

void SimulatedJoint::moveTo(double velocity, double dt) {
    m_position += (m_velocity + velocity) / 2 * dt;
    m_velocity = velocity;
}

} // namespace orrery::robot
