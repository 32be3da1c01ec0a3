// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare_controller.h"

#include <QClipboard>
#include <QDateTime>
#include <QFileInfo>
#include <QGuiApplication>

#include <orrery/bridge/background.h>
#include <orrery/bridge/text.h>
#include <orrery/measure/forecast.h>
#include <orrery/platform/atomic_file.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <utility>

using namespace orrery;
using namespace std::chrono_literals;
using compare::Stage;
using measure::Comparison;

namespace {

constexpr auto showInterval = 50ms; // answers reach the page this often, however fast they come

bool saysSomething(const measure::ComparedAnswer& answer) {
    return !answer.text.empty() || !answer.reasoning.empty();
}

} // namespace

CompareController::CompareController(inference::EngineServices services, inference::ModelPool& pool,
                                     measure::MeasureStore& store, KeySource keys, QObject* parent)
    : QObject(parent), m_services(services), m_store(store), m_keys(std::move(keys)), m_run(services, pool) {
    m_showing.setInterval(showInterval);
    connect(&m_showing, &QTimer::timeout, this, &CompareController::showNews);
}

CompareController::~CompareController() {
    m_alive.request_stop();
}

QString CompareController::askedPrompt() const {
    return m_asked ? textFrom(m_current.prompt) : QString();
}

bool CompareController::canVote() const {
    return m_asked && !running() && m_columns.isHidden() && m_current.id != 0;
}

QString CompareController::voteText() const {
    if (!m_asked || !m_current.blind) return {};
    QString text = ::voteText(m_current);
    if (!m_current.vote || *m_current.vote >= m_current.answers.size()) return text;
    return tr("%1: %2").arg(text, textFrom(m_current.answers[*m_current.vote].label));
}

QString CompareController::statusText() const {
    if (!m_asked) return {};
    if (m_run.isRunning()) {
        int over = 0;
        for (std::size_t i = 0; i < m_run.count(); ++i) over += compare::isOver(m_run.stage(i)) ? 1 : 0;
        return tr("%1 of %2 are done").arg(over).arg(m_run.count());
    }
    if (m_keeping) return tr("Keeping the answers");
    return m_current.id != 0 ? tr("Kept") : QString();
}

void CompareController::setPrompt(const QString& prompt) {
    if (std::exchange(m_prompt, prompt) != prompt) Q_EMIT questionChanged();
}

void CompareController::setSystem(const QString& system) {
    if (std::exchange(m_system, system) != system) Q_EMIT questionChanged();
}

void CompareController::setAtOnce(bool atOnce) {
    if (std::exchange(m_atOnce, atOnce) != atOnce) Q_EMIT questionChanged();
}

void CompareController::setBlind(bool blind) {
    if (std::exchange(m_blind, blind) != blind) Q_EMIT questionChanged();
}

void CompareController::setMaxTokens(int tokens) {
    if (std::exchange(m_maxTokens, tokens) != tokens) Q_EMIT questionChanged();
}

void CompareController::addFile(const QUrl& file, const QString& title) {
    if (running() || !file.isLocalFile()) return;
    begin();
    CompareSetup setup;
    setup.file = file.toLocalFile();
    setup.title = title.isEmpty() ? QFileInfo(setup.file).completeBaseName() : title;
    m_columns.add(setup);
}

void CompareController::addServer(const QString& server, const QString& model) {
    if (running() || server.isEmpty()) return;
    begin();
    CompareSetup setup;
    setup.server = server;
    setup.serverModel = model;
    setup.title = model.isEmpty() ? server : model;
    m_columns.add(setup);
}

void CompareController::duplicate(int column) {
    const auto setups = m_columns.setups();
    if (running() || column < 0 || column >= m_columns.count()) return;
    begin();
    m_columns.add(setups[static_cast<std::size_t>(column)]);
}

void CompareController::remove(int column) {
    if (running()) return;
    begin();
    m_columns.remove(column);
}

void CompareController::adjust(int column, double temperature, int contextTokens, int threads, bool thinking) {
    const auto setups = m_columns.setups();
    if (running() || column < 0 || column >= m_columns.count()) return;
    CompareSetup setup = setups[static_cast<std::size_t>(column)];
    setup.temperature = std::isnan(temperature) ? std::nullopt : std::optional(temperature);
    setup.contextTokens = contextTokens;
    setup.threads = threads;
    setup.thinking = thinking;
    if (setup == setups[static_cast<std::size_t>(column)]) return;
    begin();
    m_columns.change(column, setup);
}

void CompareController::begin() {
    if (running()) return;
    m_asked = false;
    m_current = {};
    m_columns.setHidden(false);
    m_columns.clearAnswers();
    Q_EMIT changed();
}

void CompareController::ask() {
    const QString prompt = m_prompt.trimmed();
    if (running() || prompt.isEmpty() || m_columns.count() == 0) return;
    begin();
    std::vector<CompareSetup> setups = m_columns.setups();
    if (m_blind) {
        std::shuffle(setups.begin(), setups.end(), std::mt19937(std::random_device{}()));
        m_columns.setSetups(setups);
    }
    m_columns.setHidden(m_blind);
    m_current.taken = QDateTime::currentSecsSinceEpoch();
    m_current.prompt = prompt.toStdString();
    m_current.system = m_system.trimmed().toStdString();
    m_current.atOnce = m_atOnce;
    m_current.blind = m_blind;
    compare::Question question{m_current.prompt, m_current.system, std::nullopt, m_atOnce};
    if (m_maxTokens > 0) question.maxTokens = static_cast<std::uint32_t>(m_maxTokens);
    std::vector<compare::Contender> contenders;
    contenders.reserve(setups.size());
    for (const CompareSetup& setup : setups) contenders.push_back(contenderFrom(setup, m_keys));
    compare::RunCallbacks callbacks;
    callbacks.onStage = [this](std::size_t column, Stage) { stageChanged(column); };
    callbacks.onContent = [this](std::size_t column, std::string_view) { m_news.insert(column); };
    callbacks.onReasoning = [this](std::size_t column, std::string_view) { m_news.insert(column); };
    callbacks.onFinished = [this] { finished(); };
    m_asked = true;
    m_news.clear();
    m_run.start(std::move(question), std::move(contenders), std::move(callbacks));
    for (std::size_t column = 0; column < setups.size(); ++column) m_columns.setStage(column, Stage::Waiting);
    m_showing.start();
    setPrompt({});
    Q_EMIT changed();
}

void CompareController::stageChanged(std::size_t column) {
    const Stage stage = m_run.stage(column);
    m_columns.setStage(column, stage);
    m_columns.show(column, m_run.answer(column), m_run.failure(column), m_run.cameAfterwards(column));
    m_news.erase(column);
    if (compare::isOver(stage)) keep();
    Q_EMIT changed();
}

void CompareController::showNews() {
    for (const std::size_t column : std::exchange(m_news, {}))
        m_columns.show(column, m_run.answer(column), m_run.failure(column), m_run.cameAfterwards(column));
}

void CompareController::finished() {
    m_showing.stop();
    showNews();
    int answered = 0;
    for (std::size_t column = 0; column < m_run.count(); ++column)
        answered += m_run.stage(column) == Stage::Done ? 1 : 0;
    if (answered < 2) m_columns.setHidden(false); // there is nothing to choose between
    Q_EMIT changed();
}

Comparison CompareController::snapshot() const {
    Comparison comparison = m_current;
    comparison.answers.clear();
    for (std::size_t column = 0; column < m_run.count(); ++column) {
        comparison.answers.push_back(m_run.answer(column));
        const bool over = compare::isOver(m_run.stage(column));
        if (!over) comparison.answers.back().problem = tr("It was not done when this was kept.").toStdString();
    }
    return comparison;
}

void CompareController::keep() {
    if (m_keeping) {
        m_keepAgain = true;
        return;
    }
    m_current = snapshot();
    if (std::ranges::none_of(m_current.answers, saysSomething)) return;
    m_keeping = true;
    inBackground(
        m_services.workers, m_services.executor, m_alive.get_token(),
        [&store = m_store, comparison = m_current]() mutable {
            comparison.machine = measure::machineName();
            if (comparison.id == 0) return store.add(comparison);
            const Status replaced = store.replace(comparison); // its id stays, for those who hold it
            return replaced ? Result<std::int64_t>(comparison.id) : Result<std::int64_t>(fail(replaced.error()));
        },
        [this](const Result<std::int64_t>& id) { kept(id); });
}

void CompareController::kept(const Result<std::int64_t>& id) {
    m_keeping = false;
    if (id)
        m_current.id = *id;
    else
        setProblem(id.error());
    if (std::exchange(m_keepAgain, false)) return keep();
    refresh();
    Q_EMIT changed();
}

void CompareController::stop() {
    m_run.stopAll();
}

void CompareController::stopColumn(int column) {
    if (column >= 0) m_run.stop(static_cast<std::size_t>(column));
}

void CompareController::vote(int column) {
    if (column >= 0 && column < m_columns.count()) giveVerdict(Verdict::Better, static_cast<std::size_t>(column));
}

void CompareController::voteTie() {
    giveVerdict(Verdict::Tie, std::nullopt);
}

void CompareController::voteBothBad() {
    giveVerdict(Verdict::BothBad, std::nullopt);
}

void CompareController::giveVerdict(Verdict verdict, std::optional<std::size_t> column) {
    if (!canVote()) return;
    m_keeping = true;
    const bool tie = verdict == Verdict::Tie;
    const bool bothBad = verdict == Verdict::BothBad;
    Q_EMIT changed();
    inBackground(
        m_services.workers, m_services.executor, m_alive.get_token(),
        [&store = m_store, id = m_current.id, column, tie, bothBad] { return store.setVote(id, column, tie, bothBad); },
        [this, column, tie, bothBad](const Status& status) {
            m_keeping = false;
            if (!status) return setProblem(status.error());
            m_current.vote = column;
            m_current.tie = tie;
            m_current.bothBad = bothBad;
            m_columns.setHidden(false);
            m_columns.setWinner(column);
            refresh();
            Q_EMIT changed();
        });
}

void CompareController::refresh() {
    inBackground(
        m_services.workers, m_services.executor, m_alive.get_token(),
        [&store = m_store] { return store.comparisons(); },
        [this, look = ++m_looks](Result<std::vector<Comparison>> comparisons) {
            if (look != m_looks) return; // a later look may have answered already
            if (!comparisons) return setProblem(comparisons.error());
            m_standings.reset(measure::standings(*comparisons));
            m_history.reset(std::move(*comparisons));
        });
}

void CompareController::reopen(qlonglong key) {
    const Comparison* found = m_history.find(key);
    if (!running() && found) show(Comparison(*found));
}

void CompareController::show(const Comparison& comparison) {
    m_current = comparison;
    m_asked = true;
    std::vector<CompareSetup> setups;
    for (const auto& answer : comparison.answers) setups.push_back(setupFrom(answer));
    m_columns.setSetups(setups);
    for (std::size_t column = 0; column < setups.size() && column < std::size_t(CompareColumns::most); ++column) {
        const auto& answer = comparison.answers[column];
        m_columns.setStage(column, answer.problem.empty() ? Stage::Done : Stage::Failed);
        m_columns.show(column, answer, std::nullopt, false);
    }
    m_columns.setHidden(comparison.blind && ::voteText(comparison).isEmpty());
    m_columns.setWinner(comparison.vote);
    setPrompt(textFrom(comparison.prompt));
    setSystem(textFrom(comparison.system));
    Q_EMIT changed();
}

void CompareController::forget(qlonglong key) {
    if (running()) return;
    if (m_current.id == key) begin();
    inBackground(
        m_services.workers, m_services.executor, m_alive.get_token(),
        [&store = m_store, key] { return store.removeComparison(key); },
        [this](const Status& status) {
            if (!status) setProblem(status.error());
            refresh();
        });
}

void CompareController::exportTo(qlonglong key, const QUrl& file) {
    const Comparison* found = m_history.find(key);
    if (!found || !file.isLocalFile()) return;
    const QString path = file.toLocalFile();
    const bool markdown = path.endsWith(QLatin1String(".md"), Qt::CaseInsensitive);
    inBackground(
        m_services.workers, m_services.executor, m_alive.get_token(),
        [comparison = *found, target = path.toStdString(), markdown] {
            return platform::writeFileAtomically(target, markdown ? measure::comparisonMarkdown(comparison)
                                                                  : measure::comparisonJson(comparison));
        },
        [this, path](const Status& status) {
            if (!status) return setProblem(status.error());
            Q_EMIT exported(path);
        });
}

void CompareController::copyAnswer(int column) const {
    QGuiApplication::clipboard()->setText(m_columns.textAt(column));
}

void CompareController::dismissProblem() {
    m_problem.clear();
    Q_EMIT changed();
}

void CompareController::setProblem(const Error& error) {
    m_problem = textFrom(error.message);
    Q_EMIT changed();
}
