// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli cache ls|verify|rm|repair|pack|unpack: what is on this disk, in the Hub cache above all, and its care.
void addCacheCommand(CLI::App& app, CommandContext& context);
