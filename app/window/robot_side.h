// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export_controller.h"
#include "robot_controller.h"
#include "robot_scene.h"
#include "simulation_controller.h"

#include <orrery/base/executor.h>
#include <orrery/bridge/gui_executor.h>
#include <orrery/platform/event_thread.h>
#include <orrery/platform/paths.h>

#include <QObject>
#include <QVariantMap>

/// Everything of the program that has to do with robots, made and tied together: the robot on the stage, its scene, and
/// the presenters of the Robot page. GUI thread.
class RobotSide : public QObject {
    Q_OBJECT

public:
    /// All outlive this.
    RobotSide(const orrery::platform::Folders& folders, orrery::GuiExecutor& gui, orrery::Executor& workers);

    RobotController* robot() { return &m_robot; }
    RobotScene* scene() { return &m_scene; }

    /// What the window needs of this side, by the names of its properties.
    QVariantMap properties();

    /// Files or meshes are being read.
    bool busy() const;

private:
    RobotController m_robot;
    RobotScene m_scene;
    SimulationController m_simulation;
    orrery::platform::EventThread m_processes;
    ExportController m_exporter;
};
