// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_inspector.h"

#include <orrery/bridge/text.h>

#include <utility>

using namespace orrery;

ModelInspector::ModelInspector(ModelServices services, QObject* parent)
    : QObject(parent), m_services(services), m_memory(std::move(services)) {
    connect(&m_memory, &ModelFit::changed, this, &ModelInspector::fitChanged);
}

ModelInspector::~ModelInspector() {
    m_current.request_stop();
}

inference::EngineSettings ModelInspector::settings() const {
    inference::EngineSettings settings = m_memory.settings();
    settings.model = m_file.toLocalFile().toStdString();
    if (m_reading) settings.projector = m_reading->projector;
    return settings;
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
    m_loading = file.isLocalFile();
    m_memory.clear();
    if (m_loading) read(file.toLocalFile().toStdString());
    Q_EMIT changed();
}

void ModelInspector::read(const std::filesystem::path& path) {
    m_services.workers.post([this, &gui = m_services.gui, path, gone = m_current.get_token()] {
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

void ModelInspector::show(ui::ModelReading reading) {
    m_reading = std::make_unique<ui::ModelReading>(std::move(reading));
    showLicence();
    Q_EMIT changed();
    if (m_reading->heads) m_memory.judge(m_reading->header, m_reading->heads, settings());
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
