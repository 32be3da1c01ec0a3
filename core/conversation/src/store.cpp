// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/conversation/store.h>

#include "presets.h"
#include "rows.h"
#include "schema.h"
#include "search.h"
#include "title.h"
#include "value_json.h"

#include <orrery/platform/atomic_file.h>

#include <algorithm>
#include <mutex>
#include <system_error>
#include <unordered_map>

namespace orrery::conversation {

using sqlite::Statement;
using sqlite::Statements;
using sqlite::Transaction;

struct Store::State {
    std::filesystem::path file;
    Statements sql;
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
        Result<Transaction> transaction = Transaction::begin(sql.database(), begin);
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

    Status begin();
    Result<Id> add(Id conversation, const Turn& turn);
    Result<Conversation> removed(Id conversation);
    Status putBack(const Conversation& whole);
    Result<Id> putNew(const Conversation& conversation);
};

namespace {

/// Nobody else may read what is said here.
void makePrivateFile(const std::filesystem::path& file) {
    std::error_code problem;
    std::filesystem::create_directories(file.parent_path(), problem);
    if (!std::filesystem::exists(file, problem))
        (void)platform::writeFileAtomically(file, "", platform::NewFileAccess::Private);
}

Status checkWhole(Statements& sql) {
    std::string verdict;
    const Status done =
        sql.each("PRAGMA quick_check(1)", [&](const Statement& row) { verdict = std::string(row.bytes(0)); });
    if (!done) return done;
    if (verdict == "ok") return {};
    return fail(sqlite::Errc::Damaged, "The file of conversations is damaged.", verdict);
}

/// The end that is shown once a branch is gone: of the version before it, or the turn it followed.
Id leafWithout(const Conversation& conversation, Id turn) {
    const auto self = std::ranges::find(conversation.turns, turn, &Turn::id);
    const std::vector<Id> versions = siblings(conversation, turn);
    if (versions.size() < 2) return self->parent;
    const auto place = std::ranges::find(versions, turn);
    return newestLeaf(conversation, place == versions.begin() ? versions[1] : *(place - 1));
}

bool isOnPath(const Conversation& conversation, Id turn) {
    return std::ranges::any_of(path(conversation, conversation.leaf),
                               [&](const Turn* shown) { return shown->id == turn; });
}

} // namespace

Status Store::State::begin() {
    std::error_code problem;
    if (std::filesystem::exists(suspicion(file), problem)) {
        if (Status whole = checkWhole(sql); !whole) return whole;
        std::filesystem::remove(suspicion(file), problem);
    }
    const Status ready = writing([&]() -> Status {
        do {
            if (Status done = sql.run("INSERT INTO writer DEFAULT VALUES"); !done) return done;
        } while (!writers.take(sql.database().lastId()));
        if (Status done = sql.run("DELETE FROM writer WHERE id<?", writers.own()); !done) return done;
        return rows::closeAbandoned(sql, writers);
    });
    if (!ready) return ready;
    const auto list = reading([&] { return rows::summaries(sql); });
    return list ? Status() : fail(list.error());
}

Result<Id> Store::State::add(Id conversation, const Turn& turn) {
    const auto summary = rows::summary(sql, conversation);
    if (!summary) return fail(summary.error());
    Turn fresh = turn;
    fresh.id = 0;
    const auto id = rows::insertTurn(sql, writers, conversation, fresh);
    if (!id) return id;
    const bool isTitle = summary->title.empty() && turn.role == inference::Role::User;
    const Status done = sql.run("UPDATE conversation SET leaf=?, changed=?, title=? WHERE id=?", *id, rows::now(),
                                isTitle ? titleOf(turn.text) : summary->title, conversation);
    return done ? id : fail(done.error());
}

Result<Conversation> Store::State::removed(Id conversation) {
    auto whole = rows::read(sql, writers, conversation);
    if (!whole) return whole;
    if (Status done = rows::removeConversation(sql, conversation); !done) return fail(done.error());
    return whole;
}

/// What is missing of it, under the ids that it had.
Status Store::State::putBack(const Conversation& whole) {
    const Id id = whole.summary.id;
    const auto there = sql.number("SELECT 1 FROM conversation WHERE id=?", id);
    if (!there) return fail(there.error());
    if (!*there) {
        const auto made = rows::insertConversation(sql, id, whole.summary, whole.setup);
        if (!made) return fail(made.error());
    }
    for (const Turn& turn : whole.turns) {
        const auto home = rows::conversationOf(sql, turn.id);
        if (!home) return fail(home.error());
        if (*home != 0) continue;
        Turn closed = turn;
        if (closed.state == Turn::State::Open) closed.state = Turn::State::Stopped;
        const auto put = rows::insertTurn(sql, writers, id, closed);
        if (!put) return fail(put.error());
    }
    return sql.run("UPDATE conversation SET leaf=? WHERE id=?", whole.leaf, id);
}

Result<Id> Store::State::putNew(const Conversation& conversation) {
    Summary summary = conversation.summary;
    summary.title = oneLine(summary.title);
    if (summary.created <= 0) summary.created = rows::now();
    summary.changed = rows::now();
    std::unordered_map<Id, Id> ids{{0, 0}};
    for (const Turn& turn : conversation.turns) {
        if (summary.title.empty() && turn.role == inference::Role::User) summary.title = titleOf(turn.text);
    }
    const auto made = rows::insertConversation(sql, 0, summary, conversation.setup);
    if (!made) return made;
    for (Turn turn : conversation.turns) {
        const auto parent = ids.find(turn.parent);
        if (parent == ids.end())
            return fail(Errc::BadInput, "This conversation has an answer to something that is not in it.");
        const Id before = turn.id;
        turn.id = 0;
        turn.parent = parent->second;
        if (turn.state == Turn::State::Open) turn.state = Turn::State::Stopped;
        const auto id = rows::insertTurn(sql, writers, *made, turn);
        if (!id) return id;
        ids[before] = *id;
    }
    const auto leaf = ids.find(conversation.leaf);
    const Status done =
        sql.run("UPDATE conversation SET leaf=? WHERE id=?", leaf == ids.end() ? 0 : leaf->second, *made);
    return done ? made : fail(done.error());
}

Store::Store(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& file, std::string* notice) {
    const auto tryOpen = [&]() -> Result<std::unique_ptr<State>> {
        makePrivateFile(file);
        auto database = sqlite::openForWriting(file, conversationSchema());
        if (!database) return fail(database.error());
        auto state = std::make_unique<State>(file, std::move(*database));
        if (Status ready = state->begin(); !ready) return fail(ready.error());
        return state;
    };
    auto state = tryOpen();
    if (!state && state.error().is(sqlite::Errc::Damaged)) {
        const auto aside = sqlite::setAside(file);
        if (!aside) return fail(aside.error());
        std::error_code problem;
        std::filesystem::remove(State::suspicion(file), problem);
        if (notice != nullptr) {
            *notice = "The file of your conversations was damaged. It is kept as '" + aside->string() +
                      "', and a new one was begun.";
        }
        state = tryOpen();
    }
    if (!state) return fail(state.error());
    return Store(std::move(*state));
}

Result<std::vector<Summary>> Store::list() {
    return m_state->reading([&] { return rows::summaries(m_state->sql); });
}

Result<Conversation> Store::read(Id conversation) {
    return m_state->reading([&] { return rows::read(m_state->sql, m_state->writers, conversation); });
}

Result<Id> Store::create(const Setup& setup, std::string_view model) {
    Summary summary;
    summary.model = model;
    summary.created = summary.changed = rows::now();
    return m_state->writing([&] { return rows::insertConversation(m_state->sql, 0, summary, setup); });
}

Status Store::rename(Id conversation, std::string_view title) {
    return m_state->changeOne("UPDATE conversation SET title=? WHERE id=?", oneLine(title), conversation);
}

Status Store::setPinned(Id conversation, bool pinned) {
    return m_state->changeOne("UPDATE conversation SET pinned=? WHERE id=?", pinned, conversation);
}

Status Store::setSetup(Id conversation, const Setup& setup) {
    return m_state->changeOne("UPDATE conversation SET setup=? WHERE id=?", compact(toJson(setup)), conversation);
}

Status Store::setModel(Id conversation, std::string_view model) {
    return m_state->changeOne("UPDATE conversation SET model=? WHERE id=?", model, conversation);
}

Status Store::setLeaf(Id conversation, Id leaf) {
    return m_state->writing([&]() -> Status {
        const auto home = rows::conversationOf(m_state->sql, leaf);
        if (!home) return fail(home.error());
        if (leaf != 0 && *home != conversation) return fail(rows::notThere("turn"));
        return m_state->sql.run("UPDATE conversation SET leaf=? WHERE id=?", leaf, conversation);
    });
}

Status Store::setDraft(Id conversation, std::string_view text) {
    return m_state->writing([&] {
        return text.empty() ? m_state->sql.run("DELETE FROM draft WHERE conversation=?", conversation)
                            : m_state->sql.run("INSERT OR REPLACE INTO draft VALUES(?,?)", conversation, text);
    });
}

Result<std::string> Store::draft(Id conversation) {
    return m_state->reading([&]() -> Result<std::string> {
        std::string text;
        const Status done = m_state->sql.each(
            "SELECT text FROM draft WHERE conversation=?",
            [&](const Statement& row) { text = std::string(row.bytes(0)); }, conversation);
        if (!done) return fail(done.error());
        return text;
    });
}

Result<Id> Store::add(Id conversation, const Turn& turn) {
    return m_state->writing([&] { return m_state->add(conversation, turn); });
}

Status Store::update(Id conversation, const Turn& turn) {
    return m_state->writing([&]() -> Status {
        const auto home = rows::conversationOf(m_state->sql, turn.id);
        if (!home) return fail(home.error());
        if (*home == 0 || *home != conversation) return fail(rows::notThere("turn"));
        if (Status done = rows::updateTurn(m_state->sql, m_state->writers, turn); !done) return done;
        return m_state->sql.run("UPDATE conversation SET changed=? WHERE id=?", rows::now(), conversation);
    });
}

Status Store::append(Id turn, std::string_view text, std::string_view reasoning) {
    const std::lock_guard guard(m_state->lock);
    return m_state->noted(rows::appendPiece(m_state->sql, turn, text, reasoning));
}

Result<Store::Removed> Store::removeTurn(Id conversation, Id turn) {
    return m_state->writing([&]() -> Result<Removed> {
        Statements& sql = m_state->sql;
        auto whole = rows::read(sql, m_state->writers, conversation);
        if (!whole) return fail(whole.error());
        if (std::ranges::find(whole->turns, turn, &Turn::id) == whole->turns.end()) return fail(rows::notThere("turn"));
        const Id leaf = isOnPath(*whole, turn) ? leafWithout(*whole, turn) : whole->leaf;
        if (Status done = rows::removeBranch(sql, turn); !done) return fail(done.error());
        const Status done = sql.run("UPDATE conversation SET leaf=? WHERE id=?", leaf, conversation);
        if (!done) return fail(done.error());
        return Removed{std::move(*whole), {}};
    });
}

Result<Store::Removed> Store::removeConversation(Id conversation) {
    return m_state->writing([&]() -> Result<Removed> {
        std::string draft;
        const Status read = m_state->sql.each(
            "SELECT text FROM draft WHERE conversation=?",
            [&](const Statement& row) { draft = std::string(row.bytes(0)); }, conversation);
        if (!read) return fail(read.error());
        auto whole = m_state->removed(conversation);
        if (!whole) return fail(whole.error());
        return Removed{std::move(*whole), std::move(draft)};
    });
}

Status Store::restore(const Removed& removed) {
    return m_state->writing([&]() -> Status {
        if (Status done = m_state->putBack(removed.whole); !done || removed.draft.empty()) return done;
        return m_state->sql.run("INSERT OR IGNORE INTO draft VALUES(?,?)", removed.whole.summary.id, removed.draft);
    });
}

Result<std::vector<Hit>> Store::search(std::string_view text, std::size_t most) {
    return m_state->reading([&] { return searchWords(m_state->sql, text, most); });
}

Result<std::vector<Preset>> Store::presets() {
    return m_state->reading([&] { return readPresets(m_state->sql); });
}

Result<Id> Store::savePreset(const Preset& preset) {
    return m_state->writing([&] { return writePreset(m_state->sql, preset); });
}

Status Store::removePreset(Id preset) {
    return m_state->writing([&] { return deletePreset(m_state->sql, preset); });
}

Result<Id> importConversation(Store& store, const Conversation& conversation) {
    return store.m_state->writing([&] { return store.m_state->putNew(conversation); });
}

} // namespace orrery::conversation
