// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_fit.h"

#include "fit_words.h"
#include "model_words.h"

#include <orrery/bridge/text.h>
#include <orrery/gguf/facts.h>
#include <orrery/inference/errors.h>
#include <orrery/platform/machine.h>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace orrery;
using inference::EngineHost;
using inference::EngineSettings;
using inference::FitReport;
using inference::MemoryNeed;

namespace {

constexpr std::chrono::milliseconds restTime{350};
constexpr std::uint64_t longestGuess = 131072; // of models that do not say what they were trained for

std::uint64_t scaled(std::uint64_t bytes, std::uint64_t to, std::uint64_t from) {
    if (from == 0) return bytes;
    return static_cast<std::uint64_t>(static_cast<double>(bytes) * static_cast<double>(to) / static_cast<double>(from));
}

/// What the engine said for some settings, carried over to others by what the formula says of both.
MemoryNeed carriedOver(const MemoryNeed& told, const gguf::Header& header, const EngineSettings& toldFor,
                       const EngineSettings& wanted) {
    const MemoryNeed from = memoryByFormula(header, toldFor);
    const MemoryNeed to = memoryByFormula(header, wanted);
    MemoryNeed need = told;
    need.context = scaled(told.context, to.context, from.context);
    need.compute = scaled(told.compute, to.compute, from.compute);
    for (inference::DeviceMemory& device : need.devices)
        device.context = scaled(device.context, to.context, from.context);
    return need;
}

bool refusesTheModel(const Error& error) {
    return error.is(inference::Errc::ModelUnusable) || error.is(inference::Errc::BadTemplate);
}

} // namespace

struct ModelFit::Look {
    std::uint64_t memoryAvailable = 0;
    std::optional<measure::Forecast> forecast;
};

ModelFit::ModelFit(ModelServices services, QObject* parent) : QObject(parent), m_services(std::move(services)) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(restTime);
    connect(&m_rest, &QTimer::timeout, this, &ModelFit::ask);
}

ModelFit::~ModelFit() {
    m_current.request_stop();
    m_question.request_stop();
    m_measurement.request_stop();
}

void ModelFit::clear() {
    m_current.request_stop();
    m_question.request_stop();
    m_measurement.request_stop();
    m_rest.stop();
    m_header.reset();
    m_heads.reset();
    m_settings = {};
    m_told.reset();
    m_report.reset();
    m_problem.reset();
    m_forecast.reset();
    m_asking = m_refused = m_measuring = false;
    m_measureText.clear();
    m_measureProblem.clear();
    Q_EMIT changed();
}

void ModelFit::judge(HeaderPointer header, Heads heads, const EngineSettings& settings) {
    clear();
    m_current = {};
    m_header = std::move(header);
    m_heads = std::move(heads);
    m_settings = settings;
    const std::uint64_t trained = gguf::modelFacts(*m_header).contextLength.value_or(longestGuess);
    m_trainedContext = static_cast<int>(std::clamp<std::uint64_t>(trained, 1, 1ULL << 30U));
    m_settings.contextTokens = std::min(m_settings.contextTokens, static_cast<std::uint32_t>(m_trainedContext));
    m_asking = true;
    m_services.workers.post([this, header = m_header, measures = m_services.measures, &gui = m_services.gui,
                             gone = m_current.get_token()] {
        if (gone.stop_requested()) return;
        Look look{platform::readMachineFacts().memoryAvailable, std::nullopt};
        if (const auto kept =
                measures ? measures->speeds(measure::machineName()) : Result<std::vector<measure::SpeedRecord>>())
            look.forecast = measure::forecast(measure::activeBytes(*header), measure::activeParameters(*header), *kept);
        gui.post([this, look, gone] {
            if (!gone.stop_requested()) looked(look);
        });
    });
    Q_EMIT changed();
}

void ModelFit::looked(const Look& look) {
    m_available = look.memoryAvailable;
    m_forecast = look.forecast;
    reckon();
    ask();
}

void ModelFit::reckon() {
    if (!m_header || m_refused) return;
    const EngineSettings settled = inference::settledSettings(m_settings, *m_header, m_available);
    const MemoryNeed need =
        m_told ? carriedOver(*m_told, *m_header, m_toldFor, settled) : inference::memoryByFormula(*m_header, settled);
    m_report = inference::judgeFit(need, *m_header, settled, m_available);
    Q_EMIT changed();
}

void ModelFit::setContextTokens(int tokens) {
    const int wanted = std::clamp(tokens, 1, std::max(1, m_trainedContext));
    if (wanted == contextTokens()) return;
    m_settings.contextTokens = static_cast<std::uint32_t>(wanted);
    if (m_header && m_available > 0) {
        reckon();
        m_rest.start();
    }
    Q_EMIT changed();
}

void ModelFit::ask() {
    m_question.request_stop();
    m_question = {};
    if (!m_heads || m_refused) return;
    m_asking = true;
    Q_EMIT changed();
    m_services.hosts([this, gone = m_question.get_token()](const Result<EngineHost>& host) {
        if (gone.stop_requested()) return;
        if (host) return probe(*host);
        m_asking = false;
        m_problem = host.error();
        Q_EMIT changed();
    });
}

void ModelFit::probe(const EngineHost& host) {
    const EngineSettings asked = inference::settledSettings(m_settings, *m_header, m_available);
    m_services.workers.post([this, host, asked, heads = m_heads, &gui = m_services.gui, gone = m_question.get_token()] {
        if (gone.stop_requested()) return;
        gui.post([this, host, asked, copy = *heads, gone]() mutable {
            if (gone.stop_requested()) return;
            inference::probeMemory(m_services.engine, host, std::move(copy), asked, gone,
                                   [this, asked, gone](Result<MemoryNeed> need) {
                                       if (!gone.stop_requested()) answered(asked, std::move(need));
                                   });
        });
    });
}

void ModelFit::answered(const EngineSettings& asked, Result<MemoryNeed> need) {
    m_asking = false;
    m_problem.reset();
    if (!need) return refuse(need.error());
    m_told = std::move(*need);
    m_toldFor = asked;
    reckon();
}

void ModelFit::refuse(const Error& error) {
    m_problem = error;
    m_refused = refusesTheModel(error);
    if (m_refused) {
        m_report.reset();
        m_forecast.reset();
    }
    Q_EMIT changed();
}

void ModelFit::measure() {
    if (!canMeasure()) return;
    m_measurement = {};
    m_measuring = true;
    m_measureProgress = 0;
    m_measureProblem.clear();
    m_measureText = tr("Starting the engine on empty weights…");
    Q_EMIT changed();
    m_services.hosts([this, gone = m_measurement.get_token()](const Result<EngineHost>& host) {
        if (gone.stop_requested()) return;
        if (host) return runMeasure(*host);
        measured(fail(host.error()));
    });
}

void ModelFit::runMeasure(const EngineHost& host) {
    const auto gone = m_measurement.get_token();
    const auto heard = [this, gone](const inference::SpeedProgress& progress) {
        if (gone.stop_requested()) return;
        m_measureProgress =
            progress.total == 0 ? 0 : static_cast<double>(progress.done) / static_cast<double>(progress.total);
        m_measureText = tr("%1 of %2 tests done").arg(progress.done).arg(progress.total);
        Q_EMIT changed();
    };
    m_services.workers.post([this, host, heard, heads = m_heads, &gui = m_services.gui, gone] {
        if (gone.stop_requested()) return;
        gui.post([this, host, heard, copy = *heads, gone]() mutable {
            if (gone.stop_requested()) return;
            inference::measureSpeedOfHead(m_services.engine, host, std::move(copy), {}, gone, heard,
                                          [this, gone](const Result<std::vector<inference::SpeedRow>>& rows) {
                                              if (!gone.stop_requested()) measured(rows);
                                          });
        });
    });
}

void ModelFit::measured(const Result<std::vector<inference::SpeedRow>>& rows) {
    m_measuring = false;
    m_measureText.clear();
    if (!rows)
        m_measureProblem = textFrom(rows.error().message);
    else if (const auto forecast = measure::forecastFromRun(*rows))
        m_forecast = forecast;
    else
        m_measureProblem = tr("The engine gave no figures for this model.");
    Q_EMIT changed();
}

void ModelFit::cancelMeasure() {
    m_measurement.request_stop();
    m_measuring = false;
    m_measureText.clear();
    Q_EMIT changed();
}

gguf::Fit ModelFit::fit() const {
    return m_report ? m_report->verdict : gguf::Fit::Unknown;
}

QString ModelFit::verdictText() const {
    if (m_refused) return tr("This engine cannot run it");
    if (!m_report) return m_asking ? tr("Working it out…") : QString();
    return ui::fitWord(fit());
}

QString ModelFit::verdictIcon() const {
    return m_refused ? QStringLiteral("error") : ui::fitIconName(fit());
}

QString ModelFit::summary() const {
    return m_report ? ui::needText(*m_report) : QString();
}

QString ModelFit::advice() const {
    return m_report ? textFrom(m_report->advice) : QString();
}

QString ModelFit::sourceText() const {
    if (!m_report) return {};
    if (byEngine()) return m_asking ? tr("Worked out by the engine; asking it again…") : tr("Worked out by the engine");
    return m_asking ? tr("By rule of thumb; asking the engine…") : tr("By rule of thumb");
}

QString ModelFit::problem() const {
    return m_problem ? textFrom(m_problem->message) : QString();
}

QString ModelFit::problemDetail() const {
    return m_problem ? textFrom(m_problem->detail) : QString();
}

int ModelFit::largestContext() const {
    return m_report && m_report->largestContext ? static_cast<int>(*m_report->largestContext) : 0;
}

QString ModelFit::largestText() const {
    return m_report ? ui::largestContextText(*m_report, m_trainedContext) : QString();
}

QVariantList ModelFit::bars() const {
    return m_report ? ui::memoryBars(*m_report) : QVariantList();
}

QString ModelFit::forecastText() const {
    return m_forecast ? ui::forecastText(*m_forecast) : QString();
}

QString ModelFit::forecastSource() const {
    return m_forecast ? ui::forecastSource(*m_forecast) : QString();
}
