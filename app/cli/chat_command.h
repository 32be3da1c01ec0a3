// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli chat: loads a model, asks one question, streams the answer.
void addChatCommand(CLI::App& app, CommandContext& context);
