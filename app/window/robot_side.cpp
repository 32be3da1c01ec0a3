// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_side.h"

#include "resources.h"

#include <QCoreApplication>

using namespace orrery;

RobotSide::RobotSide(const platform::Folders& folders, GuiExecutor& gui, Executor& workers)
    : m_robot(gui, workers, resourcesFolder() + QStringLiteral("/robots")),
      m_scene(workers, gui, (folders.cache / "meshes").string()),
      m_simulation(m_robot, gui, workers, QString::fromStdString((folders.config / "simulation.ini").string())),
      m_exporter(m_robot, m_processes, gui, QCoreApplication::applicationDirPath() + QStringLiteral("/orrery-render")) {
    connect(&m_robot, &RobotController::loaded, &m_scene, [this](const robot::LoadedDescription& loaded) {
        m_scene.load(loaded.description);
        m_scene.setPoseSource([this](std::vector<Pose>& poses) { return m_robot.sampleLinkPoses(poses); });
    });
    connect(&m_scene, &RobotScene::findingsChanged, &m_robot, [this] { m_robot.setSceneFindings(m_scene.findings()); });
}

QVariantMap RobotSide::properties() {
    return {{QStringLiteral("robot"), QVariant::fromValue(&m_robot)},
            {QStringLiteral("scene"), QVariant::fromValue(&m_scene)},
            {QStringLiteral("simulation"), QVariant::fromValue(&m_simulation)},
            {QStringLiteral("exporter"), QVariant::fromValue(&m_exporter)}};
}

bool RobotSide::busy() const {
    return m_robot.state() == RobotController::Loading || m_scene.isLoading() || m_simulation.isBusy();
}
