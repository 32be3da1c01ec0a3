// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QTimer>
#include <QUrl>

#include "answer_stream.h"
#include "attachments.h"
#include "chat_model_state.h"
#include "chat_thread.h"
#include "context_meter.h"
#include "conversation_list.h"
#include "setup_model.h"
#include "transcript_model.h"

/// The Try page's presenter: what the person asks for, carried out by the parts. Everything typed and everything that
/// comes is kept on disk as it arrives. GUI thread; nothing here waits.
class ChatController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(State state READ state NOTIFY changed FINAL)
    Q_PROPERTY(bool ready READ ready NOTIFY changed FINAL)
    Q_PROPERTY(bool failed READ failed NOTIFY changed FINAL)
    Q_PROPERTY(bool answering READ answering NOTIFY changed FINAL)
    Q_PROPERTY(bool thinkingAloud READ thinkingAloud NOTIFY changed FINAL)
    Q_PROPERTY(bool answerFailed READ answerFailed NOTIFY changed FINAL) ///< The last one: its foot says why.
    Q_PROPERTY(QString statusText READ statusText NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString draft READ draft WRITE setDraft NOTIFY draftChanged FINAL)
    Q_PROPERTY(Editing editing READ editing NOTIFY changed FINAL)
    Q_PROPERTY(bool canSend READ canSend NOTIFY changed FINAL)
    Q_PROPERTY(int contextUsed READ contextUsed NOTIFY contextChanged FINAL)
    Q_PROPERTY(QString speedText READ speedText NOTIFY changed FINAL)
    Q_PROPERTY(QString spokenText READ spokenText NOTIFY spoken FINAL) ///< The sentences that ended last.
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged FINAL)
    Q_PROPERTY(QString undoText READ undoText NOTIFY noticeChanged FINAL) ///< What can be undone; empty: nothing.
    Q_PROPERTY(ChatModelState* model READ model CONSTANT FINAL)
    Q_PROPERTY(TranscriptModel* transcript READ transcript CONSTANT FINAL)
    Q_PROPERTY(ConversationList* conversations READ conversations CONSTANT FINAL)
    Q_PROPERTY(SetupModel* setup READ setup CONSTANT FINAL)
    Q_PROPERTY(Attachments* attachments READ attachments CONSTANT FINAL)

public:
    enum State { NoModel, Loading, Ready, Answering, Failed, Resting };
    Q_ENUM(State)
    enum Editing { NotEditing, EditingQuestion, EditingAnswer };
    Q_ENUM(Editing)

    explicit ChatController(ChatServices services, QObject* parent = nullptr);
    ~ChatController() override;

    State state() const;
    bool ready() const { return state() == Ready || state() == Resting; }
    bool failed() const { return state() == Failed; }
    bool answering() const { return m_stream.running(); }
    bool thinkingAloud() const { return m_stream.thinking(); }
    bool answerFailed() const;
    QString statusText() const; ///< One short line for the strip.
    QString title() const;
    QString draft() const { return m_draft; }
    Editing editing() const { return m_editing; }
    bool canSend() const;
    int contextUsed() const { return m_meter.used(); }
    QString speedText() const;
    QString spokenText() const { return m_spoken; }
    QString notice() const { return m_notice; }
    void setNotice(const QString& text); ///< Something a person should know of.
    QString undoText() const { return m_thread.canUndo() ? m_thread.undoText() : QString(); }
    ChatModelState* model() { return &m_model; }
    TranscriptModel* transcript() { return &m_transcript; }
    ConversationList* conversations() { return &m_list; }
    SetupModel* setup() { return &m_setup; }
    Attachments* attachments() { return &m_attachments; }

    void setDraft(const QString& text);
    /// Something in the pool's entries is different.
    void poolChanged() { m_model.poolChanged(); }

    Q_INVOKABLE void openModel(const QUrl& file);
    Q_INVOKABLE void openServer(const QString& url, const QString& model);

    Q_INVOKABLE void newConversation();
    /// @param turn what is to be in sight; 0: the end.
    Q_INVOKABLE void openConversation(qint64 conversation, qint64 turn = 0);
    Q_INVOKABLE void renameConversation(qint64 conversation, const QString& title);
    Q_INVOKABLE void pinConversation(qint64 conversation, bool pinned);
    Q_INVOKABLE void deleteConversation(qint64 conversation);
    /// Writes it to a file: JSON where the name ends so, else Markdown.
    Q_INVOKABLE void exportConversation(qint64 conversation, const QUrl& file);
    Q_INVOKABLE void importConversation(const QUrl& file);

    /// Sends the draft, or takes over what was edited.
    Q_INVOKABLE void send();
    Q_INVOKABLE void stop();
    Q_INVOKABLE void answerNow() { m_stream.answerNow(); }
    Q_INVOKABLE void continueAnswer();
    Q_INVOKABLE void regenerate(qint64 turn);
    Q_INVOKABLE void edit(qint64 turn);
    Q_INVOKABLE void editLastQuestion();
    Q_INVOKABLE void cancelEdit();
    Q_INVOKABLE void showVersion(qint64 turn, int step);
    Q_INVOKABLE void deleteTurn(qint64 turn);
    Q_INVOKABLE void undo() { m_thread.undo(); }
    Q_INVOKABLE void copyTurn(qint64 turn) const;
    Q_INVOKABLE void copyLastAnswer() const;
    Q_INVOKABLE void dismissNotice() { setNotice({}); }
    /// What a problem offers: "retry", "chatml", "shorter", "longer", "model", "new", "engines".
    Q_INVOKABLE void remedy(const QString& name);
    Q_INVOKABLE static QString remedyText(const QString& name);

Q_SIGNALS:
    void changed();
    void draftChanged();
    void contextChanged();
    void spoken();
    void noticeChanged();
    void shown(qint64 turn); ///< Another path is shown; that turn is to be in sight (0: the end).
    void modelWanted();      ///< A remedy asks for another model.
    void enginesWanted();

private:
    void connectParts();
    void retry();
    void ask(std::optional<orrery::conversation::Turn> question, orrery::conversation::Turn answer);
    void stream();
    void answerEnded(const AnswerStream::End& end);
    void speak(bool all);
    void applySetup();
    void keepDraft();
    orrery::conversation::Turn openAnswer(orrery::conversation::Id parent) const;
    orrery::inference::ChatRequest nextRequest() const;

    ChatServices m_services;
    ChatModelState m_model;
    TranscriptModel m_transcript;
    ChatThread m_thread;
    ConversationList m_list;
    SetupModel m_setup;
    Attachments m_attachments;
    ContextMeter m_meter;
    AnswerStream m_stream;
    QString m_draft;
    orrery::conversation::Draft m_before; ///< Of editing: what stood there.
    bool m_filesEdited = false;           ///< Since the draft was kept.
    QTimer m_draftSoon, m_setupSoon;
    Editing m_editing = NotEditing;
    orrery::conversation::Id m_edited = 0;
    bool m_sending = false; ///< On its way to the disk, before it is asked.
    std::size_t m_spokenTo = 0;
    QString m_spoken;
    QString m_notice;
    std::stop_source m_alive;
};
