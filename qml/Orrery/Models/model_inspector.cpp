// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_inspector.h"

#include "model_words.h"

#include <orrery/bridge/text.h>

#include <algorithm>
#include <limits>

using namespace orrery;

ModelInspector::ModelInspector(ModelServices services, QObject* parent)
    : QObject(parent), m_services(std::move(services)) {}

ModelInspector::~ModelInspector() {
    m_current.request_stop();
}

QString ModelInspector::fitText() const {
    return ui::fitWord(m_fit);
}

QString ModelInspector::fitIcon() const {
    return ui::fitIconName(m_fit);
}

int ModelInspector::trainedContext() const {
    constexpr std::uint64_t most = std::numeric_limits<int>::max();
    return m_reading ? static_cast<int>(std::min(m_reading->trainedContext, most)) : 0;
}

void ModelInspector::setContextTokens(int tokens) {
    if (tokens <= 0 || tokens == contextTokens()) return;
    m_settings.contextTokens = static_cast<std::uint32_t>(tokens);
    Q_EMIT fitChanged();
}

void ModelInspector::inspect(const QUrl& file) {
    if (file == m_file && (m_loading || m_reading)) return;
    m_current.request_stop();
    m_current = {};
    m_file = file;
    m_reading.reset();
    m_problem.clear();
    m_problemDetail.clear();
    m_licence.clear();
    m_licencePoints.clear();
    m_fit = gguf::Fit::Unknown;
    m_settings = {};
    m_loading = file.isLocalFile();
    if (m_loading) {
        m_settings.model = file.toLocalFile().toStdString();
        m_services.workers.post([this, &gui = m_services.gui, path = m_settings.model, gone = m_current.get_token()] {
            if (gone.stop_requested()) return;
            gui.post([this, gone, reading = ui::readModel(path)]() mutable {
                if (gone.stop_requested()) return;
                m_loading = false;
                if (reading)
                    show(std::move(*reading));
                else
                    showProblem(reading.error());
            });
        });
    }
    Q_EMIT changed();
    Q_EMIT fitChanged();
}

void ModelInspector::show(ui::ModelReading reading) {
    m_settings.projector = reading.projector;
    if (reading.trainedContext > 0)
        m_settings.contextTokens =
            static_cast<std::uint32_t>(std::min<std::uint64_t>(m_settings.contextTokens, reading.trainedContext));
    m_reading = std::make_unique<ui::ModelReading>(std::move(reading));
    showLicence();
    Q_EMIT changed();
    Q_EMIT fitChanged();
}

void ModelInspector::showLicence() {
    m_licence = ui::plainLine(m_reading->licence);
    if (!m_services.licences || m_reading->licence.empty()) return;
    const auto verdict =
        m_services.licences->resolve({m_reading->licence}, m_reading->licenceName, m_reading->licenceRepo);
    if (!verdict.licence.name.empty()) m_licence = textFrom(verdict.licence.name);
    for (const governance::LicencePoint& point : verdict.points)
        m_licencePoints += QVariantMap{{QLatin1String("kind"), static_cast<int>(point.kind)},
                                       {QLatin1String("text"), textFrom(point.text)}};
}

void ModelInspector::showProblem(const Error& error) {
    m_problem = textFrom(error.message);
    m_problemDetail = textFrom(describe(error));
    Q_EMIT changed();
}
