// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>

#include "family_finder.h"
#include "repository_record.h"
#include "row_model.h"

/// The family of the repository shown, looked for when somebody asks. GUI thread.
class RepositoryFamily : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RepositoryController")
    /// key, group, name, title, publisher, facts, licenceText, licenceMood, licenceIcon, known
    Q_PROPERTY(RowModel* members READ members CONSTANT FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    /// It was looked for, as far as one can now.
    Q_PROPERTY(bool complete READ complete NOTIFY changed FINAL)

public:
    explicit RepositoryFamily(const HubServices& services, QObject* parent = nullptr);

    RowModel* members() { return &m_members; }
    bool busy() const { return m_busy; }
    bool complete() const { return m_complete; }
    void clear();
    void load(const RepositoryRecord& record, bool online);

Q_SIGNALS:
    void changed();

private:
    const orrery::governance::LabTable& m_labs;
    RowModel m_members;
    FamilyFinder m_finder;
    bool m_busy = false;
    bool m_complete = false;
};
