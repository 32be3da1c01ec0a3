// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "schema.h"

#include "prose.h"

#include <array>

namespace orrery::catalog {

namespace {

constexpr std::int64_t applicationId = 0x4F727279; // "Orry"

const std::array<sqlite::Migration, 2> migrations{{
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

} // namespace

sqlite::Schema catalogSchema() {
    return {applicationId, migrations};
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
