// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "robot_folder.h"

#include <orrery/base/result.h>
#include <orrery/platform/paths.h>
#include <orrery/robot/description/description.h>

#include <QString>

/// A robot that was read, with what lies beside its description.
struct OpenedRobot {
    RobotFolder folder;
    orrery::robot::Description description;
};

/// @param path a bundled robot's name, a robot's folder, or a description. Blocks.
orrery::Result<OpenedRobot> openRobot(const QString& path, const orrery::platform::Folders& folders);
