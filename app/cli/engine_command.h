// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli engine doctor|list|install|remove|test: what there is on this computer to run models with, what is
/// missing, and how to get it.
void addEngineCommand(CLI::App& app, CommandContext& context);
