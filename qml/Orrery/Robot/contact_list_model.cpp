// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contact_list_model.h"

#include <algorithm>
#include <map>
#include <utility>

using orrery::robot::ContactForce;

void ContactListModel::show(const std::vector<ContactForce>& contacts) {
    std::map<std::pair<std::string, std::string>, Row> pairs;
    for (const ContactForce& contact : contacts) {
        Row& row = pairs[{contact.first, contact.second}];
        row.first = QString::fromStdString(contact.first);
        row.second = QString::fromStdString(contact.second);
        row.newtons += orrery::norm(contact.force);
        ++row.points;
    }
    std::vector<Row> rows;
    rows.reserve(pairs.size());
    for (auto& [names, row] : pairs) rows.push_back(std::move(row));
    std::ranges::stable_sort(rows, std::ranges::greater(), &Row::newtons);
    if (rows.size() == m_rows.size()) {
        m_rows = std::move(rows);
        if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(count() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
    Q_EMIT countChanged();
}

int ContactListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ContactListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case FirstRole: return row.first;
    case SecondRole: return row.second;
    case NewtonsRole: return row.newtons;
    case PointsRole: return row.points;
    default: return {};
    }
}

QHash<int, QByteArray> ContactListModel::roleNames() const {
    return {{FirstRole, "first"}, {SecondRole, "second"}, {NewtonsRole, "newtons"}, {PointsRole, "points"}};
}
