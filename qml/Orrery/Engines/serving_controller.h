// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QString>

#include <orrery/base/executor.h>
#include <orrery/platform/secret_store.h>
#include <orrery/serve/local_server.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

/// The switch that lets other programs of this machine use the models: off at every start, loopback only, with a key
/// that is kept in the secret store. GUI thread.
class ServingController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(bool on READ on NOTIFY changed FINAL)
    Q_PROPERTY(QString address READ address NOTIFY changed FINAL)
    Q_PROPERTY(QString key READ key NOTIFY changed FINAL)
    Q_PROPERTY(QString statusText READ statusText NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(int port READ port WRITE setPort NOTIFY changed FINAL)
    Q_PROPERTY(int offered READ offered NOTIFY changed FINAL)

public:
    struct Services {
        orrery::inference::ModelPool& pool;
        orrery::net::HttpClient& http;
        orrery::Executor& workers;
        orrery::Executor& gui;
        std::function<std::unique_ptr<orrery::platform::SecretStore>()> openStore; ///< On a worker.
    };
    explicit ServingController(Services services, QObject* parent = nullptr);
    ~ServingController() override;

    bool on() const { return m_server.status().port != 0; }
    QString address() const; ///< "http://127.0.0.1:11435/v1"; empty while off.
    QString key() const { return m_key; }
    QString statusText() const;
    QString problem() const { return m_problem; }
    int port() const { return m_port; }
    int offered() const { return m_offered; } ///< How many models can be asked for.
    /// Takes effect with the next switching on.
    void setPort(int port);

    void setModels(std::vector<orrery::serve::OfferedModel> models);

    Q_INVOKABLE void setOn(bool on);
    /// The old key stops working.
    Q_INVOKABLE void renewKey();
    Q_INVOKABLE void copy(const QString& text) const;

Q_SIGNALS:
    void changed();

private:
    void begin();
    void keepKey();

    Services m_services;
    std::stop_source m_alive; // requested when we go: late completions do nothing
    QString m_key;
    QString m_problem;
    int m_port = 11435;
    int m_offered = 0;
    orrery::serve::LocalServer m_server;
};
