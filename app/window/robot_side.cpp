// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_side.h"

#include "resources.h"
#include "robot_session.h"

#include <utility>

using namespace orrery;

RobotSide::RobotSide(const platform::Folders& folders, GuiExecutor& gui, Executor& workers)
    : m_robot(gui, workers, resourcesFolder() + QStringLiteral("/robots")),
      m_scene(workers, gui, (folders.cache / "meshes").string()),
      m_telemetry(gui, workers, folders.data / "takes") {
    connect(&m_robot, &RobotController::loaded, &m_scene, [this](const robot::LoadedDescription& loaded) {
        m_scene.load(loaded.description);
        m_scene.setPoseSource([this](std::vector<Pose>& poses) { return samplePoses(poses); });
    });
    connect(&m_robot, &RobotController::sessionOpened, this, &RobotSide::attachTelemetry);
    connect(&m_robot, &RobotController::sessionClosing, &m_telemetry, &TelemetryController::detach);
    const PlaybackController* playback = m_telemetry.playback();
    connect(playback, &PlaybackController::positionChanged, this, &RobotSide::drawComparison);
    connect(playback, &PlaybackController::ghostChanged, this, &RobotSide::drawComparison);
    connect(&m_scene, &RobotScene::findingsChanged, &m_robot, [this] { m_robot.setSceneFindings(m_scene.findings()); });
}

QVariantMap RobotSide::properties() {
    return {{QStringLiteral("robot"), QVariant::fromValue(&m_robot)},
            {QStringLiteral("scene"), QVariant::fromValue(&m_scene)},
            {QStringLiteral("telemetry"), QVariant::fromValue(&m_telemetry)}};
}

void RobotSide::attachTelemetry(const robot::LoadedDescription&) {
    RobotSession& session = *m_robot.session();
    TelemetryRobot robot;
    robot.gate = &session.gate();
    robot.model = &session.model();
    robot.name = m_robot.title();
    robot.file = m_robot.file();
    robot.positions = [&session](std::vector<double>& positions) { return session.positionsToShow(positions); };
    m_telemetry.attach(robot);
}

bool RobotSide::samplePoses(std::vector<Pose>& poses) {
    PlaybackController& playback = *m_telemetry.playback();
    const bool showing = playback.mode() == PlaybackController::Show;
    if (std::exchange(m_showedTake, showing) && !showing) poses.clear(); // the robot's pose counts as new
    return showing ? playback.samplePoses(poses) : m_robot.sampleLinkPoses(poses);
}

void RobotSide::drawComparison() {
    PlaybackController& playback = *m_telemetry.playback();
    if (!playback.ghostShown())
        m_scene.comparison()->hide();
    else if (playback.sampleGhost(m_comparison))
        m_scene.comparison()->setLinkPoses(m_comparison);
}

bool RobotSide::busy() const {
    return m_robot.state() == RobotController::Loading || m_scene.isLoading();
}
