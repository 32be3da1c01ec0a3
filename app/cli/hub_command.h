// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli hub search|info|files|get|whoami: asks a Hub, and downloads from it.
void addHubCommand(CLI::App& app, CommandContext& context);
