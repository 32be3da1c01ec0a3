// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_side.h"

#include "resources.h"

using namespace orrery;

RobotSide::RobotSide(const platform::Folders& folders, GuiExecutor& gui, Executor& workers)
    : m_robot(gui, workers, resourcesFolder() + QStringLiteral("/robots")),
      m_scene(workers, gui, (folders.cache / "meshes").string()),
      m_views(QString::fromStdString((folders.config / "robot_views.json").string())),
      m_files(m_robot, gui, workers),
      m_figures(m_scene, gui, workers) {
    connect(&m_robot, &RobotController::loaded, &m_scene, [this](const robot::LoadedDescription& loaded) {
        keepView();
        m_viewed = m_robot.robotId().isEmpty() ? m_robot.file() : m_robot.robotId();
        m_scene.view()->restore(m_views.recall(m_viewed));
        m_scene.load(loaded.description);
        m_scene.setPoseSource([this](std::vector<Pose>& poses) { return m_robot.sampleLinkPoses(poses); });
    });
    connect(&m_scene, &RobotScene::findingsChanged, &m_robot, [this] { m_robot.setSceneFindings(m_scene.findings()); });
}

RobotSide::~RobotSide() {
    keepView();
}

void RobotSide::keepView() {
    m_views.remember(m_viewed, m_scene.view()->toMap());
}

QVariantMap RobotSide::properties() {
    return {{QStringLiteral("robot"), QVariant::fromValue(&m_robot)},
            {QStringLiteral("scene"), QVariant::fromValue(&m_scene)},
            {QStringLiteral("robotFiles"), QVariant::fromValue(&m_files)},
            {QStringLiteral("robotFigures"), QVariant::fromValue(&m_figures)}};
}

bool RobotSide::busy() const {
    return m_robot.state() == RobotController::Loading || m_scene.isLoading();
}
