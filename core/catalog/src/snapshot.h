// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "columns.h"
#include "schema.h"

namespace orrery::catalog {

/// The columns as they were at one change, kept in the database so that opening it reads arrays instead of every entry.
/// It can be made again from the entries at any time.

/// Replaces the one that is kept. Within the caller's transaction.
Status saveSnapshot(Database& database, Columns& columns);

/// Fills empty columns. False: there is none that this program can use.
Result<bool> loadSnapshot(Database& database, Columns& columns);

} // namespace orrery::catalog
