// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QTimer>

#include "take_list.h"
#include "telemetry_robot.h"

#include <orrery/base/executor.h>
#include <orrery/robot/record/recorder.h>

#include <filesystem>
#include <memory>
#include <stop_token>

/// Records the robot: always its last ten minutes in memory, and takes into files when asked. GUI thread; the recorder
/// has a thread of its own and files are touched there and on the pool.
class RecordController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    /// There is a robot to record.
    Q_PROPERTY(bool available READ available NOTIFY changed FINAL)
    Q_PROPERTY(bool recording READ recording NOTIFY changed FINAL)
    /// The take that is being recorded: how long and how large it is ("0:12.3", "1.2 MB").
    Q_PROPERTY(QString elapsedText READ elapsedText NOTIFY ticked FINAL)
    Q_PROPERTY(QString sizeText READ sizeText NOTIFY ticked FINAL)
    /// How much there is to keep: "8 min 20 s".
    Q_PROPERTY(QString ringText READ ringText NOTIFY ticked FINAL)
    Q_PROPERTY(bool keeping READ keeping NOTIFY changed FINAL)
    /// Why a take could not begin or ended early; empty when all is well.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    /// The file that was saved last.
    Q_PROPERTY(QString saved READ saved NOTIFY changed FINAL)

public:
    /// @param gui runs completions on this thread; outlives the controller, as pool and takes do.
    RecordController(orrery::Executor& gui, orrery::Executor& pool, TakeList& takes, QObject* parent = nullptr);
    ~RecordController() override;

    /// From now on this robot is recorded, in place of the one before.
    void attach(const TelemetryRobot& robot);
    /// Finishes the take that is being recorded, on the pool. Call it before the robot's gate goes.
    void detach();

    bool available() const { return static_cast<bool>(m_recorder); }
    bool recording() const { return m_recording; }
    QString elapsedText() const;
    QString sizeText() const;
    QString ringText() const;
    bool keeping() const { return m_keeping; }
    QString problem() const { return m_problem; }
    QString saved() const { return m_saved; }

    Q_INVOKABLE void start();
    Q_INVOKABLE void stop();
    /// Saves the last ten minutes, whether a take is being recorded or not.
    Q_INVOKABLE void keepRing();
    Q_INVOKABLE void dismiss();

Q_SIGNALS:
    void changed();
    void ticked();

private:
    void newFile(std::function<void(const std::filesystem::path&)> then);
    void finishInBackground();
    void look();
    void ended(const QString& problem);

    orrery::Executor& m_gui;
    orrery::Executor& m_pool;
    TakeList& m_takes;
    std::unique_ptr<orrery::robot::Recorder> m_recorder;
    QString m_robotName;
    orrery::robot::RecorderStatus m_status;
    std::chrono::steady_clock::time_point m_began;
    bool m_recording = false;
    bool m_starting = false;
    bool m_keeping = false;
    QString m_problem;
    QString m_saved;
    QTimer m_look;
    std::stop_source m_attached; // requested when the robot goes
    std::stop_source m_gone;     // requested when this goes
};
