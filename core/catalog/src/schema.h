// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/sqlite/schema.h>

#include <cstdint>
#include <string_view>

namespace orrery::catalog {

using sqlite::Database;
using sqlite::Statement;
using sqlite::Transaction;

/// What the database holds:
/// - entry: every repository, by a number without gaps from 1; `body` is encodeEntry's.
/// - page: files and card of those that were opened.
/// - change: which entries each write touched, since the snapshot; how other programs and threads keep up.
/// - fact: numbers by name: "change" the last one made, "snapshot" the one the snapshot shows, "tables" and "format"
///   what it was made with.
/// - snapshot: see snapshot.h.
/// - prose (FTS5): the words of descriptions and cards.

sqlite::Schema catalogSchema();

Result<std::int64_t> readFact(Database& database, std::string_view name);
Status writeFact(Database& database, std::string_view name, std::int64_t value);

} // namespace orrery::catalog
