// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QString>

#include "hub_services.h"
#include "model_fit.h"
#include "problem.h"
#include "repository_record.h"
#include "variants.h"

#include <memory>
#include <stop_token>

/// Whether one copy of a model fits, worked out by the engine from its header alone: fetched from the Hub without the
/// weights, or read where the copy is on this disk. One copy at a time. GUI thread.
class RepositoryFit : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RepositoryController")
    Q_PROPERTY(bool available READ available CONSTANT FINAL) ///< There is what it takes to work it out.
    Q_PROPERTY(QString key READ key NOTIFY changed FINAL)    ///< Of the copy looked at; empty: none.
    Q_PROPERTY(bool fetching READ fetching NOTIFY changed FINAL)
    Q_PROPERTY(Problem problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(ModelFit* memory READ memory CONSTANT FINAL) ///< Null unless available.

public:
    explicit RepositoryFit(const HubServices& services, QObject* parent = nullptr);
    ~RepositoryFit() override;

    bool available() const { return m_memory != nullptr; }
    QString key() const { return m_key; }
    bool fetching() const { return m_fetching; }
    Problem problem() const { return m_problem; }
    ModelFit* memory() { return m_memory.get(); }

    /// @param key the copy's, for the page. @param online the network may be asked.
    void check(const RepositoryRecord& record, const orrery::ui::Variant& variant, const QString& key, bool online);
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void changed();

private:
    using Heads = std::vector<orrery::inference::ModelHead>;

    void readHere(const std::filesystem::path& file);
    void fetch(const RepositoryRecord& record, const orrery::ui::Variant& variant);
    /// Reads the headers on a worker and goes on with shown() or failed().
    void examine(Heads heads);
    void failed(const orrery::Error& error);

    HubServices m_services;
    std::unique_ptr<ModelFit> m_memory;
    QString m_key;
    bool m_fetching = false;
    Problem m_problem;
    std::stop_source m_current;
};
