// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison_history.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <orrery/bridge/text.h>

#include <algorithm>

using namespace orrery;
using measure::Comparison;

QString voteText(const Comparison& comparison) {
    if (comparison.bothBad) return ComparisonHistory::tr("None is good");
    if (comparison.tie) return ComparisonHistory::tr("Equally good");
    if (!comparison.vote) return {};
    return ComparisonHistory::tr("%1 is better").arg(QChar(u'A' + static_cast<int>(*comparison.vote)));
}

void ComparisonHistory::reset(std::vector<Comparison> comparisons) {
    beginResetModel();
    m_comparisons = std::move(comparisons);
    endResetModel();
    Q_EMIT countChanged();
}

const Comparison* ComparisonHistory::find(std::int64_t id) const {
    const auto found = std::ranges::find(m_comparisons, id, &Comparison::id);
    return found == m_comparisons.end() ? nullptr : &*found;
}

int ComparisonHistory::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ComparisonHistory::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Comparison& comparison = m_comparisons[static_cast<std::size_t>(index.row())];
    switch (role) {
    case KeyRole: return QVariant::fromValue<qlonglong>(comparison.id);
    case Qt::DisplayRole:
    case PromptRole: return textFrom(comparison.prompt).simplified().left(200);
    case ModelsRole: {
        if (comparison.blind && voteText(comparison).isEmpty()) return tr("Blind, no vote yet");
        QStringList labels;
        for (const auto& answer : comparison.answers) labels += textFrom(answer.label);
        return labels.join(QStringLiteral(" · "));
    }
    case WhenRole: return QLocale().toString(QDateTime::fromSecsSinceEpoch(comparison.taken), QLocale::ShortFormat);
    case VoteRole: return voteText(comparison);
    default: return {};
    }
}

QHash<int, QByteArray> ComparisonHistory::roleNames() const {
    return {{KeyRole, "key"}, {PromptRole, "prompt"}, {ModelsRole, "models"}, {WhenRole, "when"}, {VoteRole, "vote"}};
}

void ComparisonStandings::reset(std::vector<measure::Standing> standings) {
    beginResetModel();
    m_standings = std::move(standings);
    endResetModel();
    Q_EMIT countChanged();
}

int ComparisonStandings::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ComparisonStandings::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const measure::Standing& standing = m_standings[static_cast<std::size_t>(index.row())];
    const int votes = standing.wins + standing.losses + standing.ties;
    switch (role) {
    case Qt::DisplayRole:
    case ModelRole: return textFrom(standing.model);
    case WinsRole: return standing.wins;
    case LossesRole: return standing.losses;
    case TiesRole: return standing.ties;
    case ShareRole: return votes > 0 ? (standing.wins + 0.5 * standing.ties) / votes : 0;
    default: return {};
    }
}

QHash<int, QByteArray> ComparisonStandings::roleNames() const {
    return {{ModelRole, "model"}, {WinsRole, "wins"}, {LossesRole, "losses"}, {TiesRole, "ties"}, {ShareRole, "share"}};
}
