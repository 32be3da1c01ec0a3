// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli engine doctor: what there is on this computer to run models with, and what is missing.
void addEngineCommand(CLI::App& app, CommandContext& context);
