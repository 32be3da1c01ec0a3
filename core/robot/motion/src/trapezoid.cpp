// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "trapezoid.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace orrery::robot {

Trapezoid::Trapezoid(double position, double speed, double target, double fastest, double acceleration)
    : m_target(target), m_start(position) {
    const double halt = position + speed * std::abs(speed) / (2 * acceleration);
    const double side = target < halt ? -1 : 1;
    const double way = side * (target - position);
    const double first = side * speed; // towards the target
    // Without a limit it would brake from this speed: first to top to rest over the way.
    const double top = std::sqrt(std::max(0.0, acceleration * way + first * first / 2));
    const double cruise = std::min(top, fastest);
    const double change = std::abs(cruise - first) / acceleration;
    const double changeWay = change * (first + cruise) / 2;
    const double brake = cruise / acceleration;
    const double rest = std::max(0.0, way - changeWay - cruise * brake / 2);
    const double steady = cruise > 0 ? rest / cruise : 0;

    const double sign = cruise < first ? -1 : 1;
    m_phases[0] = {position, speed, side * sign * acceleration};
    m_phases[1] = {position + side * changeWay, side * cruise, 0};
    m_phases[2] = {position + side * (changeWay + cruise * steady), side * cruise, -side * acceleration};
    m_ends = {change, change + steady, change + steady + brake};
    m_peak = std::max(std::abs(speed), cruise);
}

double Trapezoid::at(double time) const {
    if (time <= 0) return m_start;
    double begin = 0;
    for (std::size_t i = 0; i < m_phases.size(); ++i) {
        const double inside = time - begin;
        if (time < m_ends[i]) {
            const Phase& phase = m_phases[i];
            return phase.position + inside * (phase.speed + inside * phase.acceleration / 2);
        }
        begin = m_ends[i];
    }
    return m_target;
}

} // namespace orrery::robot
