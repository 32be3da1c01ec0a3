// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <CLI/App.hpp>

/// orrery-cli catalog import FILE: takes a dump of Hub listings (JSON, JSONL, Parquet) into the offline catalogue.
/// orrery-cli catalog search WORDS: finds what was ever seen, with no network.
/// orrery-cli catalog stats: what is in the catalogue.
void addCatalogCommand(CLI::App& app, CommandContext& context);
