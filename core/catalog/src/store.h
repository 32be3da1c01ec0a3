// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "columns.h"
#include "schema.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <vector>

namespace orrery::catalog {

/// An entry and its id in the database.
struct NumberedEntry {
    std::int64_t id;
    Entry entry;
};

/// The database and its columns in memory, kept in step: whoever is about to read asks the database which change was
/// the last, and takes in what is new, whichever thread or program made it.
class Store {
public:
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file, const Catalog::Tables& tables);

    /// A connection for one question, given back at the end of its life.
    class Reader {
    public:
        Reader(Store& store, std::unique_ptr<Database> database) : m_store(&store), m_database(std::move(database)) {}
        ~Reader();
        Reader(Reader&&) noexcept = default;
        Reader& operator=(Reader&&) = delete;
        Database& operator*() const { return *m_database; }

    private:
        Store* m_store;
        std::unique_ptr<Database> m_database;
    };
    /// With the columns up to date.
    Result<Reader> reader(std::stop_token stop = {});

    /// The columns, unchanged as long as the lock is held. Hold it briefly.
    [[nodiscard]] std::shared_lock<std::shared_mutex> lockColumns() const { return std::shared_lock(m_columnsLock); }
    [[nodiscard]] const Columns& columns() const { return *m_columns; }
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

    /// For the one thread of this program that writes.
    class Writer {
    public:
        Database& database() { return m_store.m_writing; }
        /// Says which entries this transaction wrote and commits it; the columns follow.
        Status commit(const std::vector<NumberedEntry>& written);
        /// Entries that change takes in: for finding and numbering new ones.
        [[nodiscard]] std::int64_t entryCount() const;
        [[nodiscard]] std::optional<std::int64_t> find(const hub::RepoId& repo, std::string_view endpoint) const;

    private:
        friend class Store;
        Writer(Store& store, std::unique_lock<std::mutex> lock, Transaction transaction)
            : m_store(store), m_lock(std::move(lock)), m_transaction(std::move(transaction)) {}

        Store& m_store;
        std::unique_lock<std::mutex> m_lock;
        Transaction m_transaction;
    };
    /// Waits for other writers and begins a transaction.
    Result<Writer> writer();

    /// Writes the snapshot anew when so much changed since that opening would take long.
    Status tidy();

private:
    Store(std::filesystem::path file, Database writing, const Catalog::Tables& tables);

    Status catchUp(Database& database);
    Status refresh(Database& database);
    Status reload(Database& database);
    Status takeIn(Database& database, std::int64_t first, std::int64_t last);
    Status takeIn(const std::vector<NumberedEntry>& entries);
    [[nodiscard]] std::int64_t madeWith() const;
    Status saveSnapshotNow();

    std::filesystem::path m_file;
    Catalog::Tables m_tables;
    Database m_writing;
    std::mutex m_writeLock;

    std::mutex m_refreshLock; ///< Who takes in changes.
    std::atomic<std::int64_t> m_change = -1;
    mutable std::shared_mutex m_columnsLock;
    std::unique_ptr<Columns> m_columns;

    std::mutex m_readersLock;
    std::vector<std::unique_ptr<Database>> m_readers;
};

} // namespace orrery::catalog
