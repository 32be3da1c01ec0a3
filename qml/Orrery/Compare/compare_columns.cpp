// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare_columns.h"

#include "compare_figures.h"

#include <orrery/bridge/text.h>

#include <limits>
#include <utility>

using namespace orrery;
using compare::Stage;

struct CompareColumns::Column {
    CompareSetup setup;
    std::optional<Stage> stage; ///< None: nothing was asked.
    measure::ComparedAnswer answer;
    std::optional<Error> failure;
    bool cameAfterwards = false;
    card::StreamingDocument document;
    CardModel card;

    [[nodiscard]] bool running() const { return stage && !compare::isOver(*stage); }
    void clear() {
        stage.reset();
        answer = {};
        failure.reset();
        cameAfterwards = false;
        document.clear();
        card.follow({}, 0);
    }
};

CompareColumns::CompareColumns(QObject* parent) : QAbstractListModel(parent) {}

CompareColumns::~CompareColumns() = default;

std::vector<CompareSetup> CompareColumns::setups() const {
    std::vector<CompareSetup> setups;
    setups.reserve(m_columns.size());
    for (const auto& column : m_columns) setups.push_back(column->setup);
    return setups;
}

void CompareColumns::add(const CompareSetup& setup) {
    if (count() >= most) return;
    beginInsertRows({}, count(), count());
    m_columns.push_back(std::make_unique<Column>());
    m_columns.back()->setup = setup;
    QQmlEngine::setObjectOwnership(&m_columns.back()->card, QQmlEngine::CppOwnership);
    endInsertRows();
    Q_EMIT countChanged();
}

void CompareColumns::setSetups(const std::vector<CompareSetup>& setups) {
    beginResetModel();
    const auto old = std::exchange(m_columns, {}); // their cards are shown until the reset is over
    endResetModel();
    m_winner.reset();
    for (const CompareSetup& setup : setups) add(setup);
    Q_EMIT countChanged();
}

void CompareColumns::remove(int row) {
    if (row < 0 || row >= count()) return;
    beginRemoveRows({}, row, row);
    const auto gone = std::move(m_columns[static_cast<std::size_t>(row)]);
    m_columns.erase(m_columns.begin() + row);
    endRemoveRows();
    Q_EMIT countChanged();
    if (row < count()) Q_EMIT dataChanged(index(row), index(count() - 1), {LetterRole, TitleRole});
}

void CompareColumns::change(int row, const CompareSetup& setup) {
    if (row < 0 || row >= count() || m_columns[static_cast<std::size_t>(row)]->setup == setup) return;
    m_columns[static_cast<std::size_t>(row)]->setup = setup;
    changed(row);
}

void CompareColumns::setHidden(bool hidden) {
    if (hidden == m_hidden) return;
    m_hidden = hidden;
    if (count() > 0) Q_EMIT dataChanged(index(0), index(count() - 1));
    Q_EMIT hiddenChanged();
}

void CompareColumns::setWinner(std::optional<std::size_t> winner) {
    m_winner = winner;
    if (count() > 0) Q_EMIT dataChanged(index(0), index(count() - 1), {WinnerRole});
}

void CompareColumns::clearAnswers() {
    for (const auto& column : m_columns) column->clear();
    m_winner.reset();
    if (count() > 0) Q_EMIT dataChanged(index(0), index(count() - 1));
}

void CompareColumns::setStage(std::size_t column, Stage stage) {
    m_columns.at(column)->stage = stage;
    changed(static_cast<int>(column), {RunningRole, OverRole, AnsweredRole, StageRole});
}

void CompareColumns::show(std::size_t row, const measure::ComparedAnswer& answer, const std::optional<Error>& failure,
                          bool cameAfterwards) {
    Column& column = *m_columns.at(row);
    column.answer = answer;
    column.failure = failure;
    column.cameAfterwards = cameAfterwards;
    std::string_view news = answer.text;
    if (news.starts_with(column.document.text()))
        news.remove_prefix(column.document.text().size());
    else
        column.document.clear(); // the whole answer is not what its pieces said
    std::size_t firstChanged = column.document.text().empty() ? 0 : column.document.blocks().size();
    if (!news.empty()) firstChanged = column.document.append(news).firstChanged;
    if (column.stage && compare::isOver(*column.stage))
        firstChanged = std::min(firstChanged, column.document.finish().firstChanged);
    column.card.follow(column.document.blocks(), firstChanged);
    changed(static_cast<int>(row));
}

QString CompareColumns::textAt(int row) const {
    return row >= 0 && row < count() ? textFrom(m_columns[static_cast<std::size_t>(row)]->answer.text) : QString();
}

void CompareColumns::changed(int row, const QList<int>& roles) {
    Q_EMIT dataChanged(index(row), index(row), roles);
}

QString CompareColumns::stageText(const Column& column) const {
    if (!column.stage) return {};
    switch (*column.stage) {
    case Stage::Waiting: return tr("Waits for its turn");
    case Stage::Loading: return column.setup.isLocal() ? tr("Loading the model") : tr("Reaching the server");
    case Stage::Reading: return tr("Reading the prompt");
    case Stage::Answering: return tr("Answering");
    case Stage::Done: return tr("Answered");
    case Stage::Stopped: return tr("Stopped");
    case Stage::Failed: return tr("Failed");
    }
    return {};
}

int CompareColumns::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant CompareColumns::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto row = static_cast<std::size_t>(index.row());
    Column& column = *m_columns[row];
    const QString letter(QChar(u'A' + index.row()));
    switch (role) {
    case LetterRole: return letter;
    case Qt::DisplayRole:
    case TitleRole: return m_hidden ? tr("Model %1").arg(letter) : column.setup.title;
    case SettingsRole: return m_hidden ? tr("Named after the vote") : settingsText(column.setup);
    case LocalRole: return column.setup.isLocal();
    case TemperatureRole: return column.setup.temperature.value_or(std::numeric_limits<double>::quiet_NaN());
    case ContextRole: return column.setup.contextTokens;
    case ThreadsRole: return column.setup.threads;
    case ThinkingRole: return column.setup.thinking;
    case CardRole: return QVariant::fromValue(&column.card);
    case WinnerRole: return m_winner == row;
    default: return resultData(column, role);
    }
}

QVariant CompareColumns::resultData(const Column& column, int role) const {
    switch (role) {
    case RunningRole: return column.running();
    case OverRole: return column.stage && compare::isOver(*column.stage);
    case AnsweredRole: return column.stage == Stage::Done;
    case StageRole: return stageText(column);
    case ProblemRole: return column.stage == Stage::Failed ? textFrom(column.answer.problem) : QString();
    case ProblemDetailRole: return column.failure ? textFrom(column.failure->detail) : QString();
    case ReasoningRole: return textFrom(column.answer.reasoning);
    case FiguresRole: return m_hidden ? QVariantList() : answerFigures(column.answer, column.cameAfterwards);
    case SummaryRole: return m_hidden ? QString() : answerSummary(column.answer, column.cameAfterwards);
    default: return {};
    }
}

QHash<int, QByteArray> CompareColumns::roleNames() const {
    return {{LetterRole, "letter"},
            {TitleRole, "title"},
            {SettingsRole, "settings"},
            {LocalRole, "local"},
            {TemperatureRole, "temperature"},
            {ContextRole, "contextTokens"},
            {ThreadsRole, "threads"},
            {ThinkingRole, "thinking"},
            {RunningRole, "running"},
            {OverRole, "over"},
            {AnsweredRole, "answered"},
            {StageRole, "stage"},
            {ProblemRole, "problem"},
            {ProblemDetailRole, "problemDetail"},
            {CardRole, "card"},
            {ReasoningRole, "reasoning"},
            {FiguresRole, "figures"},
            {SummaryRole, "summary"},
            {WinnerRole, "winner"}};
}
