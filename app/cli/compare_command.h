// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli compare: one prompt to several models; what was compared before.
void addCompareCommand(CLI::App& app, CommandContext& context);
