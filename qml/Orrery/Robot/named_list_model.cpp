// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "named_list_model.h"

#include <algorithm>

void NamedListModel::reset(std::vector<NamedItem> items) {
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
    Q_EMIT countChanged();
}

QString NamedListModel::idAt(int row) const {
    return row >= 0 && row < count() ? m_items[static_cast<std::size_t>(row)].id : QString();
}

QString NamedListModel::titleOf(const QString& id) const {
    const int row = indexOf(id);
    return row < 0 ? QString() : m_items[static_cast<std::size_t>(row)].title;
}

int NamedListModel::indexOf(const QString& id) const {
    const auto found = std::ranges::find(m_items, id, &NamedItem::id);
    return found == m_items.end() ? -1 : static_cast<int>(found - m_items.begin());
}

int NamedListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant NamedListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const NamedItem& item = m_items[static_cast<std::size_t>(index.row())];
    switch (role) {
    case IdRole: return item.id;
    case Qt::DisplayRole:
    case TitleRole: return item.title;
    case DescriptionRole: return item.description;
    default: return {};
    }
}

QHash<int, QByteArray> NamedListModel::roleNames() const {
    return {{IdRole, "itemId"}, {TitleRole, "title"}, {DescriptionRole, "description"}};
}
