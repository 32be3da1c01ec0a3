// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/CLI.hpp>

/// Registers `robot render`: a picture or a film of a robot, drawn by the program `orrery-render`, since this one has
/// no 3D of its own.
void addRobotRenderCommand(CLI::App& robot, CommandContext& context);
