// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "writer.h"

#include "derived.h"
#include "prose.h"
#include "stored_entry.h"
#include "stored_page.h"
#include "timestamp.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace orrery::catalog {

namespace {

/// One transaction over entries: statements prepared once, and what was written.
class Session {
public:
    static Result<Session> begin(Store& store) {
        Result<Store::Writer> writer = store.writer();
        if (!writer) return fail(writer.error());
        Session session(std::move(*writer));
        const auto prepare = [&](Statement& statement, std::string_view sql) -> Status {
            Result<Statement> prepared = session.m_writer.database().prepare(sql);
            if (!prepared) return fail(prepared.error());
            statement = std::move(*prepared);
            return {};
        };
        for (const auto& [statement, sql] : std::initializer_list<std::pair<Statement*, std::string_view>>{
                 {&session.m_read, "SELECT body FROM entry WHERE id=?"},
                 {&session.m_write, "INSERT OR REPLACE INTO entry VALUES(?,?)"},
                 {&session.m_readPage, "SELECT body FROM page WHERE id=?"},
                 {&session.m_writePage, "INSERT OR REPLACE INTO page VALUES(?,?)"}}) {
            if (Status done = prepare(*statement, sql); !done) return fail(done.error());
        }
        return session;
    }

    Store::Writer& writer() { return m_writer; }

    Result<Entry> read(std::int64_t id) {
        const Result<bool> row = m_read.bind(1, id).step();
        if (!row) return fail(row.error());
        auto entry = *row ? decodeEntry(m_read.bytes(0)) : std::nullopt;
        m_read.reset();
        if (!entry)
            return fail(sqlite::Errc::Damaged,
                        "The catalogue's file is damaged. It is set aside when Orrery starts again.");
        return std::move(*entry);
    }

    Status write(std::int64_t id, Entry entry) {
        const std::string body = encodeEntry(entry);
        m_written.push_back({id, std::move(entry)});
        return m_write.bind(1, id).bindBlob(2, body).run();
    }

    Result<std::optional<Page>> readPage(std::int64_t id) {
        const Result<bool> row = m_readPage.bind(1, id).step();
        if (!row) return fail(row.error());
        auto page = *row ? decodePage(m_readPage.bytes(0)) : std::nullopt;
        m_readPage.reset();
        return page;
    }

    Status writePage(std::int64_t id, const Page& page) {
        const std::string body = encodePage(page);
        return m_writePage.bind(1, id).bindBlob(2, body).run();
    }

    /// A new entry with its description indexed.
    Status add(std::int64_t id, Entry entry) {
        if (Status done = write(id, std::move(entry)); !done) return done;
        return replaceProse(m_writer.database(), id, {}, m_written.back().entry.summary.description);
    }

    /// What is known of it, and the index, brought to `entry`.
    Status update(std::int64_t id, const Entry& known, const Entry& entry) {
        if (Status done = write(id, entry); !done) return done;
        if (known.summary.description == entry.summary.description) return {};
        const auto page = readPage(id);
        if (!page) return fail(page.error());
        const std::string_view card = *page ? std::string_view((*page)->card) : std::string_view();
        return replaceProse(m_writer.database(), id, proseOf(known.summary.description, card),
                            proseOf(entry.summary.description, card));
    }

    Status commit() { return m_writer.commit(m_written); }

private:
    explicit Session(Store::Writer writer) : m_writer(std::move(writer)) {}

    Store::Writer m_writer;
    Statement m_read, m_write, m_readPage, m_writePage;
    std::vector<NumberedEntry> m_written;
};

/// What a page adds to one that is known.
Page mergedPage(Page page, std::optional<Page> known) {
    if (!known) return page;
    const bool newer = readTimestamp(page.seen) >= readTimestamp(known->seen);
    Page& older = newer ? *known : page;
    Page& result = newer ? page : *known;
    if (result.card.empty()) result.card = std::move(older.card);
    if (result.files.empty()) result.files = std::move(older.files);
    if (result.revision.empty()) result.revision = std::move(older.revision);
    return std::move(result);
}

/// Sets a mark of one entry.
Status mark(Session& session, std::int64_t id, bool Entry::*which, bool value) {
    auto entry = session.read(id);
    if (!entry) return fail(entry.error());
    if ((*entry).*which == value) return {};
    (*entry).*which = value;
    return session.write(id, std::move(*entry));
}

/// The entries of a repository, at whichever endpoint; all ids for which `isIt`.
template <class IsIt>
std::vector<std::int64_t> idsWhere(const Store& store, const IsIt& isIt) {
    const auto lock = store.lockColumns();
    std::vector<std::int64_t> ids;
    for (std::uint32_t row = 0; row < store.columns().size(); ++row) {
        if (isIt(store.columns(), row)) ids.push_back(row + std::int64_t(1));
    }
    return ids;
}

/// For telling repositories of one endpoint apart.
std::string mapKeyOf(const hub::RepoId& repo) {
    std::string key = lowerCase(repo.name);
    key.push_back(static_cast<char>(repo.kind));
    return key;
}

std::pair<std::uint8_t, std::string> keyOf(const hub::RepoId& repo) {
    return {static_cast<std::uint8_t>(repo.kind), lowerCase(repo.name)};
}

} // namespace

Entry entryOf(WireRow row, const std::string& endpoint, const std::string& seen) {
    Entry entry;
    const Variants variants = variantsOf(row.files);
    entry.summary = std::move(row.summary);
    normalise(entry.summary);
    entry.endpoint = endpoint;
    const std::uint64_t own = readTimestamp(row.seen);
    entry.seen = own != 0 ? secondsText(own / 1000) : seen;
    entry.quantisations = variants.quantisations;
    entry.smallestVariant = variants.smallest;
    return entry;
}

Result<Written> writeEntries(Store& store, std::vector<Entry> entries) {
    Result<Session> session = Session::begin(store);
    if (!session) return fail(session.error());
    Written written;
    std::vector<Entry> fresh;
    std::unordered_map<std::string, std::size_t> freshByKey;
    for (Entry& entry : entries) {
        if (const auto id = session->writer().find(entry.summary.id, entry.endpoint)) {
            const auto known = session->read(*id);
            if (!known) return fail(known.error());
            if (Status done = session->update(*id, *known, merged(*known, entry)); !done) return fail(done.error());
            ++written.updated;
        } else if (const auto [place, isNew] = freshByKey.try_emplace(mapKeyOf(entry.summary.id), fresh.size());
                   isNew) {
            fresh.push_back(std::move(entry));
        } else {
            fresh[place->second] = merged(fresh[place->second], entry);
            ++written.updated;
        }
    }
    std::int64_t id = session->writer().entryCount();
    for (Entry& entry : fresh) {
        if (Status done = session->add(++id, std::move(entry)); !done) return fail(done.error());
    }
    written.added = fresh.size();
    if (Status done = session->commit(); !done) return fail(done.error());
    return written;
}

Status writePage(Store& store, const hub::RepoId& repo, const std::string& endpoint, Page page) {
    Result<Session> session = Session::begin(store);
    if (!session) return fail(session.error());
    const auto found = session->writer().find(repo, endpoint);
    const std::int64_t id = found.value_or(session->writer().entryCount() + 1);
    Entry entry;
    if (found) {
        auto known = session->read(id);
        if (!known) return fail(known.error());
        entry = std::move(*known);
    } else {
        entry.summary.id = repo;
        entry.endpoint = endpoint;
        entry.seen = page.seen;
    }
    auto knownPage = session->readPage(id);
    if (!knownPage) return fail(knownPage.error());
    const std::string before =
        found ? proseOf(entry.summary.description, *knownPage ? std::string_view((*knownPage)->card) : "") : "";
    page = mergedPage(std::move(page), std::move(*knownPage));
    const Variants variants = variantsOf(page.files);
    if (!variants.quantisations.empty()) entry.quantisations = variants.quantisations;
    if (variants.smallest != 0) entry.smallestVariant = variants.smallest;
    if (Status done = session->write(id, entry); !done) return done;
    if (Status done = session->writePage(id, page); !done) return done;
    const std::string after = proseOf(entry.summary.description, page.card);
    if (Status done = replaceProse(session->writer().database(), id, before, after); !done) return done;
    return session->commit();
}

Status markInstalled(Store& store, const std::vector<hub::RepoId>& repos) {
    std::vector<std::pair<std::uint8_t, std::string>> keys;
    keys.reserve(repos.size());
    for (const hub::RepoId& repo : repos) keys.push_back(keyOf(repo));
    const std::set<std::pair<std::uint8_t, std::string_view>> wanted(keys.begin(), keys.end());
    Result<Session> session = Session::begin(store);
    if (!session) return fail(session.error());
    const auto isWanted = [&](const Columns& columns, std::uint32_t row) {
        return wanted.contains({columns.kind[row], columns.names.at(row)});
    };
    const auto isMarked = [](const Columns& columns, std::uint32_t row) {
        return (columns.flags[row] & Columns::Installed) != 0;
    };
    const auto add = idsWhere(store, [&](const Columns& columns, std::uint32_t row) {
        return !isMarked(columns, row) && isWanted(columns, row);
    });
    const auto remove = idsWhere(store, [&](const Columns& columns, std::uint32_t row) {
        return isMarked(columns, row) && !isWanted(columns, row);
    });
    for (const auto& [ids, value] : {std::pair(&add, true), std::pair(&remove, false)}) {
        for (const std::int64_t id : *ids) {
            if (Status done = mark(*session, id, &Entry::installed, value); !done) return done;
        }
    }
    return session->commit();
}

Status markFavourite(Store& store, const hub::RepoId& repo, bool favourite) {
    Result<Session> session = Session::begin(store);
    if (!session) return fail(session.error());
    const auto key = keyOf(repo);
    const auto ids = idsWhere(store, [&](const Columns& columns, std::uint32_t row) {
        return columns.kind[row] == key.first && columns.names.at(row) == key.second;
    });
    if (ids.empty()) {
        return fail(orrery::Errc::NotFound,
                    "'" + repo.name + "' is not in the catalogue, so it cannot be a favourite yet.");
    }
    for (const std::int64_t id : ids) {
        if (Status done = mark(*session, id, &Entry::favourite, favourite); !done) return done;
    }
    return session->commit();
}

} // namespace orrery::catalog
