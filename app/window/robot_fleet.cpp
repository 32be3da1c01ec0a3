// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_fleet.h"

#include "freeze_guard.h"

#include <algorithm>
#include <utility>

using namespace orrery;

RobotFleet::RobotFleet(const platform::Folders& folders, AppSettings& settings, GuiExecutor& gui, Executor& workers)
    : m_folders(folders),
      m_views(QString::fromStdString((folders.config / "robot_views.json").string())),
      m_around{m_folders, settings, gui, workers, m_processes, m_stopDesk, m_views, m_onStage} {
    grow();
    // The menu or the row that asked is still at work in its own handler.
    connect(&m_onStage, &StageRobots::addRequested, this, &RobotFleet::add, Qt::QueuedConnection);
    connect(
        &m_onStage, &StageRobots::addBundledRequested, this,
        [this](const QString& id) { free().robot()->openBundled(id); }, Qt::QueuedConnection);
    connect(&m_onStage, &StageRobots::removeRequested, this, &RobotFleet::remove, Qt::QueuedConnection);
}

RobotFleet::~RobotFleet() = default;

RobotSide& RobotFleet::grow() {
    m_robots.push_back(std::make_unique<RobotSide>(m_around));
    RobotSide& made = *m_robots.back();
    made.robot()->setSearchFolders(m_searchFolders);
    made.scene()->setTriangleBudget(m_triangleBudget);
    m_onStage.add(*made.scene());
    connect(made.robot(), &RobotController::changed, &m_onStage, [this, &made] {
        m_onStage.setNames(m_onStage.rowOf(*made.scene()), made.robot()->title(), made.robot()->file());
    });
    connect(made.robot(), &RobotController::movingChanged, this, &RobotFleet::noteMoving);
    return made;
}

RobotSide& RobotFleet::free() {
    const RobotController::State state = robot()->state();
    const bool unused = state == RobotController::Empty || (state == RobotController::Failed && scene()->isEmpty());
    if (unused) return active();
    RobotSide& made = grow();
    m_onStage.activate(m_onStage.count() - 1);
    return made;
}

void RobotFleet::add(const QUrl& file) {
    free().robot()->open(file);
}

void RobotFleet::remove(int row) {
    if (row < 0 || row >= m_onStage.count() || m_onStage.count() < 2) return;
    if (row == m_onStage.active()) m_onStage.activate(row > 0 ? row - 1 : 1);
    const auto at = m_robots.begin() + row;
    RobotSide* gone = at->release(); // the window lets go of it first; it goes when all that this sets off is over
    m_robots.erase(at);
    m_onStage.removeRow(row);
    gone->robot()->stop();
    gone->deleteLater();
    noteMoving();
}

void RobotFleet::setSearchFolders(const QStringList& folders) {
    m_searchFolders = folders;
    for (const auto& side : m_robots) side->robot()->setSearchFolders(folders);
}

void RobotFleet::setTriangleBudget(int budget) {
    m_triangleBudget = budget;
    for (const auto& side : m_robots) side->scene()->setTriangleBudget(budget);
}

void RobotFleet::noteMoving() {
    m_moving = std::ranges::any_of(m_robots, [](const auto& side) { return side->robot()->moving(); });
}

void RobotFleet::watchStop(const QWindow& window) {
    m_stopDesk.setWindow(window.winId());
    m_stopListener = StopListener::create(m_stopDesk);
    if (m_stopListener) return;
    auto* guard = new FreezeGuard(
        m_stopDesk, [this] { return m_moving.load(); }, this);
    connect(guard, &FreezeGuard::stopped, this, [this] {
        for (const auto& side : m_robots)
            side->robot()->setNotice(tr("The window did not answer for a moment, so the robot was stopped."));
    });
}

QVariantMap RobotFleet::properties() {
    QVariantMap properties = active().properties();
    properties.insert(QStringLiteral("stopDesk"), QVariant::fromValue(&m_stopDesk));
    properties.insert(QStringLiteral("stageRobots"), QVariant::fromValue(&m_onStage));
    return properties;
}

void RobotFleet::keepCurrent(QObject& window) {
    connect(&m_onStage, &StageRobots::activeChanged, &window, [this, &window] {
        const QVariantMap current = properties();
        for (auto it = current.cbegin(); it != current.cend(); ++it) window.setProperty(qPrintable(it.key()), *it);
    });
}

bool RobotFleet::busy() const {
    return std::ranges::any_of(m_robots, [](const auto& side) { return side->busy(); });
}
