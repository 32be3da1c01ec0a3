// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_controller.h"

#include "speed_words.h"

#include <QFileInfo>

#include <orrery/bridge/background.h>
#include <orrery/bridge/text.h>
#include <orrery/measure/forecast.h>
#include <orrery/measure/speed_run.h>
#include <orrery/platform/atomic_file.h>
#include <orrery/platform/machine.h>

#include <algorithm>
#include <set>
#include <utility>

using namespace orrery;
using namespace std::chrono_literals;
using measure::SpeedRecord;

namespace {

struct KeptSpeeds {
    std::string machine;
    platform::MachineFacts facts;
    Result<std::vector<SpeedRecord>> records;
};

/// `list` with or without `value`, in order.
QList<int> toggled(QList<int> list, int value, bool chosen) {
    list.removeAll(value);
    if (chosen) list.append(value);
    std::ranges::sort(list);
    return list;
}

} // namespace

MeasureController::MeasureController(inference::EngineServices services, inference::ModelPool::HostSource hosts,
                                     measure::MeasureStore& store, QObject* parent)
    : QObject(parent), m_services(services), m_hosts(std::move(hosts)), m_store(store) {
    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, &MeasureController::changed);
}

MeasureController::~MeasureController() {
    m_alive.request_stop();
    m_measuring.request_stop();
}

int MeasureController::testCount() const {
    return static_cast<int>(2 * m_threads.size() * m_batches.size());
}

double MeasureController::progress() const {
    return m_progress.total > 0 ? static_cast<double>(m_progress.done) / static_cast<double>(m_progress.total) : 0;
}

QString MeasureController::progressText() const {
    if (!m_running) return {};
    const auto total = m_progress.total > 0 ? static_cast<int>(m_progress.total) : testCount();
    return tr("Test %1 of %2").arg(std::min(static_cast<int>(m_progress.done) + 1, total)).arg(total);
}

QString MeasureController::timeLeftText() const {
    if (!m_running || m_progress.done == 0 || m_progress.total <= m_progress.done) return {};
    const auto spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_started);
    const double each = spent.count() / static_cast<double>(m_progress.done);
    const double left = each * static_cast<double>(m_progress.total) - spent.count();
    return tr("about %1 left").arg(durationText(std::chrono::seconds(std::max(1L, std::lround(left)))));
}

QString MeasureController::meaning() const {
    const auto best = measure::bestRound(m_results.rounds());
    if (!best) return {};
    const measure::SpeedRound& round = m_results.rounds()[*best];
    QString answers = answerSpeedSentence(round.answer->tokensPerSecond);
    if (!round.prompt) return answers;
    return tr("%1 %2").arg(answers, promptSpeedSentence(round.prompt->tokensPerSecond));
}

int MeasureController::bestThreads() const {
    const auto best = measure::bestRound(m_results.rounds());
    return best ? static_cast<int>(m_results.rounds()[*best].threads) : 0;
}

void MeasureController::setPromptTokens(int tokens) {
    if (std::exchange(m_promptTokens, tokens) != tokens) Q_EMIT planChanged();
}

void MeasureController::setAnswerTokens(int tokens) {
    if (std::exchange(m_answerTokens, tokens) != tokens) Q_EMIT planChanged();
}

void MeasureController::setRepetitions(int times) {
    if (std::exchange(m_repetitions, times) != times) Q_EMIT planChanged();
}

void MeasureController::setThreadsChosen(int threads, bool chosen) {
    m_threads = toggled(m_threads, threads, chosen);
    Q_EMIT planChanged();
}

void MeasureController::setBatchChosen(int batch, bool chosen) {
    m_batches = toggled(m_batches, batch, chosen);
    Q_EMIT planChanged();
}

void MeasureController::chooseModel(const QUrl& file, const QString& title) {
    if (m_running || !file.isLocalFile()) return;
    m_file = file.toLocalFile();
    m_modelName = title.isEmpty() ? QFileInfo(m_file).completeBaseName() : title;
    m_results.reset({}, true);
    m_problem.clear();
    Q_EMIT changed();
}

inference::SpeedQuestion MeasureController::question() const {
    inference::SpeedQuestion question;
    question.model = m_file.toStdString();
    question.promptTokens = static_cast<std::uint32_t>(m_promptTokens);
    question.answerTokens = static_cast<std::uint32_t>(m_answerTokens);
    question.repetitions = static_cast<std::uint32_t>(m_repetitions);
    for (const int threads : m_threads) question.threads.push_back(static_cast<unsigned>(threads));
    for (const int batch : m_batches) question.batches.push_back(static_cast<std::uint32_t>(batch));
    return question;
}

void MeasureController::start() {
    if (m_running || m_file.isEmpty() || testCount() == 0) return;
    m_running = true;
    m_problem.clear();
    m_problemDetail.clear();
    m_progress = {};
    m_results.reset({}, true);
    m_measuring = {};
    m_started = std::chrono::steady_clock::now();
    m_clock.start();
    Q_EMIT changed();
    m_hosts(
        [this, gone = m_alive.get_token(), stop = m_measuring.get_token()](const Result<inference::EngineHost>& host) {
            if (gone.stop_requested()) return;
            if (stop.stop_requested()) return finished(fail(cancelledError()));
            run(host);
        });
}

void MeasureController::run(const Result<inference::EngineHost>& host) {
    if (!host) return finished(fail(host.error()));
    measure::measureModel(
        m_services, *host, m_store, question(), m_measuring.get_token(),
        [this, gone = m_alive.get_token()](const inference::SpeedProgress& progress) {
            if (!gone.stop_requested()) showProgress(progress);
        },
        [this, gone = m_alive.get_token()](const Result<std::vector<SpeedRecord>>& records) {
            if (!gone.stop_requested()) finished(records);
        });
}

void MeasureController::showProgress(const inference::SpeedProgress& progress) {
    m_progress = progress;
    std::vector<SpeedRecord> records;
    for (const inference::SpeedRow& row : progress.rows) records.emplace_back().row = row;
    m_results.reset(measure::speedRounds(records), true);
    Q_EMIT changed();
}

void MeasureController::finished(const Result<std::vector<SpeedRecord>>& records) {
    m_running = false;
    m_clock.stop();
    if (records)
        m_results.reset(measure::speedRounds(*records), true);
    else if (!records.error().is(orrery::Errc::Cancelled))
        setProblem(records.error());
    refresh();
    Q_EMIT changed();
}

void MeasureController::cancel() {
    m_measuring.request_stop();
}

void MeasureController::adopt() {
    if (const int threads = bestThreads(); threads > 0) Q_EMIT adoptThreads(threads);
}

void MeasureController::refresh() {
    inBackground(
        m_services.workers, m_services.executor, m_alive.get_token(),
        [&store = m_store] {
            return KeptSpeeds{measure::machineName(), platform::readMachineFacts(), store.speeds()};
        },
        [this, look = ++m_looks](KeptSpeeds kept) {
            if (look != m_looks) return; // a later look may have answered already
            m_machine = textFrom(kept.machine);
            if (!std::exchange(m_machineKnown, true)) offerThreads(kept.facts.physicalCores, kept.facts.logicalCores);
            if (kept.records)
                m_records = std::move(*kept.records);
            else
                setProblem(kept.records.error());
            arrangeHistory();
        });
}

void MeasureController::offerThreads(unsigned physical, unsigned logical) {
    const int cores = static_cast<int>(std::max(1U, physical));
    const int most = std::max(cores, static_cast<int>(logical));
    std::set<int> choices{1, cores, most, std::max(1, cores - 1)};
    for (int threads = 2; threads < most; threads *= 2) choices.insert(threads);
    m_threadChoices = QList<int>(choices.begin(), choices.end());
    const std::set<int> usual{std::max(1, cores / 2), std::max(1, cores - 1), cores};
    m_threads = QList<int>(usual.begin(), usual.end());
    Q_EMIT threadChoicesChanged();
    Q_EMIT planChanged();
}

bool MeasureController::hasOtherMachines() const {
    return std::ranges::any_of(m_records,
                               [this](const SpeedRecord& record) { return textFrom(record.machine) != m_machine; });
}

QStringList MeasureController::models() const {
    QStringList names;
    for (const SpeedRecord& record : m_records)
        if (const QString name = textFrom(record.model); !names.contains(name)) names += name;
    return names;
}

void MeasureController::setOtherMachines(bool shown) {
    if (std::exchange(m_otherMachines, shown) != shown) arrangeHistory();
}

void MeasureController::setModelFilter(const QString& model) {
    if (std::exchange(m_modelFilter, model) != model) arrangeHistory();
}

void MeasureController::arrangeHistory() {
    std::vector<SpeedRecord> shown;
    std::ranges::copy_if(m_records, std::back_inserter(shown), [this](const SpeedRecord& record) {
        return (m_otherMachines || textFrom(record.machine) == m_machine) &&
               (m_modelFilter.isEmpty() || textFrom(record.model) == m_modelFilter);
    });
    m_history.reset(measure::speedRounds(shown), false);
    Q_EMIT historyChanged();
}

void MeasureController::removeSelected() {
    std::vector<std::int64_t> ids;
    for (const measure::SpeedRound& round : m_history.selectedRounds())
        ids.insert(ids.end(), round.ids.begin(), round.ids.end());
    if (ids.empty()) return;
    inBackground(
        m_services.workers, m_services.executor, m_alive.get_token(),
        [&store = m_store, ids] {
            for (const std::int64_t id : ids)
                if (Status removed = store.removeSpeed(id); !removed) return removed;
            return Status();
        },
        [this](const Status& status) {
            if (!status) setProblem(status.error());
            refresh();
        });
}

void MeasureController::exportTo(const QUrl& file) {
    if (!file.isLocalFile()) return;
    std::set<std::int64_t> ids;
    const bool some = m_history.selectedCount() > 0;
    for (const measure::SpeedRound& round : some ? m_history.selectedRounds() : m_history.rounds())
        ids.insert(round.ids.begin(), round.ids.end());
    std::vector<SpeedRecord> records;
    std::ranges::copy_if(m_records, std::back_inserter(records),
                         [&ids](const SpeedRecord& record) { return ids.contains(record.id); });
    const QString path = file.toLocalFile();
    const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    inBackground(
        m_services.workers, m_services.executor, m_alive.get_token(),
        [records = std::move(records), target = path.toStdString(), json] {
            return platform::writeFileAtomically(target,
                                                 json ? measure::speedsJson(records) : measure::speedsCsv(records));
        },
        [this, path](const Status& status) {
            if (!status) return setProblem(status.error());
            Q_EMIT exported(path);
        });
}

void MeasureController::dismissProblem() {
    m_problem.clear();
    m_problemDetail.clear();
    Q_EMIT changed();
}

void MeasureController::setProblem(const Error& error) {
    m_problem = textFrom(error.message);
    m_problemDetail = textFrom(error.detail);
    Q_EMIT changed();
}
