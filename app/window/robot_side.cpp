// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_side.h"

#include "freeze_guard.h"
#include "resources.h"
#include "robot_session.h"

using namespace orrery;

RobotSide::RobotSide(const platform::Folders& folders, GuiExecutor& gui, Executor& workers)
    : m_robot(gui, workers, resourcesFolder() + QStringLiteral("/robots")),
      m_scene(workers, gui, (folders.cache / "meshes").string()),
      m_safety(m_robot, gui, workers, (folders.cache / "meshes").string()) {
    connect(&m_robot, &RobotController::loaded, &m_scene, [this](const robot::LoadedDescription& loaded) {
        m_scene.load(loaded.description);
        m_scene.setPoseSource([this](std::vector<Pose>& poses) { return m_robot.sampleLinkPoses(poses); });
    });
    connect(&m_scene, &RobotScene::findingsChanged, &m_robot, [this] { m_robot.setSceneFindings(m_scene.findings()); });
    connectStop();
}

RobotSide::~RobotSide() = default;

void RobotSide::connectStop() {
    connect(&m_robot, &RobotController::sessionOpened, this,
            [this] { m_stopDesk.stopSwitch().connect(&m_robot.session()->gate()); });
    connect(
        &m_robot, &RobotController::sessionClosing, &m_stopDesk, [this] { m_stopDesk.stopSwitch().connect(nullptr); },
        Qt::DirectConnection);
    connect(&m_stopDesk, &StopDesk::pressed, &m_robot, &RobotController::stop);
}

void RobotSide::watchStop(const QWindow& window) {
    m_stopDesk.setWindow(window.winId());
    m_stopListener = StopListener::create(m_stopDesk);
    if (m_stopListener) return;
    connect(&m_robot, &RobotController::movingChanged, this, [this] { m_moving = m_robot.moving(); });
    auto* guard = new FreezeGuard(
        m_stopDesk, [this] { return m_moving.load(); }, this);
    connect(guard, &FreezeGuard::stopped, &m_robot,
            [this] { m_robot.setNotice(tr("The window did not answer for a moment, so the robot was stopped.")); });
}

QVariantMap RobotSide::properties() {
    return {{QStringLiteral("robot"), QVariant::fromValue(&m_robot)},
            {QStringLiteral("safety"), QVariant::fromValue(&m_safety)},
            {QStringLiteral("stopDesk"), QVariant::fromValue(&m_stopDesk)},
            {QStringLiteral("scene"), QVariant::fromValue(&m_scene)}};
}

bool RobotSide::busy() const {
    return m_robot.state() == RobotController::Loading || m_scene.isLoading();
}
