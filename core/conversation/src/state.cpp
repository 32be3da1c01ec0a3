// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "state.h"

#include "schema.h"
#include "title.h"

#include <orrery/sqlite/set_aside.h>

#include <system_error>
#include <unordered_map>

namespace orrery::conversation {

Result<std::unique_ptr<Store::State>> Store::State::open(const std::filesystem::path& file) {
    auto database = sqlite::openForWriting(file, conversationSchema());
    if (!database) return fail(database.error());
    auto state = std::make_unique<State>(file, std::move(*database));
    if (Status ready = state->begin(); !ready) return fail(ready.error());
    return state;
}

Status Store::State::begin() {
    std::error_code problem;
    if (std::filesystem::exists(suspicion(file), problem)) {
        Status whole = sqlite::checkWhole(sql.database());
        if (!whole && !whole.error().is(sqlite::Errc::Damaged)) return whole;
        std::filesystem::remove(suspicion(file), problem);
        if (!whole) return whole;
    }
    Status ready = writing([&]() -> Status {
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
    auto id = rows::insertTurn(sql, writers, conversation, fresh);
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
        auto made = rows::insertConversation(sql, id, whole.summary, whole.setup);
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
    auto made = rows::insertConversation(sql, 0, summary, conversation.setup);
    if (!made) return made;
    for (Turn turn : conversation.turns) {
        const auto parent = ids.find(turn.parent);
        if (parent == ids.end())
            return fail(Errc::BadInput, "This conversation has an answer to something that is not in it.");
        const Id before = turn.id;
        turn.id = 0;
        turn.parent = parent->second;
        if (turn.state == Turn::State::Open) turn.state = Turn::State::Stopped;
        auto id = rows::insertTurn(sql, writers, *made, turn);
        if (!id) return id;
        ids[before] = *id;
    }
    const auto leaf = ids.find(conversation.leaf);
    const Status done =
        sql.run("UPDATE conversation SET leaf=? WHERE id=?", leaf == ids.end() ? 0 : leaf->second, *made);
    return done ? made : fail(done.error());
}

} // namespace orrery::conversation
