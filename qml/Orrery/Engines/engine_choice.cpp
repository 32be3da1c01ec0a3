// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_choice.h"

#include <utility>

using namespace orrery;
using namespace orrery::inference;

EngineChoice::EngineChoice(platform::EventThread& processes, Executor& gui, QObject* parent)
    : QObject(parent), m_processes(processes), m_gui(gui) {}

EngineChoice::~EngineChoice() {
    m_alive.request_stop();
    for (auto& completion : std::exchange(m_waiting, {})) completion(fail(cancelledError()));
}

void EngineChoice::setConfigured(const QString& place) {
    if (m_configured == place) return;
    m_configured = place;
    m_report.reset();
    refresh();
}

void EngineChoice::refresh() {
    m_lookAgain = m_looking;
    if (m_looking) return;
    m_looking = true;
    examineEngines(m_processes, m_gui, standardRuntimeSearch(m_configured.toStdString()),
                   [this, gone = m_alive.get_token()](EngineReport report) {
                       if (!gone.stop_requested()) take(std::move(report));
                   });
}

void EngineChoice::take(EngineReport report) {
    m_looking = false;
    if (std::exchange(m_lookAgain, false)) return refresh();
    m_report = std::move(report);
    for (auto& completion : std::exchange(m_waiting, {})) completion(m_report->host());
    Q_EMIT changed();
}

void EngineChoice::host(Completion completion) {
    if (m_report) {
        m_gui.post([completion = std::move(completion), host = m_report->host()] { completion(host); });
        return;
    }
    m_waiting.push_back(std::move(completion));
    refresh();
}
