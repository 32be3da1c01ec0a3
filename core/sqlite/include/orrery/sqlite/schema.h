// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/sqlite/database.h>

#include <cstdint>
#include <filesystem>
#include <span>

namespace orrery::sqlite {

/// Brings a database from the version before to its own: its place in the list, from 1.
struct Migration {
    const char* sql;
    Status (*afterwards)(Database&) = nullptr;
};

/// What a database of ours is made of.
struct Schema {
    std::int64_t applicationId = 0; ///< Tells our file from another program's (PRAGMA application_id).
    std::span<const Migration> migrations;
};

/// Brings a fresh or older database up to `version`; 0: the newest. All in one transaction. Errc::TooNew leaves it as
/// it is, Errc::Damaged means that it is another program's.
Status migrate(Database& database, const Schema& schema, int version = 0);

/// Opens the file for writing (WAL), makes it or brings it up to date. Its folder must exist.
Result<Database> openForWriting(const std::filesystem::path& file, const Schema& schema);

/// Renames the file and what SQLite keeps beside it to "....damaged-<date>". @return the new name.
Result<std::filesystem::path> setAside(const std::filesystem::path& file);

} // namespace orrery::sqlite
