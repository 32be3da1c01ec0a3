// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/conversation/store.h>

#include "presets.h"
#include "search.h"
#include "state.h"
#include "title.h"
#include "value_json.h"

#include <orrery/sqlite/set_aside.h>

#include <algorithm>

namespace orrery::conversation {

using sqlite::Statements;

namespace {

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

Store::Store(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& file, std::string* notice) {
    auto state =
        sqlite::openOrBeginAnew(file, "The file of your conversations", notice, [&] { return State::open(file); });
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
    return m_state->writing([&] { return rows::writeDraftText(m_state->sql, conversation, text); });
}

Status Store::setDraftAttachments(Id conversation, const std::vector<Attachment>& attachments) {
    return m_state->writing([&] { return rows::writeDraftAttachments(m_state->sql, conversation, attachments); });
}

Result<Draft> Store::draft(Id conversation) {
    return m_state->reading([&] { return rows::readDraft(m_state->sql, conversation); });
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
        auto draft = rows::readDraft(m_state->sql, conversation);
        if (!draft) return fail(draft.error());
        auto whole = m_state->removed(conversation);
        if (!whole) return fail(whole.error());
        return Removed{std::move(*whole), std::move(*draft)};
    });
}

Status Store::restore(const Removed& removed) {
    return m_state->writing([&]() -> Status {
        const Id id = removed.whole.summary.id;
        Status done = m_state->putBack(removed.whole);
        if (done && !removed.draft.text.empty()) done = rows::writeDraftText(m_state->sql, id, removed.draft.text);
        if (done && !removed.draft.attachments.empty())
            done = rows::writeDraftAttachments(m_state->sql, id, removed.draft.attachments);
        return done;
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
