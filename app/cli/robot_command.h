// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli robot check FILE: what is in a robot description and what is wrong with it.
/// orrery-cli robot fk FILE --q joint=value,...: where every link is for these joint values.
/// orrery-cli robot sim FILE --seconds N: where it settles under gravity.
void addRobotCommand(CLI::App& app, CommandContext& context);
