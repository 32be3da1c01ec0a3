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
#include "stage_robots.h"
#include "stop_desk.h"
#include "telemetry_controller.h"
#include "view_memory.h"

#include <orrery/base/executor.h>
#include <orrery/bridge/gui_executor.h>
#include <orrery/platform/event_thread.h>
#include <orrery/platform/paths.h>

#include <QObject>
#include <QVariantMap>

#include <memory>

/// What all robots of the window have in common; outlives them.
struct RobotSurroundings {
    const orrery::platform::Folders& folders;
    AppSettings& settings;
    orrery::GuiExecutor& gui;
    orrery::Executor& workers;
    orrery::platform::EventThread& processes;
    StopDesk& stopDesk;
    ViewMemory& views;
    StageRobots& onStage;
};

/// Everything that has to do with one robot on the stage, made and tied together: the robot, its scene, and the
/// presenters of the Robot page. GUI thread.
class RobotSide : public QObject {
    Q_OBJECT

public:
    explicit RobotSide(const RobotSurroundings& around);
    ~RobotSide() override;

    RobotController* robot() { return &m_robot; }
    RobotScene* scene() { return &m_scene; }
    RobotFiles* files() { return &m_files; }
    RobotFigures* figures() { return &m_figures; }
    SimulationController* simulation() { return &m_simulation; }

    /// What the window needs of the robot it shows, by the names of its properties.
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
    StopDesk& m_stopDesk;
    ViewMemory& m_views;
    RobotController m_robot;
    RobotScene m_scene;
    SafetyController m_safety;
    PoseController m_poses;
    DragController m_drag;
    TelemetryController m_telemetry;
    RobotFiles m_files;
    RobotFigures m_figures;
    SimulationController m_simulation;
    ExportController m_exporter;
    std::vector<orrery::Pose> m_comparison;
    bool m_showedTake = false; ///< In the frame before.
};
