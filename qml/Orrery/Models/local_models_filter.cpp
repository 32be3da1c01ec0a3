// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "local_models_filter.h"

#include <algorithm>
#include <tuple>

LocalModelsFilter::LocalModelsFilter(QObject* parent) : QSortFilterProxyModel(parent) {
    setSortCaseSensitivity(Qt::CaseInsensitive);
    sort(0);
    connect(this, &QAbstractItemModel::modelReset, this, &LocalModelsFilter::countChanged);
    connect(this, &QAbstractItemModel::rowsInserted, this, &LocalModelsFilter::countChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &LocalModelsFilter::countChanged);
}

void LocalModelsFilter::setModels(LocalModels* models) {
    if (models == m_models) return;
    m_models = models;
    setSourceModel(models);
    Q_EMIT modelsChanged();
}

void LocalModelsFilter::setText(const QString& text) {
    if (text == m_text) return;
    m_text = text;
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
    Q_EMIT textChanged();
}

void LocalModelsFilter::setFilesOnly(bool only) {
    if (only == m_filesOnly) return;
    m_filesOnly = only;
    invalidateFilter();
    Q_EMIT filesOnlyChanged();
}

QVariant LocalModelsFilter::value(int row, const QByteArray& role) const {
    return data(index(row, 0), roleNames().key(role, -1));
}

int LocalModelsFilter::rowOf(const QString& key) const {
    for (int row = 0; row < rowCount(); ++row)
        if (data(index(row, 0), LocalModels::KeyRole) == key) return row;
    return -1;
}

bool LocalModelsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex at = sourceModel()->index(row, 0, parent);
    if (m_filesOnly && at.data(LocalModels::KindRole).toString() == QLatin1String("server")) return false;
    const QString text = at.data(LocalModels::TitleRole).toString() + QLatin1Char('\n') +
                         at.data(LocalModels::DetailTextRole).toString();
    return std::ranges::all_of(m_words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool LocalModelsFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const auto order = [](const QModelIndex& at) {
        return std::tuple(!at.data(LocalModels::RunsRole).toBool(), at.data(LocalModels::KindRole).toString(),
                          at.data(LocalModels::TitleRole).toString().toCaseFolded(), at.row());
    };
    return order(left) < order(right);
}
