// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/CLI.hpp>

/// Registers `robot sim`.
void addRobotSimCommand(CLI::App& robot, CommandContext& context);
