// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drag_controller.h"

#include "robot_ghost.h"
#include "robot_session.h"

#include <orrery/base/units.h>
#include <orrery/robot/kinematics/forward.h>

#include <cmath>

using namespace orrery;
using robot::InverseOutcome;

namespace {

constexpr int tickInterval = 16;     // ms
constexpr int ticksUntilSettled = 3; // without motion: as near as it gets
constexpr int mostNudgeSteps = 8;
constexpr double worthSaying = 0.0015;   // m short of the goal
constexpr double worthSayingTurn = 0.02; // rad
constexpr std::size_t freedomOfAPose = 6;

Vec3 toVec3(const QVector3D& v) {
    return {v.x(), v.y(), v.z()};
}

QVector3D toVector(Vec3 v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

Quaternion toQuaternion(const QQuaternion& q) {
    return normalized(Quaternion{q.scalar(), q.x(), q.y(), q.z()});
}

} // namespace

DragController::DragController(RobotController& robot, RobotScene& scene, QObject* parent)
    : QObject(parent), m_robot(robot), m_scene(scene) {
    m_tick.setInterval(tickInterval);
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &DragController::solve);
    connect(&robot, &RobotController::sessionOpened, this, [this] {
        m_solver.emplace(m_robot.session()->model(), m_robot.session()->loops());
        m_choseFreedom = false;
        look();
    });
    connect(&robot, &RobotController::sessionClosing, this, &DragController::close);
    connect(robot.parts(), &PartListModel::pickedChanged, this, &DragController::look);
    connect(&scene, &RobotScene::posesChanged, this, &DragController::follow);
}

DragController::~DragController() = default;

void DragController::setEnabled(bool enabled) {
    if (m_enabled == enabled) return;
    m_enabled = enabled;
    Q_EMIT enabledChanged();
    look();
}

void DragController::setPositionOnly(bool positionOnly) {
    m_choseFreedom = true;
    if (m_positionOnly == positionOnly) return;
    m_positionOnly = positionOnly;
    Q_EMIT optionsChanged();
}

void DragController::setPreviewFirst(bool preview) {
    if (m_previewFirst == preview) return;
    m_previewFirst = preview;
    Q_EMIT optionsChanged();
}

void DragController::close() {
    if (m_dragging) end(false);
    m_solver.reset();
    look();
}

void DragController::look() {
    const int picked = m_robot.parts()->picked();
    int link = -1;
    QString obstacle;
    std::size_t freedom = 0;
    if (m_enabled && m_solver && picked >= 0) {
        freedom = m_solver->carriers(static_cast<std::size_t>(picked)).size();
        if (freedom == 0)
            obstacle = tr("No joint moves this part, so it cannot be dragged.");
        else
            link = picked;
    }
    if (m_dragging && link != m_link) end(false);
    if (link >= 0 && !m_choseFreedom && m_positionOnly != (freedom < freedomOfAPose)) {
        m_positionOnly = freedom < freedomOfAPose;
        Q_EMIT optionsChanged();
    }
    if (m_link == link && m_obstacle == obstacle) return;
    m_link = link;
    m_obstacle = obstacle;
    say(QString());
    follow();
    Q_EMIT readyChanged();
}

Pose DragController::linkPose() const {
    const auto link = static_cast<std::size_t>(m_link);
    return link < m_scene.linkPoses().size() ? m_scene.linkPoses()[link] : Pose{};
}

void DragController::follow() {
    if (isReady() && !m_dragging) setPlace(toVector(linkPose().position));
}

bool DragController::start() {
    std::vector<double> positions;
    if (!isReady() || !m_solver || !m_robot.session()->positionsToShow(positions)) return false;
    m_solver->begin(static_cast<std::size_t>(m_link), positions);
    m_from = m_goal =
        robot::forwardKinematics(m_robot.session()->model(), m_solver->positions())[static_cast<std::size_t>(m_link)];
    m_stalled = 0;
    return true;
}

void DragController::begin() {
    if (m_dragging || !start()) return;
    m_dragging = true;
    Q_EMIT draggingChanged();
}

void DragController::drag(const QVector3D& way, const QQuaternion& turn) {
    if (!m_dragging) return;
    m_goal.position = m_from.position + toVec3(way);
    m_goal.rotation = normalized(toQuaternion(turn) * m_from.rotation);
    if (!isFinite(m_goal.position)) m_goal = m_from;
    setPlace(toVector(m_goal.position));
    m_stalled = 0;
    if (!m_tick.isActive()) {
        m_tick.start();
        solve();
    }
}

void DragController::solve() {
    if (!m_solver || !m_dragging) {
        m_tick.stop();
        return;
    }
    const auto rotation = m_positionOnly ? std::nullopt : std::optional(m_goal.rotation);
    const auto step = m_solver->towards(m_goal.position, rotation);
    if (!step) {
        m_tick.stop();
        say(QString::fromStdString(step.error().message));
        return;
    }
    if (step->moved) apply();
    m_stalled = step->moved ? 0 : m_stalled + 1;
    if (step->outcome == InverseOutcome::Reached || m_stalled >= ticksUntilSettled) m_tick.stop();
    say(*step);
}

void DragController::apply() {
    if (m_previewFirst && m_dragging) {
        m_scene.ghost()->setJointPositions(m_solver->positions());
        return;
    }
    const auto& coordinates = m_robot.session()->model().coordinates();
    std::vector<robot::JointTarget> targets;
    for (const std::size_t i : m_solver->carriers(static_cast<std::size_t>(m_link)))
        targets.push_back({coordinates[i].name, m_solver->positions()[i], {}});
    m_robot.move(std::move(targets), robot::MotionSource::Slider);
}

void DragController::end(bool kept) {
    if (!m_dragging) return;
    m_tick.stop();
    m_dragging = false;
    if (m_previewFirst) {
        if (kept) apply();
        m_scene.ghost()->hide();
    }
    say(QString());
    follow();
    Q_EMIT draggingChanged();
}

void DragController::nudge(const QVector3D& way, const QQuaternion& turn) {
    if (m_dragging || !start()) return;
    m_goal.position = m_from.position + toVec3(way);
    m_goal.rotation = normalized(toQuaternion(turn) * m_from.rotation);
    if (!isFinite(m_goal.position)) return;
    const auto rotation = m_positionOnly ? std::nullopt : std::optional(m_goal.rotation);
    DragSolver::Step last;
    bool moved = false;
    for (int i = 0; i < mostNudgeSteps; ++i) {
        const auto step = m_solver->towards(m_goal.position, rotation);
        if (!step) return say(QString::fromStdString(step.error().message));
        last = *step;
        moved |= step->moved;
        if (step->outcome == InverseOutcome::Reached || !step->moved) break;
    }
    if (moved) apply();
    say(last);
}

void DragController::say(const DragSolver::Step& step) {
    const bool isFar = step.outcome == InverseOutcome::OutOfReach ||
                       (step.outcome == InverseOutcome::OnTheWay && m_stalled >= ticksUntilSettled);
    const bool isShort = step.positionError > worthSaying;
    const bool isTurnedAway = step.rotationError > worthSayingTurn;
    if (!isFar || !(isShort || isTurnedAway)) return say(QString());
    const QString way = tr("%1 mm").arg(std::round(step.positionError * 1000));
    const QString turn = tr("%1°").arg(std::round(degreesFromRadians(step.rotationError)));
    QString text = isShort && isTurnedAway ? tr("Out of reach: %1 and %2 short.").arg(way, turn)
                   : isShort               ? tr("Out of reach: %1 short.").arg(way)
                                           : tr("Out of reach: %1 short.").arg(turn);
    QStringList limits;
    for (const std::size_t i : m_solver->atLimit())
        limits += QString::fromStdString(m_robot.session()->model().coordinates()[i].name);
    if (limits.size() == 1) text += QLatin1Char(' ') + tr("%1 is at its limit.").arg(limits.constFirst());
    if (limits.size() > 1) text += QLatin1Char(' ') + tr("At their limits: %1.").arg(limits.join(QStringLiteral(", ")));
    say(text);
}

void DragController::say(const QString& message) {
    const bool isMine = !m_message.isEmpty() && m_robot.notice() == m_message;
    // What the gate said of the last move gives way to this, and this to nothing.
    if (!message.isEmpty() || isMine) m_robot.setNotice(message);
    if (m_message == message) return;
    m_message = message;
    Q_EMIT messageChanged();
}

void DragController::setPlace(const QVector3D& place) {
    if (m_place == place) return;
    m_place = place;
    Q_EMIT placeChanged();
}
