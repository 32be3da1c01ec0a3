// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_thread.h"

#include "transcript_turns.h"

#include <orrery/bridge/text.h>

#include <algorithm>

using namespace orrery;
using conversation::Conversation;
using conversation::Store;

namespace {

/// A conversation read from disk, with what is shown of it.
struct Opened {
    Conversation conversation;
    std::vector<TranscriptTurn> turns;
    conversation::Draft draft;
};

Result<Opened> readOpened(Store& store, conversation::Id id, conversation::Id turn) {
    Result<Conversation> read = store.read(id);
    if (!read) return fail(read.error());
    Opened opened;
    opened.conversation = std::move(*read);
    if (turn != 0) {
        opened.conversation.leaf = conversation::newestLeaf(opened.conversation, turn);
        const Status set = store.setLeaf(id, opened.conversation.leaf);
        if (!set) return fail(set.error());
    }
    opened.turns = transcriptTurns(opened.conversation, opened.conversation.leaf);
    Result<conversation::Draft> draft = store.draft(id);
    if (draft) opened.draft = std::move(*draft);
    return opened;
}

} // namespace

struct ChatThread::Added {
    Id conversation = 0, question = 0, answer = 0;
};

ChatThread::ChatThread(ConversationKeeper& keeper, TranscriptModel& transcript, QObject* parent)
    : QObject(parent), m_keeper(keeper), m_transcript(transcript) {}

ChatThread::~ChatThread() {
    m_alive.request_stop();
}

const conversation::Turn* ChatThread::find(Id turn) const {
    const auto found = std::ranges::find(m_conversation.turns, turn, &Turn::id);
    return found == m_conversation.turns.end() ? nullptr : &*found;
}

conversation::Turn* ChatThread::findMutable(Id turn) {
    const auto found = std::ranges::find(m_conversation.turns, turn, &Turn::id);
    return found == m_conversation.turns.end() ? nullptr : &*found;
}

const conversation::Turn* ChatThread::lastTurn() const {
    return find(m_conversation.leaf);
}

std::function<void(Status)> ChatThread::noticing() {
    return [this, gone = m_alive.get_token()](const Status& status) {
        if (!gone.stop_requested() && !status) Q_EMIT notice(textFrom(status.error().message));
    };
}

void ChatThread::open(Id id, Id turn) {
    const quint64 round = ++m_round;
    m_keeper.ask<Opened>([id, turn](Store& store) { return readOpened(store, id, turn); },
                         [this, round, turn, gone = m_alive.get_token()](Result<Opened> opened) {
                             if (gone.stop_requested() || round != m_round) return;
                             if (!opened) {
                                 Q_EMIT notice(textFrom(opened.error().message));
                                 return;
                             }
                             m_conversation = std::move(opened->conversation);
                             m_transcript.show(std::move(opened->turns));
                             Q_EMIT this->opened(opened->draft, turn);
                             Q_EMIT changed();
                         });
}

void ChatThread::clear(const conversation::Setup& setup) {
    ++m_round;
    m_conversation = {};
    m_conversation.setup = setup;
    m_transcript.show({});
    Q_EMIT changed();
}

void ChatThread::setSetup(const conversation::Setup& setup) {
    if (m_conversation.setup == setup) return;
    m_conversation.setup = setup;
    if (id() > 0) m_keeper.tell([id = id(), setup](Store& store) { return store.setSetup(id, setup); }, noticing());
}

void ChatThread::setDraft(const QString& draft) {
    if (id() < 0) return;
    m_keeper.tell([id = id(), text = draft.toStdString()](Store& store) { return store.setDraft(id, text); },
                  noticing());
}

void ChatThread::setDraftAttachments(std::vector<conversation::Attachment> attachments) {
    if (id() < 0) return;
    m_keeper.tell([id = id(), attachments = std::move(attachments)](
                      Store& store) { return store.setDraftAttachments(id, attachments); },
                  noticing());
}

void ChatThread::showVersion(Id turn, int step) {
    const std::vector<Id> versions = conversation::siblings(m_conversation, turn);
    const auto at = std::ranges::find(versions, turn) - versions.begin() + step;
    if (at < 0 || at >= static_cast<std::ptrdiff_t>(versions.size())) return;
    const Id wanted = versions[static_cast<std::size_t>(at)];
    if (id() > 0) return open(id(), wanted);
    m_conversation.leaf = conversation::newestLeaf(m_conversation, wanted);
    m_transcript.show(transcriptTurns(m_conversation, m_conversation.leaf));
}

void ChatThread::add(std::optional<Turn> question, Turn answer, const QString& model, std::function<void(Id)> added) {
    const quint64 round = m_round;
    const auto work = [id = id(), setup = m_conversation.setup, model = model.toStdString(), question,
                       answer](Store& store) mutable -> Result<Added> {
        Added ids{id, 0, 0};
        if (ids.conversation <= 0) {
            const Result<Id> made = store.create(setup, model);
            if (!made) return fail(made.error());
            ids.conversation = *made;
            (void)store.setDraft(0, {});
            (void)store.setDraftAttachments(0, {});
        } else if (const Status set = store.setModel(id, model); !set) {
            return fail(set.error());
        }
        if (question) {
            const Result<Id> kept = store.add(ids.conversation, *question);
            if (!kept) return fail(kept.error());
            ids.question = answer.parent = *kept;
            (void)store.setDraft(ids.conversation, {});
            (void)store.setDraftAttachments(ids.conversation, {});
        }
        const Result<Id> kept = store.add(ids.conversation, answer);
        if (!kept) return fail(kept.error());
        ids.answer = *kept;
        return ids;
    };
    m_keeper.ask<Added>(work, [this, round, question = std::move(question), answer = std::move(answer),
                               added = std::move(added), gone = m_alive.get_token()](Result<Added> ids) {
        if (gone.stop_requested() || round != m_round) return;
        if (!ids) {
            Q_EMIT notice(tr("This conversation is not being kept. %1").arg(textFrom(ids.error().message)));
            ids = Added{id() != 0 ? id() : m_nextUnkept--, m_nextUnkept - 1, m_nextUnkept - 2};
            m_nextUnkept -= 3;
        }
        take(*ids, question, answer);
        added(ids->answer);
    });
}

void ChatThread::take(const Added& added, std::optional<Turn> question, Turn answer) {
    m_conversation.summary.id = added.conversation;
    if (question) {
        question->id = added.question;
        answer.parent = added.question;
        m_conversation.turns.push_back(*question);
        m_transcript.append(transcriptTurn(m_conversation, m_conversation.turns.back()));
    }
    answer.id = added.answer;
    m_conversation.turns.push_back(std::move(answer));
    m_conversation.leaf = added.answer;
    m_transcript.append(transcriptTurn(m_conversation, m_conversation.turns.back()));
    Q_EMIT changed();
}

void ChatThread::keep(std::string text, std::string thinking) {
    if (m_conversation.leaf <= 0) return;
    m_keeper.tell([turn = m_conversation.leaf, text = std::move(text),
                   thinking = std::move(thinking)](Store& store) { return store.append(turn, text, thinking); },
                  noticing());
}

void ChatThread::finish(Turn::State state, const inference::ChatTimings& timings, const QString& problem) {
    Turn* turn = findMutable(m_conversation.leaf);
    const TranscriptTurn* shown = m_transcript.find(m_conversation.leaf);
    if (!turn || !shown) return;
    turn->text = shown->answer.document->text();
    turn->reasoning = shown->thinking.document->text();
    turn->state = state;
    turn->timings = timings;
    turn->problem = problem.toStdString();
    m_transcript.finish(state, statsText(*turn));
    if (turn->id > 0) {
        m_keeper.tell([id = id(), turn = *turn](Store& store) { return store.update(id, turn); }, noticing());
    }
    Q_EMIT changed();
}

void ChatThread::reopen() {
    Turn* turn = findMutable(m_conversation.leaf);
    if (!turn) return;
    turn->state = Turn::State::Open;
    turn->problem.clear();
    m_transcript.reopen();
    if (turn->id > 0)
        m_keeper.tell([id = id(), turn = *turn](Store& store) { return store.update(id, turn); }, noticing());
}

void ChatThread::removeTurn(Id turn) {
    if (id() <= 0) return;
    m_keeper.ask<Store::Removed>([id = id(), turn](Store& store) { return store.removeTurn(id, turn); },
                                 [this, gone = m_alive.get_token()](Result<Store::Removed> removed) {
                                     if (gone.stop_requested()) return;
                                     const bool done = removed.has_value();
                                     this->removed(std::move(removed), tr("Message deleted"));
                                     if (done) open(id());
                                 });
}

void ChatThread::removeConversation(Id conversation) {
    m_keeper.ask<Store::Removed>([conversation](Store& store) { return store.removeConversation(conversation); },
                                 [this, conversation, gone = m_alive.get_token()](Result<Store::Removed> removed) {
                                     if (gone.stop_requested()) return;
                                     const bool done = removed.has_value();
                                     this->removed(std::move(removed), tr("Conversation deleted"));
                                     if (done && conversation == id()) clear(m_conversation.setup);
                                 });
}

void ChatThread::removed(Result<Store::Removed> removed, const QString& undoText) {
    if (!removed) {
        Q_EMIT notice(textFrom(removed.error().message));
        return;
    }
    m_removed = std::make_shared<Store::Removed>(std::move(*removed));
    m_undoText = undoText;
    Q_EMIT undoChanged();
    Q_EMIT changed();
}

void ChatThread::undo() {
    if (!m_removed) return;
    const std::shared_ptr<Store::Removed> back = std::exchange(m_removed, nullptr);
    m_keeper.tell([back](Store& store) { return store.restore(*back); }, noticing());
    Q_EMIT undoChanged();
    open(back->whole.summary.id);
}
