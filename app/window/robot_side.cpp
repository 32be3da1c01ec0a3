// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_side.h"

#include "resources.h"

using namespace orrery;

RobotSide::RobotSide(const platform::Folders& folders, AppSettings& settings, GuiExecutor& gui, Executor& workers)
    : m_robot(gui, workers, resourcesFolder() + QStringLiteral("/robots")),
      m_scene(workers, gui, (folders.cache / "meshes").string()),
      m_poses(m_robot, m_scene, gui, workers, folders.data / "poses"),
      m_drag(m_robot, m_scene) {
    connect(&m_robot, &RobotController::loaded, &m_scene, [this](const robot::LoadedDescription& loaded) {
        m_scene.load(loaded.description);
        m_scene.setPoseSource([this](std::vector<Pose>& poses) { return m_robot.sampleLinkPoses(poses); });
    });
    connect(&m_scene, &RobotScene::findingsChanged, &m_robot, [this] { m_robot.setSceneFindings(m_scene.findings()); });
    rememberChoices(settings);
}

void RobotSide::rememberChoices(AppSettings& settings) {
    m_poses.setRadians(settings.radians());
    m_poses.setMetres(settings.metres());
    m_poses.setShowMovesFirst(settings.showMovesFirst());
    m_drag.setPreviewFirst(settings.dragGhostFirst());
    connect(&m_poses, &PoseController::unitsChanged, &settings, [this, &settings] {
        settings.setRadians(m_poses.radians());
        settings.setMetres(m_poses.metres());
    });
    connect(&m_poses, &PoseController::showMovesFirstChanged, &settings,
            [this, &settings] { settings.setShowMovesFirst(m_poses.showsMovesFirst()); });
    connect(&m_drag, &DragController::optionsChanged, &settings,
            [this, &settings] { settings.setDragGhostFirst(m_drag.isPreviewFirst()); });
}

QVariantMap RobotSide::properties() {
    return {{QStringLiteral("robot"), QVariant::fromValue(&m_robot)},
            {QStringLiteral("scene"), QVariant::fromValue(&m_scene)},
            {QStringLiteral("poses"), QVariant::fromValue(&m_poses)},
            {QStringLiteral("drag"), QVariant::fromValue(&m_drag)}};
}

bool RobotSide::busy() const {
    return m_robot.state() == RobotController::Loading || m_scene.isLoading();
}
