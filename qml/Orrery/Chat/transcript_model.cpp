// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transcript_model.h"

#include "card_model.h"

#include <orrery/bridge/text.h>

#include <algorithm>

using namespace orrery;
using conversation::Turn;

namespace {

QString stateName(Turn::State state) {
    switch (state) {
    case Turn::State::Open: return QStringLiteral("open");
    case Turn::State::Stopped: return QStringLiteral("stopped");
    case Turn::State::Failed: return QStringLiteral("failed");
    case Turn::State::Done: break;
    }
    return QStringLiteral("done");
}

std::uint8_t kindOf(const card::Block& block) {
    return static_cast<std::uint8_t>(block.kind);
}

/// A picture a model names is never fetched: its words and its address stand there as a link.
card::Block withoutPictures(const card::Block& block) {
    card::Block plain;
    plain.depth = block.depth;
    plain.quoted = block.quoted;
    plain.marker = block.marker;
    for (const card::Image& image : block.images) {
        const bool web = image.url.starts_with("https://") || image.url.starts_with("http://");
        plain.runs.push_back(
            {(image.text.empty() ? image.url : image.text) + " ", card::Run::Italic, web ? image.url : std::string()});
    }
    return plain;
}

} // namespace

TranscriptModel::TranscriptModel(QObject* parent) : QAbstractListModel(parent) {
    connect(this, &TranscriptModel::lookChanged, this, [this] {
        if (count() > 0) Q_EMIT dataChanged(index(0), index(count() - 1), {CardModel::RichTextRole});
    });
}

const TranscriptTurn* TranscriptModel::find(conversation::Id turn) const {
    const auto found = std::ranges::find(m_turns, turn, &TranscriptTurn::id);
    return found == m_turns.end() ? nullptr : &*found;
}

std::vector<TranscriptModel::Row> TranscriptModel::rowsOf(std::uint32_t at) {
    TranscriptTurn& turn = m_turns[at];
    if (turn.fromUser) return {{Question, false, at, 0}};
    std::vector<Row> rows;
    const auto add = [&rows, at](TranscriptText& text, bool thinking, bool shown) {
        text.shown.clear();
        if (!shown) return;
        const auto& blocks = text.document->blocks();
        for (std::uint32_t i = 0; i < blocks.size(); ++i) {
            rows.push_back({Block, thinking, at, i});
            text.shown.push_back(kindOf(blocks[i]));
        }
    };
    if (!turn.thinking.document->text().empty()) rows.push_back({Thinking, true, at, 0});
    add(turn.thinking, true, turn.thinkingShown);
    add(turn.answer, false, true);
    rows.push_back({Foot, false, at, 0});
    return rows;
}

void TranscriptModel::show(std::vector<TranscriptTurn> turns) {
    beginResetModel();
    m_turns = std::move(turns);
    m_rows.clear();
    for (std::uint32_t i = 0; i < m_turns.size(); ++i) {
        const std::vector<Row> rows = rowsOf(i);
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    }
    endResetModel();
    Q_EMIT countChanged();
}

void TranscriptModel::placeRows(int at, const std::vector<Row>& rows) {
    if (rows.empty()) return;
    beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.begin() + at, rows.begin(), rows.end());
    endInsertRows();
    Q_EMIT countChanged();
}

void TranscriptModel::takeRows(int at, int number) {
    if (number <= 0) return;
    beginRemoveRows({}, at, at + number - 1);
    m_rows.erase(m_rows.begin() + at, m_rows.begin() + at + number);
    endRemoveRows();
    Q_EMIT countChanged();
}

void TranscriptModel::append(TranscriptTurn turn) {
    m_turns.push_back(std::move(turn));
    placeRows(count(), rowsOf(static_cast<std::uint32_t>(m_turns.size() - 1)));
}

void TranscriptModel::cutFrom(conversation::Id turn) {
    const auto found = std::ranges::find(m_turns, turn, &TranscriptTurn::id);
    if (found == m_turns.end()) return;
    const int first = firstRow(static_cast<std::uint32_t>(found - m_turns.begin()));
    takeRows(first, count() - first);
    m_turns.erase(found, m_turns.end());
    Q_EMIT countChanged();
}

int TranscriptModel::firstRow(std::uint32_t turn) const {
    const auto found = std::ranges::lower_bound(m_rows, turn, {}, &Row::turn);
    return static_cast<int>(found - m_rows.begin());
}

int TranscriptModel::rowOfTurn(qint64 turn) const {
    const auto found = std::ranges::find(m_turns, turn, &TranscriptTurn::id);
    return found == m_turns.end() ? -1 : firstRow(static_cast<std::uint32_t>(found - m_turns.begin()));
}

void TranscriptModel::extend(std::string_view text, std::string_view thinking) {
    if (m_turns.empty() || m_turns.back().fromUser) return;
    TranscriptTurn& turn = m_turns.back();
    const int first = firstRow(static_cast<std::uint32_t>(m_turns.size() - 1));
    if (!thinking.empty()) {
        const bool begins = turn.thinking.document->text().empty();
        const auto change = turn.thinking.document->append(thinking);
        if (begins) {
            placeRows(first, {{Thinking, true, static_cast<std::uint32_t>(m_turns.size() - 1), 0}});
        } else {
            Q_EMIT dataChanged(index(first), index(first), {ThinkingWordsRole});
        }
        if (turn.thinkingShown) changeText(turn.thinking, true, change.firstChanged);
    }
    if (!text.empty()) {
        const auto change = turn.answer.document->append(text);
        changeText(turn.answer, false, change.firstChanged);
    }
    if (!turn.progress.isEmpty()) setProgress({});
    Q_EMIT grew();
}

/// Brings the rows of a text of the last turn up to its blocks.
void TranscriptModel::changeText(TranscriptText& text, bool thinking, std::size_t firstChanged) {
    const TranscriptTurn& turn = m_turns.back();
    const auto at = static_cast<std::uint32_t>(m_turns.size() - 1);
    const auto& blocks = text.document->blocks();
    int start = firstRow(at) + (turn.thinking.document->text().empty() ? 0 : 1);
    if (!thinking) start += static_cast<int>(turn.thinking.shown.size());
    std::size_t same = std::min(firstChanged, text.shown.size());
    while (same < text.shown.size() && same < blocks.size() && text.shown[same] == kindOf(blocks[same])) ++same;
    const std::size_t first = std::min(firstChanged, text.shown.size());
    takeRows(start + static_cast<int>(same), static_cast<int>(text.shown.size() - same));
    text.shown.resize(same);
    if (same > first)
        Q_EMIT dataChanged(index(start + static_cast<int>(first)), index(start + static_cast<int>(same) - 1));
    std::vector<Row> rows;
    for (std::size_t i = same; i < blocks.size(); ++i) {
        rows.push_back({Block, thinking, at, static_cast<std::uint32_t>(i)});
        text.shown.push_back(kindOf(blocks[i]));
    }
    placeRows(start + static_cast<int>(same), rows);
}

void TranscriptModel::changeLastRow(const QList<int>& roles) {
    if (count() > 0) Q_EMIT dataChanged(index(count() - 1), index(count() - 1), roles);
}

void TranscriptModel::setProgress(const QString& progress) {
    if (m_turns.empty() || m_turns.back().progress == progress) return;
    m_turns.back().progress = progress;
    changeLastRow({ProgressRole});
}

void TranscriptModel::finish(Turn::State state, const QString& stats) {
    if (m_turns.empty() || m_turns.back().fromUser) return;
    TranscriptTurn& turn = m_turns.back();
    const auto thinking = turn.thinking.document->finish();
    if (turn.thinkingShown) changeText(turn.thinking, true, thinking.firstChanged);
    changeText(turn.answer, false, turn.answer.document->finish().firstChanged);
    turn.state = state;
    turn.stats = stats;
    turn.progress.clear();
    const int first = firstRow(static_cast<std::uint32_t>(m_turns.size() - 1));
    Q_EMIT dataChanged(index(first), index(count() - 1), {StateRole, StatsRole, ProgressRole});
}

void TranscriptModel::reopen() {
    if (m_turns.empty() || m_turns.back().fromUser) return;
    TranscriptTurn& turn = m_turns.back();
    const std::string whole = turn.answer.document->text();
    auto again = std::make_shared<card::StreamingDocument>();
    again->append(whole);
    turn.answer.document = std::move(again);
    changeText(turn.answer, false, 0);
    turn.state = Turn::State::Open;
    turn.stats.clear();
    setProblem({}, {}, {}, {});
    changeLastRow({StateRole, StatsRole});
}

void TranscriptModel::setProblem(const QString& title, const QString& text, const QString& detail,
                                 const QStringList& remedies) {
    if (m_turns.empty()) return;
    TranscriptTurn& turn = m_turns.back();
    turn.problemTitle = title;
    turn.problem = text;
    turn.problemDetail = detail;
    turn.remedies = remedies;
    changeLastRow({ProblemTitleRole, ProblemRole, ProblemDetailRole, RemediesRole});
}

void TranscriptModel::setThinkingShown(qint64 id, bool shown) {
    const auto found = std::ranges::find(m_turns, id, &TranscriptTurn::id);
    if (found == m_turns.end() || found->thinkingShown == shown) return;
    const auto at = static_cast<std::uint32_t>(found - m_turns.begin());
    const int head = firstRow(at);
    found->thinkingShown = shown;
    if (shown) {
        std::vector<Row> rows;
        const auto& blocks = found->thinking.document->blocks();
        for (std::uint32_t i = 0; i < blocks.size(); ++i) {
            rows.push_back({Block, true, at, i});
            found->thinking.shown.push_back(kindOf(blocks[i]));
        }
        placeRows(head + 1, rows);
    } else {
        const int number = static_cast<int>(found->thinking.shown.size());
        found->thinking.shown.clear();
        takeRows(head + 1, number);
    }
    Q_EMIT dataChanged(index(head), index(head), {ThinkingShownRole});
}

int TranscriptModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant TranscriptModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const TranscriptTurn& turn = m_turns[row.turn];
    if (role == RowKindRole) return row.kind;
    if (role == TurnRole) return QVariant::fromValue<qint64>(turn.id);
    return role < RowKindRole ? rowBlockData(row, turn, role) : turnData(row, turn, role);
}

QVariant TranscriptModel::rowBlockData(const Row& row, const TranscriptTurn& turn, int role) const {
    if (role == Qt::DisplayRole && row.kind == Question) return turn.question;
    static const card::Block none;
    const auto& blocks = (row.thinking ? turn.thinking : turn.answer).document->blocks();
    const bool there = row.kind == Block && row.block < blocks.size();
    const card::Block& block = there ? blocks[row.block] : none;
    return block.kind == card::Block::Kind::Image ? blockData(withoutPictures(block), role, m_look)
                                                  : blockData(block, role, m_look);
}

QVariant TranscriptModel::turnData(const Row& row, const TranscriptTurn& turn, int role) const {
    switch (role) {
    case TextRole: return turn.question;
    case AttachmentsRole: return turn.attachments;
    case JoinedRole: {
        const auto& document = *(row.thinking ? turn.thinking : turn.answer).document;
        return row.kind == Block && row.block < document.blocks().size() && document.continuesCode(row.block);
    }
    case QuietRole: return row.thinking;
    case FirstRole: return row.block == 0;
    case StateRole: return stateName(turn.state);
    case StatsRole: return turn.stats;
    case ProgressRole: return turn.progress;
    case ThinkingShownRole: return turn.thinkingShown;
    case ThinkingWordsRole: return static_cast<int>(turn.thinking.document->text().size() / 6 + 1);
    case ProblemTitleRole: return turn.problemTitle;
    case ProblemRole: return turn.problem;
    case ProblemDetailRole: return turn.problemDetail;
    case RemediesRole: return turn.remedies;
    case VersionRole: return turn.version;
    case VersionsRole: return turn.versions;
    default: return {};
    }
}

QHash<int, QByteArray> TranscriptModel::roleNames() const {
    QHash<int, QByteArray> names = blockRoleNames();
    const QHash<int, QByteArray> own{{RowKindRole, "rowKind"},
                                     {TurnRole, "turn"},
                                     {TextRole, "text"},
                                     {AttachmentsRole, "attachments"},
                                     {JoinedRole, "joined"},
                                     {QuietRole, "quiet"},
                                     {FirstRole, "first"},
                                     {StateRole, "turnState"},
                                     {StatsRole, "stats"},
                                     {ProgressRole, "progress"},
                                     {ThinkingShownRole, "thinkingShown"},
                                     {ThinkingWordsRole, "thinkingWords"},
                                     {ProblemTitleRole, "problemTitle"},
                                     {ProblemRole, "problem"},
                                     {ProblemDetailRole, "problemDetail"},
                                     {RemediesRole, "remedies"},
                                     {VersionRole, "version"},
                                     {VersionsRole, "versions"}};
    names.insert(own);
    return names;
}
