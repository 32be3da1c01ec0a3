// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store.h"
#include "wire_row.h"

#include <cstdint>
#include <string>
#include <vector>

namespace orrery::catalog {

struct Written {
    std::uint64_t added = 0;
    std::uint64_t updated = 0;
};

/// A row as the catalogue keeps it. @param seen of a row that does not say it.
Entry entryOf(WireRow row, const std::string& endpoint, const std::string& seen);

/// Adds the entries, all of one endpoint, or merges them with what is known; all or none.
Result<Written> writeEntries(Store& store, std::vector<Entry> entries);

Status writePage(Store& store, const hub::RepoId& repo, const std::string& endpoint, Page page);

/// @param repos exactly these are on this disk.
Status markInstalled(Store& store, const std::vector<hub::RepoId>& repos);
Status markFavourite(Store& store, const hub::RepoId& repo, bool favourite);

} // namespace orrery::catalog
