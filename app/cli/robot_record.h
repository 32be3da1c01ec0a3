// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli robot record FILE.mcap: records a simulated robot, at rest or playing a gesture.
/// orrery-cli robot replay FILE.mcap: what is in a recording, as a table, or played by a simulated robot.
/// @param robot the "robot" command they are added to.
void addRobotRecordCommands(CLI::App& robot, CommandContext& context);
