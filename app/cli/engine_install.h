// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli engine install|remove|test: the runtime folders that Orrery manages.
void addEngineInstallCommands(CLI::App& engine, CommandContext& context);
