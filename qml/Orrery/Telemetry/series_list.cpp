// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "series_list.h"

#include <algorithm>

namespace {

constexpr int firstShown = 8;

} // namespace

int SeriesList::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant SeriesList::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return row.name;
    case ColorRole: return index.row();
    case ShownRole: return row.shown;
    case ValueRole: return row.value;
    case ComparedRole: return row.compared;
    default: return {};
    }
}

QHash<int, QByteArray> SeriesList::roleNames() const {
    return {{NameRole, "name"},
            {ColorRole, "colorIndex"},
            {ShownRole, "shown"},
            {ValueRole, "value"},
            {ComparedRole, "compared"}};
}

int SeriesList::shownCount() const {
    return static_cast<int>(std::ranges::count(m_rows, true, &Row::shown));
}

void SeriesList::reset(std::vector<Row> rows) {
    const auto sameName = [](const Row& a, const Row& b) { return a.name == b.name && a.linear == b.linear; };
    if (std::ranges::equal(rows, m_rows, sameName)) return;
    int shown = 0;
    for (Row& row : rows) {
        const auto before = std::ranges::find(m_rows, row.name, &Row::name);
        const bool wanted = before == m_rows.end() ? shown < firstShown : before->shown;
        row.shown = wanted && shown < mostShown;
        if (row.shown) ++shown;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
    Q_EMIT shownChanged();
}

void SeriesList::setValues(const std::vector<QString>& values, const std::vector<QString>& compared) {
    if (m_rows.empty()) return;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].value = i < values.size() ? values[i] : QString();
        m_rows[i].compared = i < compared.size() ? compared[i] : QString();
    }
    Q_EMIT dataChanged(index(0), index(count() - 1), {ValueRole, ComparedRole});
}

void SeriesList::setShown(int row, bool shown) {
    if (row < 0 || row >= count() || m_rows[static_cast<std::size_t>(row)].shown == shown) return;
    const bool allowed = !shown || shownCount() < mostShown;
    if (allowed) m_rows[static_cast<std::size_t>(row)].shown = shown;
    Q_EMIT dataChanged(index(row), index(row), {ShownRole}); // also when refused: the box goes back
    Q_EMIT shownChanged();
}

void SeriesList::showAll(bool shown) {
    if (m_rows.empty()) return;
    for (std::size_t i = 0; i < m_rows.size(); ++i) m_rows[i].shown = shown && i < mostShown;
    Q_EMIT dataChanged(index(0), index(count() - 1), {ShownRole});
    Q_EMIT shownChanged();
}
