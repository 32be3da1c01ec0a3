// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "repository_history.h"

#include "repository_text.h"

using namespace orrery;

namespace {

constexpr std::size_t commitsAPage = 50;

} // namespace

RepositoryHistory::RepositoryHistory(const HubServices& services, QObject* parent)
    : QObject(parent), m_services(services), m_commits(ui::commitColumns()), m_revisions(ui::revisionColumns()) {}

RepositoryHistory::~RepositoryHistory() {
    m_stop.request_stop();
}

void RepositoryHistory::clear() {
    m_stop.request_stop();
    m_stop = {};
    m_commits.setRows({});
    m_revisions.setRows({});
    m_repo = {};
    m_page = m_waiting = 0;
    m_more = false;
    m_problem = {};
    Q_EMIT changed();
}

void RepositoryHistory::load(const RepositoryRecord& record) {
    if (busy() || m_commits.count() > 0) return;
    m_problem = {};
    m_repo = record.id;
    m_endpoint = record.endpoint;
    m_revision = record.revision;
    askCommits();
    askRefs();
    Q_EMIT changed();
}

void RepositoryHistory::loadMore() {
    if (busy() || !m_more) return;
    askCommits();
    Q_EMIT changed();
}

void RepositoryHistory::askCommits() {
    ++m_waiting;
    m_services.hub.commits(m_endpoint, m_repo, m_revision, m_page, m_stop.get_token(),
                           [this, stop = m_stop.get_token()](const Result<std::vector<hub::Commit>>& commits) {
                               if (stop.stop_requested()) return;
                               --m_waiting;
                               if (commits) {
                                   ++m_page;
                                   m_more = commits->size() >= commitsAPage;
                                   m_commits.append(ui::commitRows(*commits));
                               } else {
                                   m_problem = Problem::of(tr("The history could not be read"), commits.error());
                               }
                               Q_EMIT changed();
                           });
}

void RepositoryHistory::askRefs() {
    ++m_waiting;
    m_services.hub.refs(m_endpoint, m_repo, m_stop.get_token(),
                        [this, stop = m_stop.get_token()](const Result<hub::Refs>& refs) {
                            if (stop.stop_requested()) return;
                            --m_waiting;
                            if (refs) m_revisions.setRows(ui::revisionRows(*refs));
                            Q_EMIT changed();
                        });
}
