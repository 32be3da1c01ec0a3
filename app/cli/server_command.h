// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli server add|list|check|remove: OpenAI-compatible servers that others run, the same list as the window's.
void addServerCommand(CLI::App& app, CommandContext& context);
