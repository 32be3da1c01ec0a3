// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QUrl>

#include "chat_problem.h"
#include "chat_services.h"

#include <orrery/inference/chat_client.h>

#include <memory>
#include <stop_token>

/// The model a conversation is held with: a file of this disk, which the pool loads and lets go, or one of a server.
/// GUI thread.
class ChatModelState : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(State state READ state NOTIFY changed FINAL)
    Q_PROPERTY(bool remote READ remote NOTIFY changed FINAL)
    Q_PROPERTY(QString name READ name NOTIFY changed FINAL)
    Q_PROPERTY(QUrl file READ file NOTIFY changed FINAL) ///< Empty: none, or one of a server.
    Q_PROPERTY(QString statusText READ statusText NOTIFY changed FINAL)
    Q_PROPERTY(QString kindText READ kindText NOTIFY changed FINAL)
    Q_PROPERTY(QString memoryText READ memoryText NOTIFY changed FINAL)
    Q_PROPERTY(QString engineText READ engineText NOTIFY changed FINAL)
    Q_PROPERTY(QString protectionText READ protectionText NOTIFY changed FINAL)
    Q_PROPERTY(int contextSize READ contextSize NOTIFY changed FINAL) ///< Tokens; 0: not known.
    /// How much context is asked for when it is next loaded; writing it loads the model anew.
    Q_PROPERTY(int contextWanted READ contextWanted WRITE setContextWanted NOTIFY changed FINAL)
    Q_PROPERTY(bool readsImages READ readsImages NOTIFY changed FINAL)
    Q_PROPERTY(QString problemTitle READ problemTitle NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(QString problemDetail READ problemDetail NOTIFY changed FINAL)
    Q_PROPERTY(QStringList remedies READ remedies NOTIFY changed FINAL)

public:
    enum State {
        NoModel,
        Loading,
        Ready,
        Resting, ///< Not loaded now; it will be when it is asked.
        Failed,
    };
    Q_ENUM(State)

    /// Where to chat, and what keeps the model loaded meanwhile.
    struct Held {
        orrery::inference::ChatEndpoint endpoint;
        std::shared_ptr<orrery::inference::ModelLease> lease; ///< Null for a server.
    };

    explicit ChatModelState(ChatServices services, QObject* parent = nullptr);
    ~ChatModelState() override;

    void openFile(const QUrl& file);
    void openServer(const QString& url, const QString& model);
    /// As the store names it: a path, or "url|model". Chosen, not yet loaded.
    void choose(const QString& key);
    QString key() const;
    /// Loads it once more, for example after a failure.
    void reload();
    void useChatMl();
    void poolChanged();
    /// Gets it, loading it where need be. @param done once, also after a stop.
    void acquire(std::stop_token stop, std::function<void(orrery::Result<Held>)> done);

    State state() const { return m_state; }
    bool remote() const { return m_server.has_value(); }
    QString name() const;
    QUrl file() const;
    QString statusText() const;
    QString kindText() const;
    QString memoryText() const;
    QString engineText() const;
    QString protectionText() const;
    int contextSize() const;
    int contextWanted() const { return static_cast<int>(m_settings.contextTokens); }
    void setContextWanted(int tokens);
    bool readsImages() const;
    QString problemTitle() const { return m_problem.title; }
    QString problem() const { return m_problem.text; }
    QString problemDetail() const { return m_problem.detail; }
    QStringList remedies() const { return m_problem.remedies; }

Q_SIGNALS:
    void changed();

private:
    void setFile(const QString& path);
    void setServer(const QString& url, const QString& model);
    void load();
    void acquireLocal(std::stop_token stop, std::function<void(orrery::Result<Held>)> done);
    void acquireRemote(std::function<void(orrery::Result<Held>)> done);
    void readServerFacts(const orrery::inference::ChatEndpoint& endpoint);
    void setState(State state);
    void fail(const orrery::Error& error);

    ChatServices m_services;
    orrery::inference::ChatClient m_client;
    orrery::inference::EngineSettings m_settings; ///< Model empty: none is chosen.
    std::optional<orrery::inference::RemoteServer> m_server;
    std::string m_serverModel;
    orrery::inference::EngineFacts m_facts; ///< Of a file, as last loaded.
    orrery::inference::ServerFacts m_serverFacts;
    State m_state = NoModel;
    int m_waiting = 0; ///< Acquisitions under way.
    ChatProblem m_problem;
    std::stop_source m_loading;
    std::stop_source m_alive;
};
