// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sqlite.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace orrery::catalog {

/// What the database holds:
/// - entry: every repository, by a number without gaps from 1; `body` is encodeEntry's.
/// - page: files and card of those that were opened.
/// - change: which entries each write touched, since the snapshot; how other programs and threads keep up.
/// - fact: numbers by name: "change" the last one made, "snapshot" the one the snapshot shows, "tables" and "format"
///   what it was made with.
/// - snapshot: see snapshot.h.
/// - prose (FTS5): the words of descriptions and cards.

/// Brings a fresh or older database up to `version`; the newest by default. Errc::TooNew leaves it as it is.
Status migrate(Database& database, int version = 0);

/// Opens the file for writing, makes it or brings it up to date. Errc::Damaged when it is no catalogue.
Result<Database> openForWriting(const std::filesystem::path& file);

/// Renames the file and what SQLite keeps beside it to "….damaged-<date>". @return the new name.
Result<std::filesystem::path> setAside(const std::filesystem::path& file);

Result<std::int64_t> readFact(Database& database, std::string_view name);
Status writeFact(Database& database, std::string_view name, std::int64_t value);

} // namespace orrery::catalog
