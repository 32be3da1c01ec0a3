// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "schema.h"

#include "prose.h"
#include "timestamp.h"

#include <orrery/catalog/catalog.h>

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <system_error>

namespace orrery::catalog {

namespace {

constexpr std::int64_t applicationId = 0x4F727279; // "Orry"

struct Migration {
    const char* sql;
    Status (*afterwards)(Database&);
};

/// Each brings a database from the version before to its own (its place in the list, from 1).
const std::array<Migration, 2> migrations{{
    {"CREATE TABLE entry(id INTEGER PRIMARY KEY, body BLOB NOT NULL);"
     "CREATE TABLE page(id INTEGER PRIMARY KEY, body BLOB NOT NULL);"
     "CREATE TABLE fact(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;",
     nullptr},
    {"CREATE TABLE change(number INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL);"
     "CREATE TABLE snapshot(array INTEGER NOT NULL, piece INTEGER NOT NULL, bytes BLOB NOT NULL,"
     " PRIMARY KEY(array, piece));"
     "CREATE VIRTUAL TABLE prose USING fts5(text, content='', detail=none, tokenize='ascii');"
     "INSERT INTO change(first, last) SELECT 1, max(id) FROM entry HAVING max(id) IS NOT NULL;"
     "INSERT INTO fact SELECT 'change', count(*) FROM change;",
     indexAllProse},
}};

Status apply(Database& database, int version) {
    const Migration& migration = migrations.at(static_cast<std::size_t>(version - 1));
    if (Status done = database.run(migration.sql); !done) return done;
    if (migration.afterwards != nullptr) {
        if (Status done = migration.afterwards(database); !done) return done;
    }
    return database.run(fmt::format("PRAGMA user_version={}", version).c_str());
}

/// A file of another program is as bad as a broken one.
Status checkIdentity(Database& database) {
    const auto id = database.number("PRAGMA application_id");
    if (!id) return fail(id.error());
    if (*id == applicationId) return {};
    const auto tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return fail(tables.error());
    if (*id == 0 && *tables == 0) return database.run(fmt::format("PRAGMA application_id={}", applicationId).c_str());
    return fail(Errc::Damaged, "The file is no catalogue of Orrery's.");
}

} // namespace

Status migrate(Database& database, int version) {
    constexpr int newest = static_cast<int>(migrations.size());
    Result<Transaction> transaction = Transaction::begin(database, "BEGIN IMMEDIATE");
    if (!transaction) return fail(transaction.error());
    if (Status ours = checkIdentity(database); !ours) return ours;
    const auto present = database.number("PRAGMA user_version");
    if (!present) return fail(present.error());
    if (*present > newest) {
        return fail(Errc::TooNew, "This catalogue was made by a newer Orrery. Update Orrery, or use another file.");
    }
    for (int next = static_cast<int>(*present) + 1; next <= (version == 0 ? newest : version); ++next) {
        if (Status done = apply(database, next); !done) return done;
    }
    return transaction->commit();
}

Result<Database> openForWriting(const std::filesystem::path& file) {
    Result<Database> database = Database::open(file, Database::Mode::Write);
    if (!database) return database;
    if (Status set = database->run("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=8192;"
                                   "PRAGMA journal_size_limit=67108864;");
        !set) {
        return fail(set.error());
    }
    if (Status ready = migrate(*database); !ready) return fail(ready.error());
    return database;
}

Result<std::filesystem::path> setAside(const std::filesystem::path& file) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const std::string date = secondsText(static_cast<std::uint64_t>(now.time_since_epoch().count()));
    std::filesystem::path aside;
    for (int attempt = 0; aside.empty() || std::filesystem::exists(aside); ++attempt) {
        aside = file;
        aside += fmt::format(".damaged-{}{}", date, attempt == 0 ? "" : fmt::format("-{}", attempt));
    }
    std::error_code problem;
    std::filesystem::rename(file, aside, problem);
    if (problem) {
        return fail(orrery::Errc::Io, "The damaged catalogue could not be set aside. Remove it by hand.",
                    problem.message(), file.string());
    }
    for (const char* ending : {"-wal", "-shm"}) {
        std::filesystem::rename(file.string() + ending, aside.string() + ending, problem);
    }
    return aside;
}

Result<std::int64_t> readFact(Database& database, std::string_view name) {
    Result<Statement> select = database.prepare("SELECT value FROM fact WHERE name=?");
    if (!select) return fail(select.error());
    const Result<bool> row = select->bind(1, name).step();
    if (!row) return fail(row.error());
    return *row ? select->number(0) : 0;
}

Status writeFact(Database& database, std::string_view name, std::int64_t value) {
    Result<Statement> insert = database.prepare("INSERT OR REPLACE INTO fact VALUES(?,?)");
    if (!insert) return fail(insert.error());
    return insert->bind(1, name).bind(2, value).run();
}

} // namespace orrery::catalog
