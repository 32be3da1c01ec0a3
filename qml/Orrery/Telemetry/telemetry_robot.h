// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/robot/kinematics/model.h>
#include <orrery/robot/motion/motion_gate.h>

#include <QString>

#include <functional>
#include <vector>

/// The robot that is recorded and on which takes are shown, as far as this module needs it. What it points to outlives
/// the attachment.
struct TelemetryRobot {
    orrery::robot::MotionGate* gate = nullptr;
    const orrery::robot::KinematicModel* model = nullptr;
    QString name; ///< For a person, and for the recordings.
    QString file; ///< Its description.
    /// Where the joints are now: rad or m, one a coordinate. False before the first state.
    std::function<bool(std::vector<double>&)> positions;
};
