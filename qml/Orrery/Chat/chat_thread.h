// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "conversation_keeper.h"
#include "transcript_model.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

/// The conversation that is open: its tree, kept on disk as it grows, and the path of it that the transcript shows.
/// What cannot be kept is still held here, and `notice` says so. GUI thread.
class ChatThread : public QObject {
    Q_OBJECT

public:
    using Id = orrery::conversation::Id;
    using Turn = orrery::conversation::Turn;

    ChatThread(ConversationKeeper& keeper, TranscriptModel& transcript, QObject* parent = nullptr);
    ~ChatThread() override;

    const orrery::conversation::Conversation& conversation() const { return m_conversation; }
    Id id() const { return m_conversation.summary.id; } ///< 0: nothing of it is kept yet.
    const Turn* find(Id turn) const;
    const Turn* lastTurn() const; ///< Of the path shown.
    bool canUndo() const { return m_removed != nullptr; }
    QString undoText() const { return m_undoText; }

    /// Reads that one and shows it, with that turn on the path where one is named.
    void open(Id conversation, Id turn = 0);
    /// Begins anew. @param setup how it will be held.
    void clear(const orrery::conversation::Setup& setup);
    void setSetup(const orrery::conversation::Setup& setup);
    void setDraft(const QString& draft);
    void setDraftAttachments(std::vector<orrery::conversation::Attachment> attachments);
    /// Shows the version so many steps before or after that turn.
    void showVersion(Id turn, int step);

    /// Adds a question, where one is given, and an open answer below it; both are shown once they are kept.
    /// @param model who is asked. @param added once, with the answer's id.
    void add(std::optional<Turn> question, Turn answer, const QString& model, std::function<void(Id answer)> added);
    /// The open answer grew by that: to be kept.
    void keep(std::string text, std::string thinking);
    /// The open answer is whole; what it says is what the transcript shows.
    void finish(Turn::State state, const orrery::inference::ChatTimings& timings, const QString& problem);
    /// The last answer is to go on.
    void reopen();

    void removeTurn(Id turn);
    void removeConversation(Id conversation);
    void undo();

Q_SIGNALS:
    /// Another conversation, or another path of it, is shown.
    void opened(const orrery::conversation::Draft& draft, qint64 turn);
    void changed(); ///< Something of it, or of the list of all.
    void undoChanged();
    void notice(const QString& text);

private:
    struct Added;
    Turn* findMutable(Id turn);
    void take(const Added& added, std::optional<Turn> question, Turn answer);
    void removed(orrery::Result<orrery::conversation::Store::Removed> removed, const QString& undoText);
    std::function<void(orrery::Status)> noticing();

    ConversationKeeper& m_keeper;
    TranscriptModel& m_transcript;
    orrery::conversation::Conversation m_conversation;
    std::shared_ptr<orrery::conversation::Store::Removed> m_removed;
    QString m_undoText;
    Id m_nextUnkept = -1;
    quint64 m_round = 0; ///< Of openings: only the last one counts.
    std::stop_source m_alive;
};
