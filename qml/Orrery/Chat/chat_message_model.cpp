// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_message_model.h"

namespace {

QString stateName(ChatTurn::State state) {
    switch (state) {
    case ChatTurn::Streaming: return QStringLiteral("streaming");
    case ChatTurn::Stopped: return QStringLiteral("stopped");
    case ChatTurn::Failed: return QStringLiteral("failed");
    case ChatTurn::Done: break;
    }
    return QStringLiteral("done");
}

} // namespace

void ChatMessageModel::append(ChatTurn turn) {
    beginInsertRows({}, count(), count());
    m_turns.push_back(std::move(turn));
    endInsertRows();
    Q_EMIT countChanged();
}

void ChatMessageModel::extend(const QString& text, const QString& reasoning) {
    if (m_turns.empty() || (text.isEmpty() && reasoning.isEmpty())) return;
    m_turns.back().text += text;
    m_turns.back().reasoning += reasoning;
    const QModelIndex last = index(count() - 1);
    Q_EMIT dataChanged(last, last, {TextRole, ReasoningRole});
}

void ChatMessageModel::finish(ChatTurn::State state, const QString& stats) {
    if (m_turns.empty()) return;
    m_turns.back().state = state;
    m_turns.back().stats = stats;
    const QModelIndex last = index(count() - 1);
    Q_EMIT dataChanged(last, last, {StateRole, StatsRole});
}

void ChatMessageModel::removeLast() {
    if (m_turns.empty()) return;
    beginRemoveRows({}, count() - 1, count() - 1);
    m_turns.pop_back();
    endRemoveRows();
    Q_EMIT countChanged();
}

void ChatMessageModel::clear() {
    beginResetModel();
    m_turns.clear();
    endResetModel();
    Q_EMIT countChanged();
}

QString ChatMessageModel::textAt(int row) const {
    return row >= 0 && row < count() ? m_turns[static_cast<std::size_t>(row)].text : QString();
}

int ChatMessageModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ChatMessageModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const ChatTurn& turn = m_turns[static_cast<std::size_t>(index.row())];
    switch (role) {
    case FromUserRole: return turn.fromUser;
    case Qt::DisplayRole:
    case TextRole: return turn.text;
    case ReasoningRole: return turn.reasoning;
    case StatsRole: return turn.stats;
    case StateRole: return stateName(turn.state);
    default: return {};
    }
}

QHash<int, QByteArray> ChatMessageModel::roleNames() const {
    return {{FromUserRole, "fromUser"},
            {TextRole, "text"},
            {ReasoningRole, "reasoning"},
            {StatsRole, "stats"},
            {StateRole, "turnState"}};
}
