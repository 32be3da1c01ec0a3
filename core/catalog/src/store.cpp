// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "store.h"

#include "schema.h"
#include "snapshot.h"
#include "stored_entry.h"

#include <algorithm>
#include <utility>

namespace orrery::catalog {

namespace {

constexpr std::int64_t snapshotLayout = 1;         ///< Of Columns::visit and what its arrays mean.
constexpr std::size_t entriesAtOnce = 4096;        ///< Taken in while questions wait.
constexpr std::int64_t backlogOfSnapshot = 20'000; ///< Entries.
constexpr const char* changeFact = "change";
constexpr const char* snapshotFact = "snapshot";
constexpr const char* madeWithFact = "made-with";

Error damaged(const std::filesystem::path& file) {
    return {sqlite::Errc::Damaged,
            "The catalogue's file is damaged. It is set aside when Orrery starts again.",
            {},
            file.string()};
}

using Change = std::pair<std::int64_t, std::int64_t>;

Result<std::vector<Change>> changesSince(Database& database, std::int64_t change) {
    Result<Statement> select = database.prepare("SELECT first, last FROM change WHERE number>? ORDER BY number");
    if (!select) return fail(select.error());
    select->bind(1, change);
    std::vector<Change> changes;
    for (;;) {
        const Result<bool> row = select->step();
        if (!row) return fail(row.error());
        if (!*row) return changes;
        changes.emplace_back(select->number(0), select->number(1));
    }
}

/// Neighbours in one.
std::vector<Change> rangesOf(const std::vector<NumberedEntry>& entries) {
    std::vector<std::int64_t> ids;
    ids.reserve(entries.size());
    for (const NumberedEntry& entry : entries) ids.push_back(entry.id);
    std::ranges::sort(ids);
    std::vector<Change> ranges;
    for (const std::int64_t id : ids) {
        if (ranges.empty() || id > ranges.back().second + 1) ranges.emplace_back(id, id);
        ranges.back().second = id;
    }
    return ranges;
}

} // namespace

Store::Store(std::filesystem::path file, Database writing, const Catalog::Tables& tables)
    : m_file(std::move(file)),
      m_tables(tables),
      m_writing(std::move(writing)),
      m_columns(std::make_unique<Columns>(m_tables)) {}

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file, const Catalog::Tables& tables) {
    Result<Database> database = sqlite::openForWriting(file, catalogSchema());
    if (!database) return fail(database.error());
    std::unique_ptr<Store> store(new Store(file, std::move(*database), tables));
    if (Status ready = store->refresh(store->m_writing); !ready) return fail(ready.error());
    return store;
}

Store::Reader::~Reader() {
    if (!m_database) return;
    m_database->stopWith({});
    const std::lock_guard lock(m_store->m_readersLock);
    m_store->m_readers.push_back(std::move(m_database));
}

Result<Store::Reader> Store::reader(std::stop_token stop) {
    std::unique_ptr<Database> database;
    {
        const std::lock_guard lock(m_readersLock);
        if (!m_readers.empty()) {
            database = std::move(m_readers.back());
            m_readers.pop_back();
        }
    }
    if (!database) {
        Result<Database> opened = Database::open(m_file, Database::Mode::Read);
        if (!opened) return fail(opened.error());
        database = std::make_unique<Database>(std::move(*opened));
    }
    database->stopWith(std::move(stop));
    Reader reader(*this, std::move(database));
    if (Status ready = refresh(*reader); !ready) return fail(ready.error());
    return reader;
}

Status Store::refresh(Database& database) {
    const auto change = readFact(database, changeFact);
    if (!change) return fail(change.error());
    if (*change == m_change) return {};
    Result<Transaction> transaction = Transaction::begin(database, "BEGIN");
    if (!transaction) return fail(transaction.error());
    if (Status done = catchUp(database); !done) return done;
    return transaction->commit();
}

Status Store::catchUp(Database& database) {
    const auto change = readFact(database, changeFact);
    if (!change) return fail(change.error());
    const std::lock_guard lock(m_refreshLock);
    if (*change <= m_change) return {};
    const auto snapshot = readFact(database, snapshotFact);
    if (!snapshot) return fail(snapshot.error());
    if (m_change < *snapshot || m_change < 0) {
        if (Status done = reload(database); !done) return done;
    }
    const auto changes = changesSince(database, m_change);
    if (!changes) return fail(changes.error());
    for (const auto& [first, last] : *changes) {
        if (Status done = takeIn(database, first, last); !done) return done;
    }
    m_change = *change;
    return {};
}

/// From the snapshot; from all entries when there is none, or one of another program or licence table.
Status Store::reload(Database& database) {
    auto columns = std::make_unique<Columns>(m_tables);
    const auto with = readFact(database, madeWithFact);
    if (!with) return fail(with.error());
    const Result<bool> loaded = *with == madeWith() ? loadSnapshot(database, *columns) : Result<bool>(false);
    if (!loaded) return fail(loaded.error());
    const auto snapshot = readFact(database, snapshotFact);
    if (!snapshot) return fail(snapshot.error());
    {
        const std::unique_lock lock(m_columnsLock);
        m_columns = *loaded ? std::move(columns) : std::make_unique<Columns>(m_tables);
    }
    m_change = *snapshot;
    if (*loaded) return {};
    const auto last = database.number("SELECT coalesce(max(id),0) FROM entry");
    return last ? takeIn(database, 1, *last) : fail(last.error());
}

Status Store::takeIn(Database& database, std::int64_t first, std::int64_t last) {
    Result<Statement> select = database.prepare("SELECT id, body FROM entry WHERE id BETWEEN ? AND ? ORDER BY id");
    if (!select) return fail(select.error());
    select->bind(1, first).bind(2, last);
    std::vector<NumberedEntry> entries;
    for (bool more = true; more;) {
        const Result<bool> row = select->step();
        if (!row) return fail(row.error());
        more = *row;
        if (more) {
            auto entry = decodeEntry(select->bytes(1));
            if (!entry) return fail(damaged(m_file));
            entries.push_back({select->number(0), std::move(*entry)});
        }
        if (more && entries.size() < entriesAtOnce) continue;
        if (Status done = takeIn(entries); !done) return done;
        entries.clear();
    }
    return {};
}

Status Store::takeIn(const std::vector<NumberedEntry>& entries) {
    const std::unique_lock lock(m_columnsLock);
    for (const auto& [id, entry] : entries) {
        if (id < 1 || id > m_columns->size() + std::int64_t(1)) return fail(damaged(m_file));
        m_columns->set(static_cast<std::uint32_t>(id - 1), entry);
    }
    return {};
}

Result<Store::Writer> Store::writer() {
    std::unique_lock lock(m_writeLock);
    Result<Transaction> transaction = Transaction::begin(m_writing, "BEGIN IMMEDIATE");
    if (!transaction) return fail(transaction.error());
    Writer writer(*this, std::move(lock), std::move(*transaction));
    if (Status done = catchUp(m_writing); !done) return fail(done.error());
    return writer;
}

std::int64_t Store::Writer::entryCount() const {
    const auto lock = m_store.lockColumns();
    return m_store.columns().size();
}

std::optional<std::int64_t> Store::Writer::find(const hub::RepoId& repo, std::string_view endpoint) const {
    const auto lock = m_store.lockColumns();
    const auto row = m_store.columns().find(repo, endpoint);
    return row ? std::optional(*row + std::int64_t(1)) : std::nullopt;
}

/// Nobody else can have written since the transaction began, and who reads meanwhile waits with taking in changes.
Status Store::Writer::commit(const std::vector<NumberedEntry>& written) {
    Database& database = m_store.m_writing;
    const std::lock_guard refreshing(m_store.m_refreshLock);
    std::int64_t number = m_store.m_change;
    Result<Statement> insert = database.prepare("INSERT INTO change VALUES(?,?,?)");
    if (!insert) return fail(insert.error());
    for (const auto& [first, last] : rangesOf(written)) {
        if (Status done = insert->bind(1, ++number).bind(2, first).bind(3, last).run(); !done) return done;
    }
    if (Status done = writeFact(database, changeFact, number); !done) return done;
    if (Status done = m_transaction.commit(); !done) return done;
    if (Status done = m_store.takeIn(written); !done) return done;
    m_store.m_change = number;
    return {};
}

std::int64_t Store::madeWith() const {
    std::uint64_t hash = snapshotLayout;
    for (const governance::Licence& licence : m_tables.licences.all()) {
        hash = hash * 1'000'003 + hashOf(licence.id) * 7U + static_cast<std::uint64_t>(licence.licenceClass);
    }
    return static_cast<std::int64_t>(hash);
}

Status Store::tidy() {
    const std::lock_guard lock(m_writeLock);
    const auto backlog = m_writing.number("SELECT coalesce(sum(last-first+1),0) FROM change");
    if (!backlog) return fail(backlog.error());
    const auto entries = m_writing.number("SELECT coalesce(max(id),0) FROM entry");
    if (!entries) return fail(entries.error());
    if (*backlog < std::max(backlogOfSnapshot, *entries / 20)) return {};
    if (Status saved = saveSnapshotNow(); !saved) return saved;
    return m_writing.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

Status Store::saveSnapshotNow() {
    Result<Transaction> transaction = Transaction::begin(m_writing, "BEGIN IMMEDIATE");
    if (!transaction) return fail(transaction.error());
    if (Status done = catchUp(m_writing); !done) return done;
    const std::lock_guard refreshing(m_refreshLock); // so that the columns stay as they are
    {
        const std::unique_lock lock(m_columnsLock);
        m_columns->pack();
    }
    if (Status done = saveSnapshot(m_writing, *m_columns); !done) return done;
    if (Status done = m_writing.run("DELETE FROM change"); !done) return done;
    if (Status done = writeFact(m_writing, snapshotFact, m_change); !done) return done;
    if (Status done = writeFact(m_writing, madeWithFact, madeWith()); !done) return done;
    return transaction->commit();
}

} // namespace orrery::catalog
