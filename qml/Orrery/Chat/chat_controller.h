// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QTimer>
#include <QUrl>

#include "chat_message_model.h"

#include <orrery/inference/chat_client.h>
#include <orrery/inference/engine.h>

#include <optional>
#include <stop_token>

/// One conversation with one local model: starts the engine, streams the answer, keeps what was typed and what came
/// whatever happens. Everything happens on the GUI thread through the executors given; nothing here waits.
class ChatController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(State state READ state NOTIFY changed FINAL)
    Q_PROPERTY(bool ready READ ready NOTIFY changed FINAL)
    Q_PROPERTY(bool failed READ failed NOTIFY changed FINAL)
    Q_PROPERTY(QString modelName READ modelName NOTIFY changed FINAL)
    Q_PROPERTY(QString statusText READ statusText NOTIFY changed FINAL)
    Q_PROPERTY(QString kindText READ kindText NOTIFY changed FINAL)
    Q_PROPERTY(QString memoryText READ memoryText NOTIFY changed FINAL)
    Q_PROPERTY(QString engineText READ engineText NOTIFY changed FINAL)
    Q_PROPERTY(QString protectionText READ protectionText NOTIFY changed FINAL)
    Q_PROPERTY(QString engineReport READ engineReport NOTIFY engineReportChanged FINAL)
    Q_PROPERTY(QString problemTitle READ problemTitle NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(QString problemDetail READ problemDetail NOTIFY changed FINAL)
    Q_PROPERTY(QString speedText READ speedText NOTIFY answered FINAL)
    Q_PROPERTY(int contextUsed READ contextUsed NOTIFY answered FINAL)
    Q_PROPERTY(int contextSize READ contextSize NOTIFY changed FINAL)
    Q_PROPERTY(QString draft READ draft WRITE setDraft NOTIFY draftChanged FINAL)
    Q_PROPERTY(ChatMessageModel* messages READ messages CONSTANT FINAL)

public:
    enum State {
        NoModel,
        Loading,
        Ready,
        Answering,
        Failed, ///< The engine is not running; problem says why.
    };
    Q_ENUM(State)

    /// @param services outlive the controller; their executor is the GUI thread's.
    explicit ChatController(orrery::inference::EngineServices services, QObject* parent = nullptr);
    ~ChatController() override;

    State state() const { return m_state; }
    bool ready() const { return m_state == Ready; }
    bool failed() const { return m_state == Failed; }
    QString modelName() const;
    QString statusText() const; ///< One short line for the strip and the empty page.
    QString kindText() const;   ///< Architecture, size, quantisation.
    QString memoryText() const; ///< What it takes of this machine.
    QString engineText() const;
    QString protectionText() const;                         ///< Plain sentence: what the model can and cannot reach.
    QString engineReport() const { return m_engineReport; } ///< What engines there are, for the settings page.
    QString problemTitle() const { return m_problemTitle; }
    QString problem() const { return m_problem; }
    QString problemDetail() const { return m_problemDetail; }
    QString speedText() const;
    int contextUsed() const;
    int contextSize() const;
    QString draft() const { return m_draft; }
    ChatMessageModel* messages() { return &m_messages; }

    void setDraft(const QString& text);
    /// A llama-server or runtime folder to prefer; empty: look for one. Takes effect with the next start.
    void setEnginePath(const QString& path);

    /// Ends the engine that runs, if one does, and loads this model. The conversation is begun anew.
    Q_INVOKABLE void openModel(const QUrl& file);
    /// Sends the draft, and empties it once it stands in the conversation.
    Q_INVOKABLE void send();
    /// Ends the answer; what came of it stays.
    Q_INVOKABLE void stop();
    /// Starts the engine again if it is down, and asks the last question again if its answer failed.
    Q_INVOKABLE void retry();
    Q_INVOKABLE void newConversation();
    Q_INVOKABLE void copy(const QString& text) const;
    /// Looks for engines again.
    Q_INVOKABLE void checkEngine();

Q_SIGNALS:
    void changed();
    void engineReportChanged();
    void draftChanged();
    void answered();

private:
    void startEngine();
    void launch();
    void ask();
    void flush();
    void finishAnswer(const orrery::Result<orrery::inference::ChatResult>& result);
    void setState(State state);
    void setProblem(const QString& title, const orrery::Error& error);
    void clearProblem();
    void engineChanged(orrery::inference::EngineState state);

    orrery::inference::EngineServices m_services;
    orrery::inference::ChatClient m_client;
    orrery::inference::Engine m_engine;
    std::optional<orrery::inference::EngineHost> m_host;
    QString m_enginePath;
    QString m_engineReport;
    State m_state = NoModel;
    QString m_file;
    QString m_problemTitle;
    QString m_problem;
    QString m_problemDetail;
    QString m_draft;
    ChatMessageModel m_messages;
    std::optional<orrery::inference::ChatTimings> m_timings; // of the last answer
    bool m_askWhenReady = false;                             // the last question has no answer yet
    std::stop_source m_alive; // requested when the controller goes: late completions do nothing
    std::stop_source m_answer;
    QString m_newText; // streamed, not yet shown
    QString m_newReasoning;
    QTimer m_flush;
};
