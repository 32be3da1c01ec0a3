// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "repository_family.h"

#include "repository_text.h"

using namespace orrery;

RepositoryFamily::RepositoryFamily(const HubServices& services, QObject* parent)
    : QObject(parent),
      m_labs(services.labs),
      m_members(ui::familyColumns()),
      m_finder(services, [this](const Family& family, bool ended) {
          m_members.setRows(ui::familyRows(family, m_labs));
          m_busy = !ended;
          m_complete = ended;
          Q_EMIT changed();
      }) {}

void RepositoryFamily::clear() {
    m_finder.stop();
    m_members.setRows({});
    m_busy = m_complete = false;
    Q_EMIT changed();
}

void RepositoryFamily::load(const RepositoryRecord& record, bool online) {
    if (m_busy || m_complete || record.id.kind != hub::RepoKind::Model) return;
    m_busy = true;
    m_finder.find(record.entry, record.endpoint, online);
    Q_EMIT changed();
}
