// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rows.h"

#include <orrery/platform/atomic_file.h>

#include <mutex>
#include <utility>

namespace orrery::conversation {

struct Store::State {
    std::filesystem::path file;
    sqlite::Statements sql;
    Writers writers;
    std::mutex lock;

    State(std::filesystem::path path, sqlite::Database database)
        : file(std::move(path)), sql(std::move(database)), writers(file.string() + "-writers") {}

    /// Damage that comes to light is looked into when the file is next opened.
    template <class T>
    T noted(T outcome) {
        if (!outcome && outcome.error().is(sqlite::Errc::Damaged))
            (void)platform::writeFileAtomically(suspicion(file), "");
        return outcome;
    }

    /// Runs `work` in one transaction; it is undone if it fails.
    template <class Work>
    auto inTransaction(const char* begin, Work work) -> decltype(work()) {
        const std::lock_guard guard(lock);
        auto transaction = sqlite::Transaction::begin(sql.database(), begin);
        if (!transaction) return fail(transaction.error());
        auto outcome = work();
        if (!outcome) return noted(std::move(outcome));
        const Status committed = transaction->commit();
        if (!committed) return fail(noted(committed).error());
        return outcome;
    }
    template <class Work>
    auto writing(Work work) {
        return inTransaction("BEGIN IMMEDIATE", std::move(work));
    }
    template <class Work>
    auto reading(Work work) {
        return inTransaction("BEGIN", std::move(work));
    }

    /// One statement that changes one conversation.
    template <class... Values>
    Status changeOne(std::string_view statement, const Values&... values) {
        const std::lock_guard guard(lock);
        if (Status done = sql.run(statement, values...); !done) return noted(done);
        return sql.database().changed() == 1 ? Status() : fail(rows::notThere("conversation"));
    }

    static std::filesystem::path suspicion(const std::filesystem::path& file) { return file.string() + "-damaged"; }

    static Result<std::unique_ptr<State>> open(const std::filesystem::path& file);
    Status begin();
    Result<Id> add(Id conversation, const Turn& turn);
    Result<Conversation> removed(Id conversation);
    Status putBack(const Conversation& whole);
    Result<Id> putNew(const Conversation& conversation);
};

} // namespace orrery::conversation
