// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "prose.h"

#include "stored_entry.h"
#include "stored_page.h"

namespace orrery::catalog {

namespace {

constexpr std::size_t indexedCard = 64U << 10U;
constexpr std::int64_t mostHits = 50'000;

/// The index cuts words where Word does not: "2.5" is two there.
std::string queryFor(const Word& word) {
    std::string query = "\"";
    for (const char c : word.text()) {
        if (c == '.')
            query += "\" AND \"";
        else
            query += c;
    }
    return query + "\"";
}

} // namespace

std::string proseOf(std::string_view description, std::string_view card) {
    std::string text(description);
    if (!card.empty()) text.append(" ").append(card.substr(0, indexedCard));
    return text;
}

Status replaceProse(Database& database, std::int64_t id, std::string_view before, std::string_view after) {
    if (before == after) return {};
    if (!before.empty()) {
        Result<Statement> remove = database.prepare("INSERT INTO prose(prose, rowid, text) VALUES('delete',?,?)");
        if (!remove) return fail(remove.error());
        if (Status done = remove->bind(1, id).bind(2, before).run(); !done) return done;
    }
    if (after.empty()) return {};
    Result<Statement> add = database.prepare("INSERT INTO prose(rowid, text) VALUES(?,?)");
    if (!add) return fail(add.error());
    return add->bind(1, id).bind(2, after).run();
}

Status indexAllProse(Database& database) {
    Result<Statement> all =
        database.prepare("SELECT entry.id, entry.body, page.body FROM entry LEFT JOIN page ON page.id=entry.id");
    if (!all) return fail(all.error());
    for (;;) {
        const Result<bool> row = all->step();
        if (!row) return fail(row.error());
        if (!*row) return {};
        const auto entry = decodeEntry(all->bytes(1));
        const auto page = decodePage(all->bytes(2));
        const std::string text =
            proseOf(entry ? entry->summary.description : "", page ? std::string_view(page->card) : std::string_view());
        if (Status added = replaceProse(database, all->number(0), {}, text); !added) return added;
    }
}

Result<std::vector<std::int64_t>> entriesWithWord(Database& database, const Word& word) {
    Result<Statement> select = database.prepare("SELECT rowid FROM prose WHERE prose MATCH ? LIMIT ?");
    if (!select) return fail(select.error());
    const std::string query = queryFor(word);
    select->bind(1, query).bind(2, mostHits);
    std::vector<std::int64_t> ids;
    for (;;) {
        const Result<bool> row = select->step();
        if (!row) return fail(row.error());
        if (!*row) return ids;
        ids.push_back(select->number(0));
    }
}

} // namespace orrery::catalog
