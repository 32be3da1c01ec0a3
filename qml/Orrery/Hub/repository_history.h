// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>

#include "hub_services.h"
#include "problem.h"
#include "repository_record.h"
#include "row_model.h"

#include <stop_token>

/// The commits, branches and tags of the repository shown, asked for when somebody looks. GUI thread.
class RepositoryHistory : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RepositoryController")
    /// commit, title, message, authors, date
    Q_PROPERTY(RowModel* commits READ commits CONSTANT FINAL)
    /// name, ref, kind ("branch", "tag", "pull")
    Q_PROPERTY(RowModel* revisions READ revisions CONSTANT FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    /// There may be older commits.
    Q_PROPERTY(bool canLoadMore READ canLoadMore NOTIFY changed FINAL)
    Q_PROPERTY(Problem problem READ problem NOTIFY changed FINAL)

public:
    explicit RepositoryHistory(const HubServices& services, QObject* parent = nullptr);
    ~RepositoryHistory() override;

    RowModel* commits() { return &m_commits; }
    RowModel* revisions() { return &m_revisions; }
    bool busy() const { return m_waiting > 0; }
    bool canLoadMore() const { return m_more; }
    Problem problem() const { return m_problem; }

    void clear();
    void load(const RepositoryRecord& record);
    Q_INVOKABLE void loadMore();

Q_SIGNALS:
    void changed();

private:
    void askCommits();
    void askRefs();

    HubServices m_services;
    RowModel m_commits;
    RowModel m_revisions;
    orrery::hub::RepoId m_repo;
    orrery::hub::Endpoint m_endpoint;
    std::string m_revision;
    int m_page = 0;
    int m_waiting = 0;
    bool m_more = false;
    Problem m_problem;
    std::stop_source m_stop;
};
