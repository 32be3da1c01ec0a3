// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub_services.h"

#include <string>
#include <vector>

namespace orrery::ui {

/// Now, in UTC, as the catalogue writes it.
std::string nowUtc();

/// An entry as the catalogue would make it of a row it has not got.
catalog::Entry entryOf(const HubServices& services, hub::RepoSummary row, const std::string& endpoint,
                       const std::string& seen);

/// One row the Hub told, as the catalogue has it now.
struct Remembered {
    catalog::Entry entry;
    bool isNew = false; ///< The catalogue had never heard of it.
};

/// Puts rows into the catalogue and gives back what it now knows of each, in their order. A catalogue that cannot be
/// written is logged: the rows are shown all the same. Blocks: for a worker.
std::vector<Remembered> remember(const HubServices& services, const std::vector<hub::RepoSummary>& rows,
                                 const std::string& endpoint);

} // namespace orrery::ui
