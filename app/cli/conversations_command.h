// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli conversations list|show|search|export|import|remove: what was said to models on this machine.
void addConversationsCommand(CLI::App& app, CommandContext& context);
