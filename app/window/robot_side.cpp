// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_side.h"

#include "resources.h"
#include "robot_session.h"

#include <utility>

#include <QCoreApplication>

using namespace orrery;

RobotSide::RobotSide(const RobotSurroundings& around)
    : m_stopDesk(around.stopDesk),
      m_views(around.views),
      m_robot(around.gui, around.workers, resourcesFolder() + QStringLiteral("/robots")),
      m_scene(around.workers, around.gui, (around.folders.cache / "meshes").string()),
      m_safety(m_robot, around.gui, around.workers, (around.folders.cache / "meshes").string()),
      m_poses(m_robot, m_scene, around.gui, around.workers, around.folders.data / "poses"),
      m_drag(m_robot, m_scene),
      m_telemetry(around.gui, around.workers, around.folders.data / "takes"),
      m_files(m_robot, around.gui, around.workers),
      m_figures(m_scene, around.gui, around.workers),
      m_simulation(m_robot, around.gui, around.workers,
                   QString::fromStdString((around.folders.config / "simulation.ini").string())),
      m_exporter(m_robot, m_scene, m_simulation, around.onStage, around.processes, around.gui, around.workers,
                 QCoreApplication::applicationDirPath() + QStringLiteral("/orrery-render")) {
    connect(&m_robot, &RobotController::loaded, &m_scene, [this](const robot::LoadedDescription& loaded) {
        keepView();
        m_viewed = m_robot.robotId().isEmpty() ? m_robot.file() : m_robot.robotId();
        m_scene.view()->restore(m_views.recall(m_viewed));
        m_scene.load(loaded.description);
        m_scene.setPoseSource([this](std::vector<Pose>& poses) { return samplePoses(poses); });
    });
    connect(&m_robot, &RobotController::sessionOpened, this, &RobotSide::attachTelemetry);
    connect(&m_robot, &RobotController::sessionClosing, &m_telemetry, &TelemetryController::detach);
    const PlaybackController* playback = m_telemetry.playback();
    connect(playback, &PlaybackController::positionChanged, this, &RobotSide::drawComparison);
    connect(playback, &PlaybackController::ghostChanged, this, &RobotSide::drawComparison);
    connect(&m_scene, &RobotScene::findingsChanged, &m_robot, [this] { m_robot.setSceneFindings(m_scene.findings()); });
    m_safety.letGoFirst(m_scene);
    connectStop();
    rememberChoices(around.settings);
}

void RobotSide::connectStop() {
    connect(&m_robot, &RobotController::sessionOpened, this,
            [this] { m_stopDesk.stopSwitch().connect(m_robot.session()->gate()); });
    connect(
        &m_robot, &RobotController::sessionClosing, &m_stopDesk,
        [this] { m_stopDesk.stopSwitch().disconnect(m_robot.session()->gate()); }, Qt::DirectConnection);
    connect(&m_stopDesk, &StopDesk::pressed, &m_robot, &RobotController::stop);
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

RobotSide::~RobotSide() {
    keepView();
}

void RobotSide::keepView() {
    m_views.remember(m_viewed, m_scene.view()->toMap());
}

QVariantMap RobotSide::properties() {
    return {{QStringLiteral("robot"), QVariant::fromValue(&m_robot)},
            {QStringLiteral("safety"), QVariant::fromValue(&m_safety)},
            {QStringLiteral("scene"), QVariant::fromValue(&m_scene)},
            {QStringLiteral("poses"), QVariant::fromValue(&m_poses)},
            {QStringLiteral("drag"), QVariant::fromValue(&m_drag)},
            {QStringLiteral("telemetry"), QVariant::fromValue(&m_telemetry)},
            {QStringLiteral("robotFiles"), QVariant::fromValue(&m_files)},
            {QStringLiteral("robotFigures"), QVariant::fromValue(&m_figures)},
            {QStringLiteral("simulation"), QVariant::fromValue(&m_simulation)},
            {QStringLiteral("exporter"), QVariant::fromValue(&m_exporter)}};
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
    return m_robot.state() == RobotController::Loading || m_scene.isLoading() || m_simulation.isBusy();
}
