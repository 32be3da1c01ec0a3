// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/sqlite/database.h>

#include "words_tokenizer.h"

#include <orrery/platform/errc.h>

#include <sqlite3.h>

#include <cerrno>
#include <utility>

namespace orrery::sqlite {

namespace {

constexpr int busyMilliseconds = 30'000;
constexpr int operationsBetweenStopChecks = 20'000;

std::string pathOf(sqlite3* connection) {
    const char* path = connection == nullptr ? nullptr : sqlite3_db_filename(connection, "main");
    return path == nullptr ? std::string() : path;
}

bool saysFull(int systemError) {
    return systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG;
}

/// A quota and a limit of file size are failed writes to SQLite, and it does not always keep the system's error.
bool diskFull(sqlite3* connection, int code, int lastSystemError) {
    if (code == SQLITE_FULL || connection == nullptr) return code == SQLITE_FULL;
    return saysFull(sqlite3_system_errno(connection)) ||
           (sqlite3_extended_errcode(connection) == SQLITE_IOERR_WRITE && saysFull(lastSystemError));
}

tl::unexpected<Error> failure(sqlite3* connection) {
    const int lastSystemError = errno;
    const int code = connection == nullptr ? SQLITE_NOMEM : sqlite3_errcode(connection);
    const std::string detail = connection == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(connection);
    const std::string where = pathOf(connection);
    switch (code) {
    case SQLITE_INTERRUPT: return fail(cancelledError());
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return fail(Errc::Damaged, "One of Orrery's own files is damaged. It is set aside when Orrery starts again.",
                    detail, where);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(orrery::Errc::Io,
                    "Another program is writing to one of Orrery's own files. Try again when it is done.", detail,
                    where);
    default: break;
    }
    if (diskFull(connection, code, lastSystemError)) {
        return fail(platform::Errc::NoSpace, "The disk is full, so nothing more could be kept. Free some space.",
                    detail, where);
    }
    return fail(orrery::Errc::Io, "One of Orrery's own files could not be used.", detail, where);
}

/// A null pointer would be bound as NULL.
const char* orEmpty(std::string_view bytes) {
    return bytes.data() == nullptr ? "" : bytes.data();
}

int stopRequested(void* stop) {
    return static_cast<std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

} // namespace

std::string_view errorDomain(Errc) {
    return "sqlite";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::Damaged: return "damaged";
    case Errc::TooNew: return "too-new";
    }
    return "unknown";
}

void Statement::Finalise::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement& Statement::bind(int place, std::int64_t value) {
    sqlite3_bind_int64(m_statement.get(), place, value);
    return *this;
}

Statement& Statement::bind(int place, double value) {
    sqlite3_bind_double(m_statement.get(), place, value);
    return *this;
}

Statement& Statement::bindNull(int place) {
    sqlite3_bind_null(m_statement.get(), place);
    return *this;
}

Statement& Statement::bind(int place, std::string_view text) {
    sqlite3_bind_text64(m_statement.get(), place, orEmpty(text), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bindBlob(int place, std::string_view bytes) {
    sqlite3_bind_blob64(m_statement.get(), place, orEmpty(bytes), bytes.size(), SQLITE_STATIC);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) {
        reset();
        return false;
    }
    const auto error = failure(sqlite3_db_handle(m_statement.get()));
    reset();
    return error;
}

Status Statement::run() {
    const Result<bool> row = step();
    if (!row) return fail(row.error());
    if (*row) reset();
    return {};
}

void Statement::reset() {
    sqlite3_reset(m_statement.get());
}

std::int64_t Statement::number(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const {
    return sqlite3_column_double(m_statement.get(), column);
}

bool Statement::isNull(int column) const {
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

std::string_view Statement::bytes(int column) const {
    const void* data = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return data == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(data), size);
}

void Database::Close::operator()(sqlite3* connection) const {
    sqlite3_close_v2(connection);
}

Result<Database> Database::open(const std::filesystem::path& file, Mode mode) {
    const int flags = mode == Mode::Write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database;
    database.m_connection.reset(connection);
    if (code != SQLITE_OK) return failure(connection);
    sqlite3_busy_timeout(connection, busyMilliseconds);
    addWordsTokenizer(connection);
    sqlite3_progress_handler(connection, operationsBetweenStopChecks, stopRequested, database.m_stop.get());
    if (Status set = database.run("PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;");
        !set)
        return fail(set.error());
    return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v2(m_connection.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code != SQLITE_OK) return failure(m_connection.get());
    return Statement(statement);
}

Status Database::run(const char* sql) {
    if (sqlite3_exec(m_connection.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(m_connection.get());
    return {};
}

Result<std::int64_t> Database::number(std::string_view sql) {
    Result<Statement> statement = prepare(sql);
    if (!statement) return fail(statement.error());
    const Result<bool> row = statement->step();
    if (!row) return fail(row.error());
    return *row ? statement->number(0) : 0;
}

std::int64_t Database::lastId() const {
    return sqlite3_last_insert_rowid(m_connection.get());
}

std::int64_t Database::changed() const {
    return sqlite3_changes64(m_connection.get());
}

void Database::stopWith(std::stop_token stop) {
    *m_stop = std::move(stop);
}

Result<Transaction> Transaction::begin(Database& database, const char* sql) {
    if (Status begun = database.run(sql); !begun) return fail(begun.error());
    return Transaction(database);
}

Status Transaction::commit() {
    Status committed = m_database->run("COMMIT");
    if (committed) m_database = nullptr;
    return committed;
}

Transaction::~Transaction() {
    if (m_database != nullptr) (void)m_database->run("ROLLBACK");
}

Transaction::Transaction(Transaction&& other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}

} // namespace orrery::sqlite
