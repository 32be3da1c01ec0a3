// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "row_model.h"

RowModel::RowModel(QList<QByteArray> columns, QObject* parent)
    : SyncedListModel(parent), m_columns(std::move(columns)) {}

void RowModel::setRows(std::vector<Row> rows) {
    syncRows(m_rows, std::move(rows), [](const Row& row) { return row.constFirst(); });
    Q_EMIT countChanged();
}

void RowModel::append(std::vector<Row> rows) {
    if (rows.empty()) return;
    beginInsertRows({}, count(), count() + static_cast<int>(rows.size()) - 1);
    std::ranges::move(rows, std::back_inserter(m_rows));
    endInsertRows();
    Q_EMIT countChanged();
}

QVariant RowModel::value(int row, const QByteArray& column) const {
    return data(index(row), Qt::UserRole + static_cast<int>(m_columns.indexOf(column)));
}

int RowModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant RowModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    return row.value(role == Qt::DisplayRole ? 0 : role - Qt::UserRole);
}

QHash<int, QByteArray> RowModel::roleNames() const {
    QHash<int, QByteArray> names;
    for (int column = 0; column < m_columns.size(); ++column) names[Qt::UserRole + column] = m_columns[column];
    return names;
}
