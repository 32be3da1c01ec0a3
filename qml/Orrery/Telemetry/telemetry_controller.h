// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>

#include "playback_controller.h"
#include "plot_controller.h"
#include "record_controller.h"
#include "take_list.h"

/// Everything about the robot over time, tied together: what records, the takes, what plays them, and the plot.
class TelemetryController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(TakeList* takes READ takes CONSTANT FINAL)
    Q_PROPERTY(RecordController* record READ record CONSTANT FINAL)
    Q_PROPERTY(PlaybackController* playback READ playback CONSTANT FINAL)
    Q_PROPERTY(PlotController* plot READ plot CONSTANT FINAL)

public:
    /// @param gui runs completions on this thread; outlives the controller, as the pool does.
    /// @param folder where takes are kept; made with the first.
    TelemetryController(orrery::Executor& gui, orrery::Executor& pool, const std::filesystem::path& folder,
                        QObject* parent = nullptr);

    TakeList* takes() { return &m_takes; }
    RecordController* record() { return &m_record; }
    PlaybackController* playback() { return &m_playback; }
    PlotController* plot() { return &m_plot; }

    void attach(const TelemetryRobot& robot);
    void detach();

private:
    TakeList m_takes;
    RecordController m_record;
    PlaybackController m_playback;
    PlotController m_plot;
};
