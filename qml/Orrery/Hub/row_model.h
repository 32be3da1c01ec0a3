// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QQmlEngine>
#include <QVariant>

#include <orrery/bridge/synced_list_model.h>

#include <vector>

/// A short table of values for a page: what a row holds is said at construction, the first column is its key.
class RowModel : public SyncedListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by a presenter")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    using Row = QVariantList;

    explicit RowModel(QList<QByteArray> columns, QObject* parent = nullptr);

    int count() const { return static_cast<int>(m_rows.size()); }
    void setRows(std::vector<Row> rows);
    void append(std::vector<Row> rows);
    /// One value by column name; nothing where there is none.
    Q_INVOKABLE QVariant value(int row, const QByteArray& column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    QList<QByteArray> m_columns;
    std::vector<Row> m_rows;
};
