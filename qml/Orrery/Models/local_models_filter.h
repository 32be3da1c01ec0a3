// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQmlEngine>
#include <QSortFilterProxyModel>

#include "local_models.h"

/// The models whose title or details hold every word that is searched for. Opened by hand and on this disk come before
/// those of servers; those the engine cannot run come last; else by title.
class LocalModelsFilter : public QSortFilterProxyModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(LocalModels* models READ models WRITE setModels NOTIFY modelsChanged FINAL)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged FINAL)
    Q_PROPERTY(bool filesOnly READ filesOnly WRITE setFilesOnly NOTIFY filesOnlyChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    explicit LocalModelsFilter(QObject* parent = nullptr);

    LocalModels* models() const { return m_models; }
    void setModels(LocalModels* models);
    QString text() const { return m_text; }
    void setText(const QString& text);
    bool filesOnly() const { return m_filesOnly; } ///< Models of servers are left out.
    void setFilesOnly(bool only);
    int count() const { return rowCount(); }
    /// One value by role name; nothing where there is none.
    Q_INVOKABLE QVariant value(int row, const QByteArray& role) const;
    /// The row of that key, or -1.
    Q_INVOKABLE int rowOf(const QString& key) const;

Q_SIGNALS:
    void modelsChanged();
    void textChanged();
    void filesOnlyChanged();
    void countChanged();

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    LocalModels* m_models = nullptr;
    bool m_filesOnly = false;
    QString m_text;
    QStringList m_words;
};
