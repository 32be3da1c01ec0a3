// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/catalog/catalog.h>

#include "derived.h"
#include "facets.h"
#include "importer.h"
#include "ordering.h"
#include "prose.h"
#include "schema.h"
#include "stored_entry.h"
#include "stored_page.h"
#include "timestamp.h"
#include "writer.h"

#include <algorithm>
#include <limits>
#include <set>
#include <system_error>

namespace orrery::catalog {

namespace {

constexpr std::size_t shortestProseWord = 3;

using ProseHits = std::vector<std::vector<std::int64_t>>;

Result<ProseHits> proseHits(Database& database, const std::vector<Word>& words) {
    ProseHits hits;
    for (const Word& word : words) {
        if (word.text().size() < shortestProseWord) {
            hits.emplace_back();
            continue;
        }
        auto ids = entriesWithWord(database, word);
        if (!ids) return fail(ids.error());
        hits.push_back(std::move(*ids));
    }
    return hits;
}

/// The rows a filter lets through, its words included.
struct Question {
    std::optional<TextMatch> match;
    Selection selection;

    Question(const Columns& columns, const Filter& filter, const ProseHits& prose) : selection(columns, filter) {
        if (prose.empty()) return;
        match.emplace(columns, filter.text, prose);
        selection.keepOnly([&](std::uint32_t row) { return match->has(row); });
    }
};

std::uint64_t sizeOnDisk(const std::filesystem::path& file) {
    std::uint64_t bytes = 0;
    for (const char* ending : {"", "-wal"}) {
        std::error_code problem;
        const auto size = std::filesystem::file_size(file.string() + ending, problem);
        if (!problem) bytes += size;
    }
    return bytes;
}

/// Entries by their rows; what the database no longer gives is left out.
class EntryReader {
public:
    static Result<EntryReader> prepare(Database& database, const Catalog::Tables& tables) {
        auto select = database.prepare("SELECT body FROM entry WHERE id=?");
        if (!select) return fail(select.error());
        return EntryReader(std::move(*select), tables);
    }

    Result<std::optional<Entry>> read(std::uint32_t row) {
        const Result<bool> found = m_select.bind(1, row + std::int64_t(1)).step();
        if (!found) return fail(found.error());
        auto entry = *found ? decodeEntry(m_select.bytes(0)) : std::nullopt;
        m_select.reset();
        if (entry) derive(*entry);
        return entry;
    }
    Result<std::vector<Entry>> read(const std::vector<std::uint32_t>& rows) {
        std::vector<Entry> entries;
        for (const std::uint32_t row : rows) {
            auto entry = read(row);
            if (!entry) return fail(entry.error());
            if (*entry) entries.push_back(std::move(**entry));
        }
        return entries;
    }

private:
    EntryReader(Statement select, const Catalog::Tables& tables) : m_select(std::move(select)), m_tables(&tables) {}

    /// What the database does not keep because the tables or the name say it.
    void derive(Entry& entry) const {
        hub::RepoSummary& summary = entry.summary;
        entry.licenceClass = m_tables->licences.classOf(summary.licence, {}, summary.id.name);
        if (m_tables->country) entry.country = m_tables->country(summary.id.owner());
        summary.parameters = parametersOf(summary);
        if (entry.quantisations.empty()) entry.quantisations = quantisationsInName(summary);
    }

    Statement m_select;
    const Catalog::Tables* m_tables;
};

std::optional<std::uint32_t> findRow(const Columns& columns, const hub::RepoId& repo, const std::string& endpoint) {
    if (!endpoint.empty()) return columns.find(repo, endpoint);
    const std::set<std::uint32_t> endpoints(columns.endpoint.begin(), columns.endpoint.end());
    for (const std::uint32_t label : endpoints) {
        if (const auto row = columns.find(repo, columns.labels.at(label))) return row;
    }
    return std::nullopt;
}

} // namespace

struct Catalog::Impl {
    Tables tables;
    std::unique_ptr<Store> store;
};

Catalog::Catalog(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;
Catalog::~Catalog() = default;

Result<Catalog> Catalog::open(const std::filesystem::path& file, Tables tables, std::string* notice) {
    std::error_code problem;
    std::filesystem::create_directories(file.parent_path(), problem);
    Result<std::unique_ptr<Store>> store = Store::open(file, tables);
    if (!store && store.error().is(sqlite::Errc::Damaged)) {
        const auto aside = sqlite::setAside(file);
        if (!aside) return fail(aside.error());
        if (notice != nullptr) {
            *notice = "The catalogue was damaged. It is kept as '" + aside->string() + "', and a new one was begun.";
        }
        store = Store::open(file, tables);
    }
    if (!store) return fail(store.error());
    return Catalog(std::make_unique<Impl>(Impl{std::move(tables), std::move(*store)}));
}

Status Catalog::put(const std::vector<hub::RepoSummary>& rows, const std::string& endpoint, const std::string& seen) {
    std::vector<Entry> entries;
    for (const hub::RepoSummary& row : rows) {
        if (hub::isValidRepoName(row.id.name)) entries.push_back(entryOf({row, {}, {}}, endpoint, seen));
    }
    const auto written = writeEntries(*m_impl->store, std::move(entries));
    return written ? m_impl->store->tidy() : fail(written.error());
}

Status Catalog::putPage(const hub::RepoId& repo, const std::string& endpoint, const Page& page) {
    return writePage(*m_impl->store, repo, endpoint, page);
}

Result<ImportReport> Catalog::import(std::istream& input, const std::string& endpoint, const std::string& seen,
                                     const std::stop_token& stop,
                                     const std::function<void(std::uint64_t rows)>& onProgress,
                                     std::optional<hub::RepoKind> kind) {
    return importRows(*m_impl->store, input, {endpoint, seen, kind, onProgress}, stop);
}

Result<SearchResult> Catalog::search(const Filter& filter, Order order, std::size_t offset, std::size_t limit,
                                     const std::stop_token& stop) const {
    const auto reader = m_impl->store->reader(stop);
    if (!reader) return fail(reader.error());
    const auto prose = proseHits(**reader, wordsOf(filter.text));
    if (!prose) return fail(prose.error());
    if (stop.stop_requested()) return fail(cancelledError());
    Ranked ranked;
    {
        const auto lock = m_impl->store->lockColumns();
        const Columns& columns = m_impl->store->columns();
        const Question question(columns, filter, *prose);
        ranked = rank(columns, question.selection, question.match ? &*question.match : nullptr, order, offset, limit);
    }
    if (stop.stop_requested()) return fail(cancelledError());
    auto entries = EntryReader::prepare(**reader, m_impl->tables);
    if (!entries) return fail(entries.error());
    auto found = entries->read(ranked.rows);
    if (!found) return fail(found.error());
    return SearchResult{std::move(*found), ranked.total};
}

Result<std::vector<FacetCounts>> Catalog::facets(const Filter& filter, const std::vector<Facet>& wanted,
                                                 const std::stop_token& stop) const {
    const auto reader = m_impl->store->reader(stop);
    if (!reader) return fail(reader.error());
    const auto prose = proseHits(**reader, wordsOf(filter.text));
    if (!prose) return fail(prose.error());
    const auto lock = m_impl->store->lockColumns();
    const Columns& columns = m_impl->store->columns();
    const Question question(columns, filter, *prose);
    std::vector<FacetCounts> counts;
    for (const Facet facet : wanted) {
        if (stop.stop_requested()) return fail(cancelledError());
        counts.push_back(countFacet(columns, question.selection, facet, filter.memoryTotal));
    }
    return counts;
}

Result<std::optional<Entry>> Catalog::find(const hub::RepoId& repo, const std::string& endpoint) const {
    const auto reader = m_impl->store->reader();
    if (!reader) return fail(reader.error());
    std::optional<std::uint32_t> row;
    {
        const auto lock = m_impl->store->lockColumns();
        row = findRow(m_impl->store->columns(), repo, endpoint);
    }
    if (!row) return std::nullopt;
    auto entries = EntryReader::prepare(**reader, m_impl->tables);
    if (!entries) return fail(entries.error());
    return entries->read(*row);
}

Result<std::optional<Page>> Catalog::page(const hub::RepoId& repo, const std::string& endpoint) const {
    const auto reader = m_impl->store->reader();
    if (!reader) return fail(reader.error());
    std::optional<std::uint32_t> row;
    {
        const auto lock = m_impl->store->lockColumns();
        row = findRow(m_impl->store->columns(), repo, endpoint);
    }
    if (!row) return std::nullopt;
    auto select = (**reader).prepare("SELECT body FROM page WHERE id=?");
    if (!select) return fail(select.error());
    const Result<bool> found = select->bind(1, *row + std::int64_t(1)).step();
    if (!found) return fail(found.error());
    return *found ? decodePage(select->bytes(0)) : std::nullopt;
}

Result<std::vector<Entry>> Catalog::children(const std::string& baseModel, std::size_t limit) const {
    Filter filter;
    filter.baseModel = baseModel;
    auto found = search(filter, Order::Downloads, 0, limit);
    if (!found) return fail(found.error());
    return std::move(found->entries);
}

Status Catalog::setInstalled(const std::vector<hub::RepoId>& repos) {
    return markInstalled(*m_impl->store, repos);
}

Status Catalog::setFavourite(const hub::RepoId& repo, bool favourite) {
    return markFavourite(*m_impl->store, repo, favourite);
}

Result<Stats> Catalog::stats() const {
    const auto reader = m_impl->store->reader();
    if (!reader) return fail(reader.error());
    const auto cards = (**reader).number("SELECT count(*) FROM page");
    if (!cards) return fail(cards.error());
    const auto lock = m_impl->store->lockColumns();
    const Columns& columns = m_impl->store->columns();
    const auto ofKind = [&](hub::RepoKind kind) {
        return static_cast<std::uint64_t>(std::ranges::count(columns.kind, static_cast<std::uint8_t>(kind)));
    };
    std::uint32_t oldest = std::numeric_limits<std::uint32_t>::max();
    for (const std::uint32_t seen : columns.seen) oldest = seen != 0 ? std::min(oldest, seen) : oldest;
    Stats stats;
    stats.entries = columns.size();
    stats.models = ofKind(hub::RepoKind::Model);
    stats.datasets = ofKind(hub::RepoKind::Dataset);
    stats.spaces = ofKind(hub::RepoKind::Space);
    stats.cards = static_cast<std::uint64_t>(*cards);
    stats.bytes = sizeOnDisk(m_impl->store->file());
    stats.oldest = columns.newestSeen == 0 ? std::string() : secondsText(oldest);
    stats.newest = secondsText(columns.newestSeen);
    return stats;
}

} // namespace orrery::catalog
