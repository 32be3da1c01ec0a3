// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/sqlite/database.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace orrery::sqlite {

/// Bytes that are no text.
struct Blob {
    std::string_view bytes;
};

/// A database with its statements, each prepared once. Values are numbers, texts, Blobs and optionals of these; they
/// are bound in order. A statement must not be used again while its rows are gone through.
class Statements {
public:
    explicit Statements(Database database) : m_database(std::move(database)) {}

    [[nodiscard]] Database& database() { return m_database; }

    /// For statements that give no row.
    template <class... Values>
    Status run(std::string_view sql, const Values&... values) {
        const Result<Statement*> statement = bound(sql, values...);
        return statement ? (*statement)->run() : fail(statement.error());
    }

    /// Calls `onRow(const Statement&)` with each row.
    template <class OnRow, class... Values>
    Status each(std::string_view sql, OnRow&& onRow, const Values&... values) {
        const Result<Statement*> statement = bound(sql, values...);
        if (!statement) return fail(statement.error());
        for (;;) {
            const Result<bool> row = (*statement)->step();
            if (!row) return fail(row.error());
            if (!*row) return {};
            onRow(std::as_const(**statement));
        }
    }

    /// The one whole number that is asked for; nothing without a row.
    template <class... Values>
    Result<std::optional<std::int64_t>> number(std::string_view sql, const Values&... values) {
        std::optional<std::int64_t> found;
        const Status done = each(
            sql, [&](const Statement& row) { found = row.number(0); }, values...);
        if (!done) return fail(done.error());
        return found;
    }

private:
    Result<Statement*> prepared(std::string_view sql);

    template <class... Values>
    Result<Statement*> bound(std::string_view sql, const Values&... values) {
        Result<Statement*> statement = prepared(sql);
        if (!statement) return statement;
        int place = 0;
        (bindOne(**statement, ++place, values), ...);
        return statement;
    }

    template <class Value>
    static void bindOne(Statement& statement, int place, const Value& value) {
        if constexpr (std::is_integral_v<Value>)
            statement.bind(place, static_cast<std::int64_t>(value));
        else if constexpr (std::is_floating_point_v<Value>)
            statement.bind(place, static_cast<double>(value));
        else if constexpr (std::is_same_v<Value, Blob>)
            statement.bindBlob(place, value.bytes);
        else
            statement.bind(place, std::string_view(value));
    }
    template <class Value>
    static void bindOne(Statement& statement, int place, const std::optional<Value>& value) {
        if (value)
            bindOne(statement, place, *value);
        else
            statement.bindNull(place);
    }

    Database m_database;
    std::unordered_map<std::string, Statement> m_statements;
};

} // namespace orrery::sqlite
