// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/sqlite/schema.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <system_error>

namespace orrery::sqlite {

namespace {

Status apply(Database& database, const Schema& schema, int version) {
    const Migration& migration = schema.migrations[static_cast<std::size_t>(version - 1)];
    if (Status done = database.run(migration.sql); !done) return done;
    if (migration.afterwards != nullptr) {
        if (Status done = migration.afterwards(database); !done) return done;
    }
    return database.run(fmt::format("PRAGMA user_version={}", version).c_str());
}

/// A file of another program is as bad as a broken one.
Status checkIdentity(Database& database, std::int64_t applicationId) {
    const auto id = database.number("PRAGMA application_id");
    if (!id) return fail(id.error());
    if (*id == applicationId) return {};
    const auto tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return fail(tables.error());
    if (*id == 0 && *tables == 0) return database.run(fmt::format("PRAGMA application_id={}", applicationId).c_str());
    return fail(Errc::Damaged, "This file is not the one of Orrery's that it should be.");
}

} // namespace

Status migrate(Database& database, const Schema& schema, int version) {
    const int newest = static_cast<int>(schema.migrations.size());
    Result<Transaction> transaction = Transaction::begin(database, "BEGIN IMMEDIATE");
    if (!transaction) return fail(transaction.error());
    if (Status ours = checkIdentity(database, schema.applicationId); !ours) return ours;
    const auto present = database.number("PRAGMA user_version");
    if (!present) return fail(present.error());
    if (*present > newest) {
        return fail(Errc::TooNew, "This file was made by a newer Orrery. Update Orrery, or use another file.");
    }
    for (int next = static_cast<int>(*present) + 1; next <= (version == 0 ? newest : version); ++next) {
        if (Status done = apply(database, schema, next); !done) return done;
    }
    return transaction->commit();
}

Result<Database> openForWriting(const std::filesystem::path& file, const Schema& schema) {
    Result<Database> database = Database::open(file, Database::Mode::Write);
    if (!database) return database;
    if (Status set = database->run("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=8192;"
                                   "PRAGMA journal_size_limit=67108864;");
        !set) {
        return fail(set.error());
    }
    if (Status ready = migrate(*database, schema); !ready) return fail(ready.error());
    return database;
}

Result<std::filesystem::path> setAside(const std::filesystem::path& file) {
    const std::string date = fmt::format("{:%FT%TZ}", fmt::gmtime(std::time(nullptr)));
    std::filesystem::path aside;
    for (int attempt = 0; aside.empty() || std::filesystem::exists(aside); ++attempt) {
        aside = file;
        aside += fmt::format(".damaged-{}{}", date, attempt == 0 ? "" : fmt::format("-{}", attempt));
    }
    std::error_code problem;
    std::filesystem::rename(file, aside, problem);
    if (problem) {
        return fail(orrery::Errc::Io, "A damaged file of Orrery's could not be set aside. Remove it by hand.",
                    problem.message(), file.string());
    }
    for (const char* ending : {"-wal", "-shm"}) {
        std::filesystem::rename(file.string() + ending, aside.string() + ending, problem);
    }
    return aside;
}

} // namespace orrery::sqlite
