// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry_controller.h"

using namespace orrery;

TelemetryController::TelemetryController(Executor& gui, Executor& pool, const std::filesystem::path& folder,
                                         QObject* parent)
    : QObject(parent), m_takes(gui, pool, folder), m_record(gui, pool, m_takes), m_playback(gui, pool) {
    connect(&m_takes, &TakeList::moved, &m_playback, &PlaybackController::fileMoved);
    const auto plotTakes = [this] {
        const bool live = m_playback.mode() == PlaybackController::Live;
        m_plot.setTakes(live ? nullptr : m_playback.take(), m_playback.compared());
    };
    connect(&m_playback, &PlaybackController::takesChanged, this, plotTakes);
    connect(&m_playback, &PlaybackController::modeChanged, this, plotTakes);
    connect(&m_playback, &PlaybackController::positionChanged, this,
            [this] { m_plot.setCursor(m_playback.position()); });
}

void TelemetryController::attach(const TelemetryRobot& robot) {
    m_record.attach(robot);
    m_playback.attach(robot);
    m_plot.attach(robot);
}

void TelemetryController::detach() {
    m_plot.detach();
    m_playback.detach();
    m_record.detach();
}
