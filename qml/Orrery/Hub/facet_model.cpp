// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "facet_model.h"

#include <orrery/bridge/text.h>

#include <algorithm>

using namespace orrery;

namespace {

constexpr std::size_t shortList = 5;

} // namespace

FacetModel::FacetModel(Kind kind, QObject* parent) : SyncedListModel(parent), m_kind(std::move(kind)) {}

void FacetModel::setExpanded(bool expanded) {
    if (m_expanded == expanded) return;
    m_expanded = expanded;
    rebuild();
}

void FacetModel::setCounts(std::vector<std::pair<std::string, std::uint64_t>> counts) {
    m_counts = std::move(counts);
    rebuild();
}

void FacetModel::setChosen(std::vector<std::string> values) {
    if (m_chosen == values) return;
    m_chosen = std::move(values);
    rebuild();
}

void FacetModel::toggle(const QString& value) {
    const std::string wanted = value.toStdString();
    const bool was = std::erase(m_chosen, wanted) > 0;
    if (!m_kind.multiple) m_chosen.clear();
    if (!was) m_chosen.push_back(wanted);
    rebuild();
    Q_EMIT chosenChanged();
}

void FacetModel::rebuild() {
    std::vector<Row> rows;
    for (const std::string& value : m_chosen) {
        const auto known = std::ranges::find(m_counts, value, [](const auto& pair) { return pair.first; });
        rows.push_back({value, known == m_counts.end() ? 0 : known->second, true});
    }
    for (const auto& [value, count] : m_counts) {
        if (std::ranges::find(m_chosen, value) == m_chosen.end()) rows.push_back({value, count, false});
    }
    const std::size_t shown = m_expanded ? rows.size() : std::min(rows.size(), std::max(shortList, m_chosen.size()));
    m_hidden = static_cast<int>(rows.size() - shown);
    rows.resize(shown);
    syncRows(m_rows, std::move(rows), [](const Row& row) { return row.value; });
    Q_EMIT changed();
}

int FacetModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant FacetModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case ValueRole: return textFrom(row.value);
    case Qt::DisplayRole:
    case LabelRole: return m_kind.label(row.value);
    case CountTextRole: return countText(row.count);
    case ChosenRole: return row.chosen;
    default: return {};
    }
}

QHash<int, QByteArray> FacetModel::roleNames() const {
    return {{ValueRole, "value"}, {LabelRole, "label"}, {CountTextRole, "countText"}, {ChosenRole, "chosen"}};
}
