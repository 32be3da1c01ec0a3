// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QUrl>

#include "repository_record.h"
#include "row_model.h"

#include <orrery/governance/licence.h>

/// A repository's licence in plain words. GUI thread.
class RepositoryLicence : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RepositoryController")
    Q_PROPERTY(QString name MEMBER m_name NOTIFY changed FINAL)
    Q_PROPERTY(QString note MEMBER m_note NOTIFY changed FINAL)
    /// How well it was made sure of.
    Q_PROPERTY(QString certainty MEMBER m_certainty NOTIFY changed FINAL)
    Q_PROPERTY(QUrl textUrl MEMBER m_textUrl NOTIFY changed FINAL) ///< Empty: not known.
    Q_PROPERTY(QString classText MEMBER m_classText NOTIFY changed FINAL)
    Q_PROPERTY(QString classIcon MEMBER m_classIcon NOTIFY changed FINAL)
    Q_PROPERTY(QString classMood MEMBER m_classMood NOTIFY changed FINAL)
    /// text, kind ("allowed", "duty", "limit", "unknown")
    Q_PROPERTY(RowModel* points READ points CONSTANT FINAL)

public:
    explicit RepositoryLicence(const orrery::governance::LicenceTable& table, QObject* parent = nullptr);

    RowModel* points() { return &m_points; }
    void show(const RepositoryRecord& record);

Q_SIGNALS:
    void changed();

private:
    const orrery::governance::LicenceTable& m_table;
    RowModel m_points;
    QString m_name, m_note, m_certainty, m_classText, m_classIcon, m_classMood;
    QUrl m_textUrl;
};
