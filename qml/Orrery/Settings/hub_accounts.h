// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QString>
#include <QStringList>

#include <orrery/base/executor.h>
#include <orrery/hub/client.h>
#include <orrery/hub/tokens.h>
#include <orrery/platform/secret_store.h>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

/// The Hubs a person uses, and whose tokens Orrery sends to each: the public one (or HF_ENDPOINT), and a company's own
/// beside it. A token entered here is kept in the secret store and goes to its own endpoint only; for the default
/// endpoint the one that the Python tools use serves when none was entered. GUI thread; secrets are read on workers.
class HubAccounts : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// Where entered tokens are kept, in words.
    Q_PROPERTY(QString keptText READ keptText NOTIFY keptTextChanged FINAL)

public:
    enum Role {
        NameRole = Qt::UserRole, ///< string
        UrlRole,                 ///< string
        TokenTextRole,           ///< "Token from the variable HF_TOKEN", "No token: browsing without an account"
        AccountTextRole,         ///< "Signed in as ada", once the Hub has said so; empty: not asked.
        ProblemRole,             ///< string; empty: none
        HasOwnTokenRole,         ///< bool: one that was entered here
        CheckingRole,            ///< bool
        RemovableRole,           ///< bool: not the default endpoint
    };

    struct Services {
        orrery::Executor& workers;
        orrery::Executor& gui;
        orrery::hub::Environment environment;
        orrery::hub::HubFolders folders;
        std::function<std::unique_ptr<orrery::platform::SecretStore>()> openStore; ///< Called once, on a worker.
    };
    /// @param added endpoints besides the default one, as added() gives them.
    HubAccounts(Services services, const QStringList& added, QObject* parent = nullptr);
    ~HubAccounts() override;

    /// Gives out tokens to requests; any thread, also after we are gone. Nothing until load() has read them.
    orrery::hub::TokenSource tokenSource() const;
    /// Given once; outlives us. For asking whose token it is.
    void setClient(orrery::hub::HubClient* client) { m_client = client; }

    std::vector<orrery::hub::Endpoint> endpoints() const;
    int count() const { return static_cast<int>(m_rows.size()); }
    QString keptText() const { return m_keptText; }

    /// Added endpoints for the settings file: "name<tab>url" each.
    QStringList added() const;
    /// Reads the tokens; endpointsChanged() and loaded() follow.
    void load();

    /// @return what is wrong with it; empty: it was added.
    Q_INVOKABLE QString addEndpoint(const QString& name, const QString& url);
    Q_INVOKABLE void removeEndpoint(const QString& url);
    Q_INVOKABLE void setToken(const QString& url, const QString& token);
    Q_INVOKABLE void forgetToken(const QString& url);
    /// Asks the Hub whose token it is.
    Q_INVOKABLE void check(const QString& url);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void keptTextChanged();
    void endpointsChanged();
    void loaded();

private:
    struct Row {
        orrery::hub::Endpoint endpoint;
        bool isDefault = false;
        QString tokenOrigin; ///< Empty: no token.
        bool ownToken = false;
        bool checking = false;
        QString account;
        QString problem;
    };
    struct Tokens; ///< Shared with requests on other threads.

    Row* find(const QString& url);
    void changed(const Row& row);
    void store(const QString& url, std::optional<std::string> token);
    void applyFound(const std::string& url, const std::optional<std::string>& own,
                    const std::optional<orrery::hub::FoundToken>& found);

    Services m_services;
    orrery::hub::HubClient* m_client = nullptr;
    std::shared_ptr<Tokens> m_tokens;
    std::vector<Row> m_rows;
    QString m_keptText;
    std::stop_source m_alive; // requested when we go: late completions do nothing
};
