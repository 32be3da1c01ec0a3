// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/CLI.hpp>

/// Registers `orrery-cli model inspect|speed`.
void addModelCommand(CLI::App& app, CommandContext& context);
