// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation_list.h"

#include "transcript_turns.h"

#include <orrery/bridge/text.h>

#include <QDateTime>

#include <algorithm>
#include <chrono>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

QString timeText(std::int64_t seconds) {
    return ageText(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate).toStdString());
}

/// Escaped, with the words that were looked for in bold. Marks are in bytes of UTF-8.
QString marked(const conversation::Hit& hit) {
    QString html;
    std::size_t at = 0;
    const std::string_view text = hit.excerpt;
    for (const auto& [from, to] : hit.marks) {
        if (from < at || to < from || to > text.size()) continue;
        html += textFrom(text.substr(at, from - at)).toHtmlEscaped();
        html += QStringLiteral("<b>%1</b>").arg(textFrom(text.substr(from, to - from)).toHtmlEscaped());
        at = to;
    }
    html += textFrom(text.substr(at)).toHtmlEscaped();
    return html.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

} // namespace

ConversationList::ConversationList(ConversationKeeper& keeper, QObject* parent)
    : QAbstractListModel(parent), m_keeper(keeper) {
    m_searchSoon.setSingleShot(true);
    m_searchSoon.setInterval(120ms);
    connect(&m_searchSoon, &QTimer::timeout, this, &ConversationList::refresh);
}

ConversationList::~ConversationList() {
    m_alive.request_stop();
}

void ConversationList::setSearchText(const QString& text) {
    if (m_searchText == text) return;
    m_searchText = text;
    m_searchSoon.start();
    Q_EMIT changed();
}

void ConversationList::setCurrent(qint64 conversation) {
    if (m_current == conversation) return;
    m_current = conversation;
    Q_EMIT currentChanged();
}

QString ConversationList::titleOf(qint64 conversation) const {
    const auto found = std::ranges::find(m_rows, conversation, [](const Row& row) { return row.summary.id; });
    return found == m_rows.end() ? QString() : QString::fromStdString(found->summary.title);
}

void ConversationList::refresh() {
    m_searchSoon.stop();
    const quint64 round = ++m_round;
    const auto current = [this, round, gone = m_alive.get_token()] {
        return !gone.stop_requested() && round == m_round;
    };
    if (!searching()) {
        m_keeper.ask<std::vector<conversation::Summary>>(
            [](conversation::Store& store) { return store.list(); },
            [this, current](Result<std::vector<conversation::Summary>> list) {
                if (!current()) return;
                if (!list) return fail(list.error());
                std::vector<Row> rows;
                rows.reserve(list->size());
                for (conversation::Summary& summary : *list) rows.push_back({std::move(summary), 0, {}});
                show(std::move(rows));
            });
        return;
    }
    m_keeper.ask<std::vector<conversation::Hit>>(
        [words = m_searchText.toStdString()](conversation::Store& store) { return store.search(words); },
        [this, current](Result<std::vector<conversation::Hit>> hits) {
            if (!current()) return;
            if (!hits) return fail(hits.error());
            std::vector<Row> rows;
            rows.reserve(hits->size());
            for (conversation::Hit& hit : *hits) {
                QString excerpt = marked(hit);
                rows.push_back({std::move(hit.conversation), hit.turn, std::move(excerpt)});
            }
            show(std::move(rows));
        });
}

void ConversationList::show(std::vector<Row> rows) {
    m_problem.clear();
    const bool sameOrder = std::ranges::equal(
        rows, m_rows, [](const Row& a, const Row& b) { return a.summary.id == b.summary.id && a.turn == b.turn; });
    if (sameOrder) {
        m_rows = std::move(rows);
        if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(count() - 1));
    } else {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    Q_EMIT changed();
}

void ConversationList::fail(const Error& error) {
    m_problem = textFrom(error.message);
    Q_EMIT changed();
}

int ConversationList::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ConversationList::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case ConversationRole: return QVariant::fromValue<qint64>(row.summary.id);
    case TurnRole: return row.turn;
    case Qt::DisplayRole:
    case TitleRole: return row.summary.title.empty() ? tr("New conversation") : textFrom(row.summary.title);
    case DetailRole: {
        const QString model = modelName(textFrom(row.summary.model));
        const QString when = timeText(row.summary.changed);
        return model.isEmpty() ? when : QStringLiteral("%1 · %2").arg(when, model);
    }
    case ExcerptRole: return row.excerpt;
    case PinnedRole: return row.summary.pinned;
    default: return {};
    }
}

QHash<int, QByteArray> ConversationList::roleNames() const {
    return {{ConversationRole, "conversation"}, {TurnRole, "turn"},    {TitleRole, "title"}, {DetailRole, "detail"},
            {ExcerptRole, "excerpt"},           {PinnedRole, "pinned"}};
}
