// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app_settings.h"
#include "drag_controller.h"
#include "export_controller.h"
#include "pose_controller.h"
#include "robot_controller.h"
#include "robot_figures.h"
#include "robot_files.h"
#include "robot_scene.h"
#include "safety_controller.h"
#include "simulation_controller.h"
#include "stop_desk.h"
#include "stop_listener.h"
#include "telemetry_controller.h"
#include "view_memory.h"

#include <orrery/base/executor.h>
#include <orrery/bridge/gui_executor.h>
#include <orrery/platform/event_thread.h>
#include <orrery/platform/paths.h>

#include <QObject>
#include <QVariantMap>
#include <QWindow>

#include <atomic>
#include <memory>

/// Everything of the program that has to do with robots, made and tied together: the robot on the stage, its scene, and
/// the presenters of the Robot page. GUI thread.
class RobotSide : public QObject {
    Q_OBJECT

public:
    /// All outlive this.
    RobotSide(const orrery::platform::Folders& folders, AppSettings& settings, orrery::GuiExecutor& gui,
              orrery::Executor& workers);
    ~RobotSide() override;

    RobotController* robot() { return &m_robot; }
    RobotScene* scene() { return &m_scene; }
    RobotFiles* files() { return &m_files; }
    RobotFigures* figures() { return &m_figures; }
    SimulationController* simulation() { return &m_simulation; }

    /// Stop works from now on, in this window.
    void watchStop(const QWindow& window);

    /// What the window needs of this side, by the names of its properties.
    QVariantMap properties();

    /// Files or meshes are being read.
    bool busy() const;

private:
    void connectStop();
    void rememberChoices(AppSettings& settings);
    void attachTelemetry(const orrery::robot::LoadedDescription& loaded);
    bool samplePoses(std::vector<orrery::Pose>& poses);
    void drawComparison();
    void keepView();

    QString m_viewed; ///< Whose view options those of the scene are.
    StopDesk m_stopDesk;
    std::atomic<bool> m_moving = false; ///< As the presenter last knew.
    std::unique_ptr<StopListener> m_stopListener;
    RobotController m_robot;
    RobotScene m_scene;
    SafetyController m_safety;
    PoseController m_poses;
    DragController m_drag;
    TelemetryController m_telemetry;
    ViewMemory m_views;
    RobotFiles m_files;
    RobotFigures m_figures;
    SimulationController m_simulation;
    orrery::platform::EventThread m_processes;
    ExportController m_exporter;
    std::vector<orrery::Pose> m_comparison;
    bool m_showedTake = false; ///< In the frame before.
};
