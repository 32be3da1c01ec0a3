// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loop_closer.h"

#include <orrery/base/executor.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/kinematics/model.h>
#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/motion/motion_runner.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

/// One robot being looked at: its kinematics, the link that moves it (here the simulator), the gate before that link,
/// and what plays gestures through the gate. GUI thread; link and runner have threads of their own, joined on
/// destruction.
class RobotSession {
public:
    /// @param home where joints start, rad or m by name; the others at zero or the limit next to it.
    RobotSession(const orrery::robot::Description& description, const std::map<std::string, double>& home,
                 orrery::Executor& gui);

    const orrery::robot::KinematicModel& model() const { return m_model; }
    orrery::robot::MotionGate& gate() { return m_gate; }
    /// For reading: names and states.
    const orrery::robot::RobotLink& link() const { return *m_link; }
    orrery::robot::MotionRunner& runner() { return m_runner; }
    const orrery::robot::StateBuffer& states() const { return m_link->states(); }

    /// Of a mechanism with closed loops; not active for others.
    const LoopCloser& loops() const { return m_loops; }

    /// Where home is: rad or m, one a coordinate; loops are closed there.
    const std::vector<double>& home() const { return m_home; }

    /// The joints at the moment to show now: two measured intervals ago, so that a late state never makes the picture
    /// stutter. Joints that only closed loops move are worked out from the others.
    /// @param positions receives one value (rad, m) a coordinate; unchanged before the first state.
    /// @return whether there was a state.
    bool positionsToShow(std::vector<double>& positions) const;

    /// A value (rad, m) a coordinate, from values in the link's joint order; `fallback` where the link says nothing.
    std::vector<double> fromLinkOrder(const std::vector<double>& inLink, std::vector<double> fallback) const;

private:
    orrery::robot::KinematicModel m_model;
    mutable LoopCloser m_loops; // remembers its last answer
    std::vector<double> m_home;
    std::unique_ptr<orrery::robot::RobotLink> m_link;
    std::vector<std::size_t> m_linkIndex; // of each coordinate, in the link's arrays
    orrery::robot::MotionGate m_gate;
    orrery::robot::MotionRunner m_runner;
};
