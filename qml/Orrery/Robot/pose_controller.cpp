// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose_controller.h"

#include "robot_session.h"

#include <QQuickWindow>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace orrery;
using robot::JointTarget;
using robot::MotionSource;

namespace {

constexpr int randomTries = 20;
constexpr double pictureShare = 0.86; // of the stage's shorter side: without what lies along its edges

QString fileOf(const QUrl& url) {
    return url.isLocalFile() ? url.toLocalFile() : url.toString();
}

} // namespace

PoseController::PoseController(RobotController& robot, RobotScene& scene, Executor& gui, Executor& pool,
                               std::filesystem::path folder, QObject* parent)
    : QObject(parent), m_robot(robot), m_poses(gui, pool, std::move(folder)), m_preview(scene) {
    connect(&robot, &RobotController::sessionOpened, this, &PoseController::open);
    connect(&robot, &RobotController::sessionClosing, this, &PoseController::close);
    connect(&robot, &RobotController::moved, this, &PoseController::remember);
    connect(&robot, &RobotController::playingChanged, this, &PoseController::forget);
    connect(&robot, &RobotController::stopped, this, [this] {
        decline();
        m_preview.stop();
        forget();
    });
    connect(&m_preview, &MovePreview::activeChanged, this, &PoseController::previewChanged);
    connect(&m_poses, &PoseLibrary::failed, &robot, &RobotController::setNotice);
    connect(&m_poses, &PoseLibrary::exported, this,
            [this](const QString& file) { m_robot.setNotice(tr("The poses were written to %1.").arg(file)); });
    connect(&m_poses, &PoseLibrary::imported, this, [this](int poses, const QString& from) {
        m_robot.setNotice(from.isEmpty() ? tr("%n pose(s) added.", nullptr, poses)
                                         : tr("%n pose(s) of %1 added.", nullptr, poses).arg(from));
    });
}

PoseController::~PoseController() = default;

void PoseController::open(const robot::LoadedDescription& loaded) {
    const RobotSession& session = *m_robot.session();
    std::vector<PoseLibrary::Given> given;
    if (session.model().coordinateCount() > 0) {
        given.push_back({QStringLiteral("home"), tr("Home"), named(session.home())});
        given.push_back({QStringLiteral("zero"), tr("Zero"),
                         named(session.loops().settled(robot::neutralPositions(session.model())))});
    }
    for (const auto* poses : {&m_robot.folderPoses(), &loaded.description.poses}) {
        for (const robot::NamedPose& pose : *poses)
            given.push_back({QStringLiteral("named"), QString::fromStdString(pose.name), pose.joints});
    }
    m_poses.open(QString::fromStdString(loaded.description.name), std::move(given));
    m_history.clear();
    m_asked.clear();
    m_robot.setUnits(m_units);
    Q_EMIT historyChanged();
}

void PoseController::close() {
    decline();
    m_preview.stop();
    m_poses.close();
    m_history.clear();
    m_asked.clear();
    Q_EMIT historyChanged();
}

PoseController::Joints PoseController::named(const std::vector<double>& positions) const {
    Joints joints;
    const RobotSession& session = *m_robot.session();
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (!session.loops().isPassive(i)) joints[session.model().coordinates()[i].name] = positions[i];
    }
    return joints;
}

void PoseController::setRadians(bool radians) {
    if (m_units.radians == radians) return;
    m_units.radians = radians;
    m_robot.setUnits(m_units);
    Q_EMIT unitsChanged();
}

void PoseController::setMetres(bool metres) {
    if (m_units.metres == metres) return;
    m_units.metres = metres;
    m_robot.setUnits(m_units);
    Q_EMIT unitsChanged();
}

void PoseController::setShowMovesFirst(bool show) {
    if (m_showMovesFirst == show) return;
    m_showMovesFirst = show;
    Q_EMIT showMovesFirstChanged();
}

void PoseController::go(int row) {
    ask(m_poses.jointsAt(row), m_poses.titleAt(row), Step::New);
}

void PoseController::undo() {
    if (const auto target = m_history.undoTarget()) ask(*target, tr("Undo"), Step::Back);
}

void PoseController::redo() {
    if (const auto target = m_history.redoTarget()) ask(*target, tr("Redo"), Step::Forward);
}

void PoseController::goRandom() {
    if (!m_robot.session() || m_robot.session()->model().coordinateCount() == 0) return;
    Joints joints;
    for (int attempt = 0; attempt < randomTries; ++attempt) {
        joints = named(randomPositions());
        std::vector<JointTarget> targets;
        for (const auto& [joint, position] : joints) targets.push_back({joint, position, {}});
        const auto plan = planMove(*m_robot.session(), targets);
        if (plan && plan->contact.isEmpty()) break;
    }
    ask(joints, tr("Random pose"), Step::New);
}

std::vector<double> PoseController::randomPositions() {
    constexpr double turnsOfAFreeJoint = 3.1;
    const RobotSession& session = *m_robot.session();
    std::vector<double> positions = session.home();
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const robot::Coordinate& coordinate = session.model().coordinates()[i];
        double lower = coordinate.limits.lower;
        double upper = coordinate.limits.upper;
        if (coordinate.type != robot::JointType::Prismatic) {
            lower = std::max(lower, -turnsOfAFreeJoint);
            upper = std::min(upper, turnsOfAFreeJoint);
        }
        if (session.loops().isPassive(i) || lower >= upper) continue;
        positions[i] = std::uniform_real_distribution<double>(lower, upper)(m_random);
    }
    return session.loops().settled(std::move(positions));
}

void PoseController::ask(const Joints& joints, const QString& title, Step step) {
    RobotSession* session = m_robot.session();
    if (!session) return;
    decline();
    std::vector<JointTarget> targets;
    for (const auto& [joint, position] : joints) {
        const std::size_t i = session->model().findCoordinate(joint);
        if (i != robot::npos && !session->loops().isPassive(i)) targets.push_back({joint, position, {}});
    }
    if (targets.empty()) {
        m_robot.setNotice(tr("%1 names none of this robot's joints.").arg(title));
        return;
    }
    auto plan = planMove(*session, targets);
    if (!plan) {
        m_robot.setNotice(QString::fromStdString(plan.error().message));
        return;
    }
    m_title = title;
    m_contact = plan->contact;
    m_duration = plan->duration;
    m_preview.setStill(m_reducedMotion);
    if (!m_showMovesFirst || !plan->isBig) {
        move(std::move(targets), step, *std::move(plan));
        return;
    }
    m_waiting = true;
    m_waitingTargets = std::move(targets);
    m_waitingStep = step;
    m_waitingPlan = *plan;
    m_preview.repeat(*std::move(plan), session->loops());
    Q_EMIT previewChanged();
}

void PoseController::move(std::vector<JointTarget> targets, Step step, MovePlan plan) {
    m_step = step;
    const bool moves = m_robot.move(std::move(targets), MotionSource::Slider);
    m_step = Step::New;
    if (moves) m_preview.once(std::move(plan), m_robot.session()->loops());
    Q_EMIT previewChanged();
}

void PoseController::confirm() {
    if (!m_waiting) return;
    m_waiting = false;
    // Where the robot stands may have changed while the person looked.
    auto plan = planMove(*m_robot.session(), m_waitingTargets);
    m_preview.stop();
    move(std::exchange(m_waitingTargets, {}), m_waitingStep, plan ? *std::move(plan) : m_waitingPlan);
}

void PoseController::decline() {
    if (!m_waiting) return;
    m_waiting = false;
    m_waitingTargets.clear();
    m_preview.stop();
    Q_EMIT previewChanged();
}

void PoseController::remember(const std::vector<JointTarget>& requested, MotionSource source) {
    if (!robot::isPerson(source)) return;
    // Whatever else a person does takes the place of the move that waits.
    if (m_waiting) decline();
    std::vector<double> measured;
    m_robot.session()->positionsToShow(measured);
    Joints before;
    Joints after;
    for (const JointTarget& target : requested) {
        const std::size_t i = m_robot.session()->model().findCoordinate(target.joint);
        const auto known = m_asked.find(target.joint);
        if (known != m_asked.end())
            before[target.joint] = known->second;
        else if (i < measured.size())
            before[target.joint] = measured[i];
        after[target.joint] = target.position;
        m_asked[target.joint] = target.position;
    }
    if (m_step == Step::Back)
        m_history.undone();
    else if (m_step == Step::Forward)
        m_history.redone();
    else
        m_history.asked(before, after, std::chrono::steady_clock::now());
    Q_EMIT historyChanged();
}

void PoseController::forget() {
    m_asked.clear(); // joints are elsewhere than where they were asked to be
}

void PoseController::takePicture() {
    m_picture = {};
    if (!m_stage || !m_stage->window()) return;
    const QImage window = m_stage->window()->grabWindow();
    const double scale = window.width() / std::max(1.0, static_cast<double>(m_stage->window()->width()));
    const double side = pictureShare * std::min(m_stage->width(), m_stage->height());
    const QPointF middle = m_stage->mapToScene({m_stage->width() / 2, m_stage->height() / 2});
    const QRectF part((middle.x() - side / 2) * scale, (middle.y() - side / 2) * scale, side * scale, side * scale);
    m_picture = window.copy(part.toRect());
}

void PoseController::keep(const QString& name) {
    if (!m_robot.session()) return;
    std::vector<double> positions = m_robot.session()->home();
    m_robot.session()->positionsToShow(positions);
    Joints joints = named(positions);
    for (const auto& [joint, position] : m_asked) joints[joint] = position;
    m_poses.keep(name, std::move(joints), std::exchange(m_picture, {}));
}

void PoseController::exportTo(const QUrl& file) {
    m_poses.exportTo(fileOf(file));
}

void PoseController::importFrom(const QUrl& file) {
    m_poses.importFrom(fileOf(file));
}
