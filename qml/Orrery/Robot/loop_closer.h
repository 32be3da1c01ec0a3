// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/robot/description/description.h>
#include <orrery/robot/kinematics/loops.h>
#include <orrery/robot/kinematics/model.h>

#include <cstddef>
#include <vector>

/// Keeps the closed loops of one robot closed: from the joints that are driven it finds the ones that nobody drives.
/// Works on from its last answer, so that a mechanism stays in its assembly. One thread at a time.
class LoopCloser {
public:
    /// A gap this large is not seen and counts as closed, m.
    static constexpr double closedGap = 2e-5;

    /// @param model outlives this.
    LoopCloser(const orrery::robot::Description& description, const orrery::robot::KinematicModel& model);

    /// There are loops, and they can be closed.
    bool isActive() const { return m_active; }
    const std::vector<orrery::robot::LoopClosure>& closures() const { return m_closures; }
    /// Whether the loops determine this coordinate; false for all while not active.
    bool isPassive(std::size_t coordinate) const;
    /// The coordinates on any loop that are driven.
    bool isDrivenInLoop(std::size_t coordinate) const { return m_active && m_drivenInLoop[coordinate]; }

    /// The posture near `positions` in which every loop is closed, driven joints moved as little as need be: a place to
    /// start from. Unchanged where there is none.
    std::vector<double> settled(std::vector<double> positions) const;

    /// Sets the passive coordinates so that the loops close, as near as can be; the driven ones stay. Cheap where
    /// nothing moved since last time.
    /// @param positions rad or m, one a coordinate.
    /// @return the largest gap that is left, m.
    double close(std::vector<double>& positions);

private:
    double solve(std::vector<double>& positions, const std::vector<double>& from);

    const orrery::robot::KinematicModel& m_model;
    std::vector<orrery::robot::LoopClosure> m_closures;
    std::vector<bool> m_passive;
    std::vector<bool> m_drivenInLoop;
    bool m_active = false;
    std::vector<double> m_last; ///< The last answer, whole.
    double m_lastGap = 0;
};
