// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/catalog/entry.h>

#include <filesystem>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::catalog {

enum class Errc {
    BadInput, ///< An import's line or file that cannot be read.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

struct SearchResult {
    std::vector<Entry> entries;
    std::uint64_t total = 0; ///< All that match.
};

struct ImportReport {
    std::uint64_t read = 0;
    std::uint64_t added = 0;
    std::uint64_t updated = 0;
    std::uint64_t refused = 0; ///< Rows that are no repository.
    std::string firstProblem;  ///< Of the first refused row, with its line.
    double seconds = 0;
};

/// What is known of an endpoint's page of one repository besides its row, kept for reading offline.
struct Page {
    std::string revision;
    std::string card; ///< README, with front matter.
    std::vector<hub::TreeEntry> files;
    std::string seen;
};

struct Stats {
    std::uint64_t entries = 0;
    std::uint64_t models = 0, datasets = 0, spaces = 0;
    std::uint64_t cards = 0;
    std::uint64_t bytes = 0;    ///< Of the database on the disk.
    std::string oldest, newest; ///< Dates of what is in it.
};

/// Everything ever seen of any Hub, searchable with no network: SQLite with FTS5, WAL, schema versions with migrations.
///
/// All calls block and may come from any thread at once (readers do not wait for a writer): for workers. Two programs
/// may use the same file. What a call reported as done survives a kill.
class Catalog {
public:
    /// What rows are classed by; both outlive the catalogue.
    struct Tables {
        const governance::LicenceTable& licences;
        std::function<std::string(std::string_view publisher)> country; ///< Empty text: not known.
    };
    /// Opens or makes it. A damaged file is renamed aside ("….damaged-<date>") and said in `notice`.
    static Result<Catalog> open(const std::filesystem::path& file, Tables tables, std::string* notice = nullptr);
    Catalog(Catalog&&) noexcept;
    Catalog& operator=(Catalog&&) noexcept;
    ~Catalog();

    /// Adds or updates; a row that says less than what is known (no downloads, no parameters) does not erase it.
    Status put(const std::vector<hub::RepoSummary>& rows, const std::string& endpoint, const std::string& seen);
    /// The files and card of one repository; also fills quantisations and the smallest variant from the names.
    Status putPage(const hub::RepoId& repo, const std::string& endpoint, const Page& page);

    /// Reads Hub listing pages (JSON arrays), JSONL with one such row a line, or our own export. Streaming; a bad row
    /// is counted, not fatal. What `onProgress` counted is kept, also when the import is stopped or killed.
    /// @param seen of rows that do not say it. @param kind of rows that do not say it; nothing: guessed from each row.
    Result<ImportReport> import(std::istream& input, const std::string& endpoint, const std::string& seen,
                                const std::stop_token& stop = {},
                                const std::function<void(std::uint64_t rows)>& onProgress = {},
                                std::optional<hub::RepoKind> kind = {});

    [[nodiscard]] Result<SearchResult> search(const Filter& filter, Order order, std::size_t offset, std::size_t limit,
                                              const std::stop_token& stop = {}) const;
    [[nodiscard]] Result<std::vector<FacetCounts>> facets(const Filter& filter, const std::vector<Facet>& wanted,
                                                          const std::stop_token& stop = {}) const;
    [[nodiscard]] Result<std::optional<Entry>> find(const hub::RepoId& repo, const std::string& endpoint = {}) const;
    [[nodiscard]] Result<std::optional<Page>> page(const hub::RepoId& repo, const std::string& endpoint = {}) const;
    /// What was made from a model, most downloaded first.
    [[nodiscard]] Result<std::vector<Entry>> children(const std::string& baseModel, std::size_t limit) const;

    /// Marks exactly these as on this disk.
    Status setInstalled(const std::vector<hub::RepoId>& repos);
    Status setFavourite(const hub::RepoId& repo, bool favourite);

    [[nodiscard]] Result<Stats> stats() const;

private:
    struct Impl;
    explicit Catalog(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace orrery::catalog
