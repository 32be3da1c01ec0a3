// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QString>

#include <orrery/base/executor.h>
#include <orrery/inference/chat_client.h>
#include <orrery/inference/remote_server.h>
#include <orrery/net/http_client.h>
#include <orrery/platform/secret_store.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

/// OpenAI-compatible servers somebody else runs: their addresses in a file, their keys in the secret store, and how
/// they are. Each key goes to its own server only. GUI thread; files and secrets on workers.
class ServerAccounts : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        NameRole = Qt::UserRole,
        UrlRole,
        KeyTextRole,    ///< "A key is kept", "No key"
        HasKeyRole,     ///< bool
        HealthTextRole, ///< "12 models, answers in 40 ms"; empty: not asked yet
        ModelsTextRole, ///< The names, a few.
        ProblemRole,    ///< Empty: none.
        CheckingRole,   ///< bool
    };
    struct Services {
        orrery::net::HttpClient& http;
        orrery::Executor& workers; ///< One task after another is best: the file is written there.
        orrery::Executor& gui;
        std::filesystem::path file;                                                ///< servers.json
        std::function<std::unique_ptr<orrery::platform::SecretStore>()> openStore; ///< Called once, on a worker.
    };
    using KeyTaker = std::function<void(std::string key)>;

    explicit ServerAccounts(Services services, QObject* parent = nullptr);
    ~ServerAccounts() override;

    /// Reads the file and which servers have keys; serversChanged() follows.
    void load();
    std::vector<orrery::inference::RemoteServer> servers() const;
    /// The key of a server, or "" without one; later, on the GUI thread, unless we are gone by then.
    void readKey(const orrery::inference::RemoteServer& server, KeyTaker taker);
    /// The server of that address, if it is known.
    std::optional<orrery::inference::RemoteServer> find(const QString& url) const;

    /// @return what is wrong with it; empty: it was added.
    Q_INVOKABLE QString add(const QString& name, const QString& url, const QString& key);
    Q_INVOKABLE void remove(const QString& url);
    /// @param key empty: forget it.
    Q_INVOKABLE void setKey(const QString& url, const QString& key);
    /// Asks which models it has, and how long that takes.
    Q_INVOKABLE void check(const QString& url);

    int count() const { return static_cast<int>(m_rows.size()); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void serversChanged();

private:
    struct Row {
        orrery::inference::RemoteServer server;
        bool hasKey = false;
        bool checking = false;
        QString health;
        QString problem;
    };
    struct Secrets; ///< Used on workers.

    Row* rowOf(const QString& url);
    void changed(const Row& row);
    void append(orrery::inference::RemoteServer server, bool hasKey);
    void save();
    void ask(const QString& url, const std::string& key);

    Services m_services;
    orrery::inference::ChatClient m_client;
    std::shared_ptr<Secrets> m_secrets;
    std::vector<Row> m_rows;
    std::stop_source m_alive; // requested when we go: late completions do nothing
};
