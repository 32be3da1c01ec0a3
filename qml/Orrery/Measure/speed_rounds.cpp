// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speed_rounds.h"

#include "speed_words.h"

#include <QDateTime>
#include <QLocale>
#include <QVariantMap>

#include <orrery/bridge/text.h>

#include <algorithm>

using namespace orrery;
using measure::SpeedRound;

namespace {

std::int64_t keyOf(const SpeedRound& round) {
    return round.ids.empty() ? 0 : round.ids.front();
}

double speedOf(const std::optional<inference::SpeedRow>& row) {
    return row ? row->tokensPerSecond : 0;
}

QString measuredText(const std::optional<inference::SpeedRow>& row) {
    if (!row) return {};
    QString speed = SpeedRounds::tr("%1\u202Ftokens/s").arg(speedText(row->tokensPerSecond));
    if (row->deviation <= 0) return speed;
    return SpeedRounds::tr("%1 ± %2").arg(speed, QLocale().toString(row->deviation, 'f', row->deviation < 10 ? 1 : 0));
}

} // namespace

void SpeedRounds::reset(std::vector<SpeedRound> rounds, bool markBest) {
    beginResetModel();
    m_rounds = std::move(rounds);
    m_best = markBest ? measure::bestRound(m_rounds) : std::nullopt;
    m_severalBatches =
        std::ranges::any_of(m_rounds, [this](const SpeedRound& round) { return round.batch != m_rounds[0].batch; });
    std::erase_if(m_selected,
                  [this](std::int64_t key) { return std::ranges::find(m_rounds, key, keyOf) == m_rounds.end(); });
    endResetModel();
    Q_EMIT changed();
}

std::vector<SpeedRound> SpeedRounds::selectedRounds() const {
    std::vector<SpeedRound> selected;
    std::ranges::copy_if(m_rounds, std::back_inserter(selected),
                         [this](const SpeedRound& round) { return m_selected.contains(keyOf(round)); });
    return selected;
}

void SpeedRounds::select(int row, bool selected) {
    if (row < 0 || row >= count()) return;
    const std::int64_t key = keyOf(m_rounds[static_cast<std::size_t>(row)]);
    if (selected)
        m_selected.insert(key);
    else
        m_selected.erase(key);
    Q_EMIT dataChanged(index(0), index(count() - 1),
                       {SelectedRole, BaseRole, PromptDifferenceRole, AnswerDifferenceRole});
    Q_EMIT changed();
}

void SpeedRounds::clearSelection() {
    m_selected.clear();
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1),
                           {SelectedRole, BaseRole, PromptDifferenceRole, AnswerDifferenceRole});
    Q_EMIT changed();
}

const SpeedRound* SpeedRounds::base() const {
    const SpeedRound* oldest = nullptr;
    for (const SpeedRound& round : m_rounds) {
        if (!m_selected.contains(keyOf(round))) continue;
        if (!oldest || std::pair(round.taken, keyOf(round)) < std::pair(oldest->taken, keyOf(*oldest))) oldest = &round;
    }
    return oldest;
}

QVariantList SpeedRounds::promptBars() const {
    return bars(true);
}

QVariantList SpeedRounds::answerBars() const {
    return bars(false);
}

QVariantList SpeedRounds::bars(bool prompts) const {
    QVariantList list;
    for (std::size_t i = 0; i < m_rounds.size(); ++i) {
        const auto& row = prompts ? m_rounds[i].prompt : m_rounds[i].answer;
        if (!row) continue;
        list << QVariantMap{{QStringLiteral("label"), roundText(m_rounds[i], m_severalBatches)},
                            {QStringLiteral("value"), row->tokensPerSecond},
                            {QStringLiteral("deviation"), row->deviation},
                            {QStringLiteral("text"), speedText(row->tokensPerSecond)},
                            {QStringLiteral("best"), m_best == i}};
    }
    return list;
}

int SpeedRounds::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant SpeedRounds::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const SpeedRound& round = m_rounds[static_cast<std::size_t>(index.row())];
    switch (role) {
    case KeyRole: return QVariant::fromValue<qlonglong>(keyOf(round));
    case Qt::DisplayRole:
    case ModelRole: return textFrom(round.model);
    case MachineRole: return textFrom(round.machine);
    case EngineRole: return textFrom(round.engine);
    case WhenRole: return QLocale().toString(QDateTime::fromSecsSinceEpoch(round.taken), QLocale::ShortFormat);
    case RoundRole: return roundText(round, m_severalBatches);
    case PromptRole: return measuredText(round.prompt);
    case AnswerRole: return measuredText(round.answer);
    case BestRole: return m_best == static_cast<std::size_t>(index.row());
    default: return comparedData(round, role);
    }
}

QVariant SpeedRounds::comparedData(const SpeedRound& round, int role) const {
    const bool selected = m_selected.contains(keyOf(round));
    if (role == SelectedRole) return selected;
    const SpeedRound* oldest = base();
    if (role == BaseRole) return selected && oldest == &round && m_selected.size() > 1;
    const bool compared = selected && oldest && oldest != &round;
    if (role == PromptDifferenceRole)
        return compared ? differenceText(speedOf(round.prompt), speedOf(oldest->prompt)) : QString();
    if (role == AnswerDifferenceRole)
        return compared ? differenceText(speedOf(round.answer), speedOf(oldest->answer)) : QString();
    return {};
}

QHash<int, QByteArray> SpeedRounds::roleNames() const {
    return {{KeyRole, "key"},
            {ModelRole, "model"},
            {MachineRole, "machine"},
            {EngineRole, "engine"},
            {WhenRole, "when"},
            {RoundRole, "round"},
            {PromptRole, "prompt"},
            {AnswerRole, "answer"},
            {BestRole, "best"},
            {SelectedRole, "selected"},
            {BaseRole, "base"},
            {PromptDifferenceRole, "promptDifference"},
            {AnswerDifferenceRole, "answerDifference"}};
}
