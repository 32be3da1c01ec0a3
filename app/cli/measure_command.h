// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli measure: how fast a model runs here, by threads and batches; what was measured before.
void addMeasureCommand(CLI::App& app, CommandContext& context);
