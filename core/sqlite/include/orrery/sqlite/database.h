// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace orrery::sqlite {

enum class Errc {
    Damaged, ///< The file is no database, not this one, or broken.
    TooNew,  ///< It was made by a newer Orrery.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

/// One prepared statement. Texts and blobs bound to it must live until the next reset().
class Statement {
public:
    Statement() = default;

    Statement& bind(int place, std::int64_t value);
    Statement& bind(int place, double value);
    Statement& bind(int place, std::string_view text);
    Statement& bindNull(int place);
    Statement& bindBlob(int place, std::string_view bytes);
    /// True: there is a row. Ended statements are reset.
    Result<bool> step();
    /// For statements that give no row.
    Status run();
    void reset();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] double real(int column) const;
    /// The column's bytes, until the next step() or reset().
    [[nodiscard]] std::string_view bytes(int column) const;

private:
    friend class Database;
    struct Finalise {
        void operator()(sqlite3_stmt* statement) const;
    };
    explicit Statement(sqlite3_stmt* statement) : m_statement(statement) {}

    std::unique_ptr<sqlite3_stmt, Finalise> m_statement;
};

/// One connection to a SQLite file, for one thread at a time. Errors: sqlite::Errc, platform::Errc::NoSpace, base
/// Cancelled and Io, with the file in `where`. FTS5 tables may be made with tokenize='orrery_words': case and accents
/// do not matter, and of writings without blanks (Chinese, Japanese, Thai ...) each character is a word.
class Database {
public:
    enum class Mode { Write, Read };

    static Result<Database> open(const std::filesystem::path& file, Mode mode);

    Result<Statement> prepare(std::string_view sql);
    /// Runs one or more statements that need no values.
    Status run(const char* sql);
    /// The one whole number that `sql` asks for; 0 without a row.
    Result<std::int64_t> number(std::string_view sql);
    /// The row id the last INSERT gave.
    [[nodiscard]] std::int64_t lastId() const;
    /// How many rows the last statement changed.
    [[nodiscard]] std::int64_t changed() const;
    /// From now on statements end with Cancelled soon after `stop` was requested; an empty token: never.
    void stopWith(std::stop_token stop);

private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };

    std::unique_ptr<sqlite3, Close> m_connection;
    std::unique_ptr<std::stop_token> m_stop = std::make_unique<std::stop_token>();
};

/// Undone at the end of its life unless it was committed.
class Transaction {
public:
    /// @param sql "BEGIN" or "BEGIN IMMEDIATE".
    static Result<Transaction> begin(Database& database, const char* sql);
    Status commit();

    ~Transaction();
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;

private:
    explicit Transaction(Database& database) : m_database(&database) {}

    Database* m_database;
};

} // namespace orrery::sqlite
