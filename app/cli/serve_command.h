// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// `orrery-cli serve`: other programs may use models of this computer.
void addServeCommand(CLI::App& app, CommandContext& context);
