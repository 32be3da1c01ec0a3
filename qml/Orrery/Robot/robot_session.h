// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loop_closer.h"

#include <orrery/base/executor.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/kinematics/model.h>
#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/motion/motion_runner.h>
#include <orrery/robot/sim/physics_simulator.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

/// The light simulator, with these joints (rad or m by name) at the beginning.
std::unique_ptr<orrery::robot::RobotLink> kinematicLink(const orrery::robot::Description& description,
                                                        const std::map<std::string, double>& positions);

/// One robot being looked at: its kinematics, the link that moves it, the gate before that link, and what plays
/// gestures through the gate. GUI thread; link and runner have threads of their own, joined on destruction.
class RobotSession {
public:
    /// @param home where joints start, rad or m by name; the others at zero or the limit next to it.
    /// @param link what moves it; null: the light simulator, at home.
    RobotSession(const orrery::robot::Description& description, const std::map<std::string, double>& home,
                 std::unique_ptr<orrery::robot::RobotLink> link, orrery::Executor& gui);

    const orrery::robot::KinematicModel& model() const { return m_model; }
    orrery::robot::MotionGate& gate() { return m_gate; }
    /// For reading: names and states.
    const orrery::robot::RobotLink& link() const { return *m_link; }
    /// The link as a physics simulation: its time, its pushes; null where it is none. Motions go through the gate.
    orrery::robot::PhysicsSimulator* physics() { return m_physics; }
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
    /// The same by name.
    std::map<std::string, double> positionsByName() const;
    /// Where the root is now, in the frame in which it began.
    orrery::Pose rootPose() const;

    /// A value (rad, m) a coordinate, from values in the link's joint order; `fallback` where the link says nothing.
    std::vector<double> fromLinkOrder(const std::vector<double>& inLink, std::vector<double> fallback) const;

private:
    orrery::robot::KinematicModel m_model;
    mutable LoopCloser m_loops; // remembers its last answer
    std::vector<double> m_home;
    std::unique_ptr<orrery::robot::RobotLink> m_link;
    orrery::robot::PhysicsSimulator* m_physics; // the link, or null
    std::vector<std::size_t> m_linkIndex;       // of each coordinate, in the link's arrays
    orrery::robot::MotionGate m_gate;
    orrery::robot::MotionRunner m_runner;
};
