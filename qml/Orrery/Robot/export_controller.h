// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QQmlEngine>
#include <QSize>
#include <QString>
#include <QUrl>

#include "orbit_camera.h"
#include "robot_controller.h"
#include "robot_scene.h"
#include "simulation_controller.h"
#include "stage_look.h"
#include "stage_robots.h"

#include <orrery/base/executor.h>
#include <orrery/platform/child_process.h>
#include <orrery/platform/event_thread.h>

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

class QTemporaryDir;

/// Pictures and films of the robot on the stage, drawn by a process of its own (orrery-render), so that the window goes
/// on meanwhile and what comes out does not depend on it. One at a time. GUI thread.
class ExportController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed FINAL)
    /// 0 .. 1; 0 until the first picture is drawn.
    Q_PROPERTY(double progress READ progress NOTIFY changed FINAL)
    /// How many pictures of a film are drawn, how fast, and how long it will still take; empty before the second one.
    Q_PROPERTY(QString detail READ detail NOTIFY changed FINAL)
    /// It can be seen how the stage shows the robot: overlays, section and so on; else only the robot is.
    Q_PROPERTY(bool asOnStage READ isAsOnStage WRITE setAsOnStage NOTIFY changed FINAL)
    /// Why the last one did not come about; empty when all is well.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    /// Where the last one is; empty before, and after a problem.
    Q_PROPERTY(QString saved READ saved NOTIFY changed FINAL)
    /// The folder of what is saved.
    Q_PROPERTY(QUrl savedFolder READ savedFolder NOTIFY changed FINAL)
    /// Whether videos can be written; else only numbered pictures. Looked up when asked.
    Q_PROPERTY(bool videoPossible READ isVideoPossible NOTIFY changed FINAL)

public:
    /// All outlive it. @param pool writes a small file. @param program that draws, an absolute path.
    ExportController(RobotController& robot, const RobotScene& scene, const SimulationController& simulation,
                     const StageRobots& onStage, orrery::platform::EventThread& processes, orrery::Executor& gui,
                     orrery::Executor& pool, const QString& program, QObject* parent = nullptr);
    ~ExportController() override;

    bool isBusy() const { return m_busy; }
    double progress() const { return m_frames > 0 ? static_cast<double>(m_frame) / m_frames : 0; }
    QString detail() const;
    bool isAsOnStage() const { return m_asOnStage; }
    void setAsOnStage(bool asOnStage);
    QString problem() const { return m_problem; }
    QString saved() const { return m_saved; }
    QUrl savedFolder() const;
    bool isVideoPossible() const;

    /// A place that is free, named after the robot, where the system keeps pictures or films. @param suffix without a
    /// dot; a .png is a picture, all else a film, and an empty one a folder of pictures.
    Q_INVOKABLE QString suggestedPlace(const QString& suffix) const;
    /// Something is there already.
    Q_INVOKABLE bool isTaken(const QString& path) const;
    /// Of a file that was chosen; empty when it is not on this machine.
    Q_INVOKABLE QString pathOf(const QUrl& file) const;

    /// The robot in its present pose. @param file a path; from the home folder where it is relative. @param theme
    /// "dark", "light" or "contrast".
    Q_INVOKABLE void savePicture(const QString& file, const QSize& size, bool transparent, const QString& theme,
                                 OrbitCamera* camera);
    /// A gesture of the robot. @param file a video, or a new folder for numbered pictures.
    Q_INVOKABLE void filmGesture(const QString& gesture, const QString& file, const QSize& size, double fps,
                                 const QString& theme, OrbitCamera* camera);
    /// A recording, of the robot on the stage.
    Q_INVOKABLE void filmTake(const QString& take, const QString& file, const QSize& size, double fps,
                              const QString& theme, OrbitCamera* camera);
    /// Ends what runs; nothing half done is left.
    Q_INVOKABLE void cancel();
    /// Forgets how the last one ended.
    Q_INVOKABLE void dismiss();

Q_SIGNALS:
    void changed();

private:
    using Arguments = std::vector<std::string>;
    [[nodiscard]] Arguments common(const QString& file, const QSize& size, const QString& theme,
                                   const OrbitCamera* camera) const;
    [[nodiscard]] StageLook look(const QSize& size, const OrbitCamera* camera) const;
    void run(const QString& file, Arguments arguments, const StageLook& look);
    void start(Arguments arguments);
    void hear(std::string_view bytes);
    void ended(const orrery::Result<orrery::platform::ProcessExit>& exit);

    RobotController& m_robot;
    const RobotScene& m_scene;
    const SimulationController& m_simulation;
    const StageRobots& m_onStage;
    orrery::platform::EventThread& m_processes;
    orrery::Executor& m_gui;
    orrery::Executor& m_pool;
    QString m_program;
    bool m_asOnStage = true;
    bool m_busy = false;
    std::stop_source m_alive;              // requested when this goes: late completions then do nothing
    std::shared_ptr<QTemporaryDir> m_view; // holds the file that says how the robot is looked at
    std::unique_ptr<orrery::platform::ChildProcess> m_process;
    QString m_out;
    std::string m_said;   // on standard output, not yet taken apart
    std::string m_errors; // on standard error
    int m_frame = 0;
    int m_frames = 0;
    QElapsedTimer m_sinceFirst; // the first picture, which takes longer than the others
    bool m_cancelled = false;
    QString m_problem;
    QString m_saved;
};
