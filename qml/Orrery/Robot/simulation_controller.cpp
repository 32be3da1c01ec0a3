// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation_controller.h"

#include "robot_session.h"

#include <orrery/robot/kinematics/forward.h>

#include <QCryptographicHash>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

using namespace orrery;
using namespace std::chrono_literals;
using robot::PhysicsSimulator;

namespace {

constexpr auto lookInterval = 33ms;
constexpr double pushSeconds = 0.2;
constexpr double strongestPull = 2000; // N

Vec3 vec(const QVector3D& v) {
    return {v.x(), v.y(), v.z()};
}

QVector3D vector(Vec3 v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

double weightOf(const robot::Description& description) {
    double mass = 0;
    for (const robot::Link& link : description.links) mass += link.inertial ? link.inertial->mass : 0;
    return std::max(1.0, mass * 9.81);
}

double reachOf(RobotSession& session) {
    double reach = 0.05;
    for (const Pose& pose : robot::forwardKinematics(session.model(), session.home()))
        reach = std::max(reach, norm(pose.position));
    return reach;
}

} // namespace

SimulationController::SimulationController(RobotController& robot, Executor& gui, Executor& pool, const QString& store,
                                           QObject* parent)
    : QObject(parent), m_robot(robot), m_gui(gui), m_pool(pool) {
    if (!store.isEmpty()) m_store = std::make_unique<QSettings>(store, QSettings::IniFormat);
    m_look.setInterval(lookInterval);
    connect(&m_look, &QTimer::timeout, this, &SimulationController::look);
    connect(&m_robot, &RobotController::sessionOpened, this, &SimulationController::sessionOpened);
    connect(&m_robot, &RobotController::sessionClosing, this, [this] {
        m_building.request_stop();
        endPull();
        m_look.stop();
    });
}

SimulationController::~SimulationController() {
    m_building.request_stop();
}

PhysicsSimulator* SimulationController::simulator() const {
    return m_robot.session() ? m_robot.session()->physics() : nullptr;
}

bool SimulationController::isPhysics() const {
    return simulator() != nullptr;
}

QString SimulationController::key() const {
    const QString what = m_robot.robotId().isEmpty() ? m_robot.file() : m_robot.robotId();
    const QByteArray hash = QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha1).toHex();
    return QStringLiteral("physics/") + QString::fromLatin1(hash);
}

void SimulationController::remember(bool physics) {
    if (!m_store) return;
    if (physics)
        m_store->setValue(key(), true);
    else
        m_store->remove(key());
}

void SimulationController::sessionOpened() {
    m_snapshot = {};
    m_contactArrows.clear();
    m_pushLine.clear();
    m_pushNewtons = 0;
    m_contacts.show({});
    m_reach = reachOf(*m_robot.session());
    m_weight = weightOf(m_robot.shownDescription());
    if (isPhysics()) m_look.start();
    if (!m_switching) {
        m_busy = false;
        m_problem.clear();
        m_paused = false;
        m_fixedBase = true;
        if (m_store && m_store->value(key(), false).toBool()) build();
    }
    Q_EMIT changed();
    Q_EMIT measured();
}

void SimulationController::usePhysics() {
    if (isPhysics() || m_busy || !m_robot.session()) return;
    remember(true);
    build();
}

void SimulationController::useKinematics() {
    m_building.request_stop();
    m_busy = false;
    m_problem.clear();
    if (m_robot.session()) remember(false);
    if (isPhysics()) {
        m_switching = true;
        m_robot.useLink(kinematicLink(m_robot.shownDescription(), m_robot.session()->positionsByName()));
        m_switching = false;
    }
    Q_EMIT changed();
}

void SimulationController::build() {
    m_building.request_stop();
    m_building = {};
    m_problem.clear();
    m_busy = true;
    robot::PhysicsOptions options;
    options.positions = m_robot.session()->positionsByName();
    options.speed = m_speed;
    options.paused = m_paused;
    options.fixedBase = m_fixedBase;
    options.gravity = {0, 0, -m_gravity};
    m_pool.post([this, description = m_robot.shownDescription(), options, stop = m_building.get_token(), &gui = m_gui] {
        if (stop.stop_requested()) return;
        auto made =
            std::make_shared<Result<std::unique_ptr<PhysicsSimulator>>>(PhysicsSimulator::create(description, options));
        gui.post([this, stop, made] {
            if (!stop.stop_requested()) take(std::move(*made));
        });
    });
    Q_EMIT changed();
}

void SimulationController::take(Result<std::unique_ptr<PhysicsSimulator>> made) {
    m_busy = false;
    if (made) {
        m_switching = true;
        m_robot.useLink(*std::move(made));
        m_switching = false;
        return;
    }
    m_problem = QString::fromStdString(made.error().message);
    if (!made.error().detail.empty()) m_problem += QLatin1Char(' ') + QString::fromStdString(made.error().detail);
    remember(false);
    Q_EMIT changed();
}

void SimulationController::setPaused(bool paused) {
    if (m_paused == paused) return;
    m_paused = paused;
    if (auto* physics = simulator()) physics->setPaused(paused);
    Q_EMIT changed();
}

void SimulationController::setSpeed(double speed) {
    m_speed = std::clamp(speed, 0.1, 4.0);
    if (auto* physics = simulator()) physics->setSpeed(m_speed);
    Q_EMIT changed();
}

void SimulationController::setGravity(double gravity) {
    m_gravity = std::clamp(gravity, 0.0, 30.0);
    if (auto* physics = simulator()) physics->setGravity({0, 0, -m_gravity});
    Q_EMIT changed();
}

void SimulationController::setFixedBase(bool fixed) {
    if (m_fixedBase == fixed) return;
    m_fixedBase = fixed;
    if (isPhysics()) build();
    Q_EMIT changed();
}

void SimulationController::setForcesShown(bool shown) {
    if (m_forcesShown == shown) return;
    m_forcesShown = shown;
    drawForces();
    Q_EMIT changed();
    Q_EMIT measured();
}

void SimulationController::step() {
    if (auto* physics = simulator(); physics && m_paused) physics->step(1);
}

void SimulationController::reset() {
    auto* physics = simulator();
    if (!physics) return;
    endPull();
    m_robot.endGesture();
    m_robot.session()->gate().stop(); // what was decided before is void
    physics->reset();
}

bool SimulationController::beginPull(int link, const QVector3D& point) {
    auto* physics = simulator();
    const auto& links = m_robot.shownDescription().links;
    if (!physics || link < 0 || static_cast<std::size_t>(link) >= links.size()) return false;
    std::vector<double> positions = m_robot.session()->home();
    m_robot.session()->positionsToShow(positions);
    const auto poses = robot::forwardKinematics(m_robot.session()->model(), positions);
    const Pose rootFromLink = m_robot.session()->rootPose() * poses[static_cast<std::size_t>(link)];
    robot::Pull pull;
    pull.link = links[static_cast<std::size_t>(link)].name;
    pull.point = inverse(rootFromLink) * vec(point);
    pull.target = vec(point);
    pull.strongest = strongestPull;
    m_pull = pull;
    m_pullEpoch = m_robot.session()->gate().epoch();
    sendPull();
    Q_EMIT changed();
    return true;
}

void SimulationController::pullTo(const QVector3D& target) {
    if (!m_pull) return;
    m_pull->target = vec(target);
    sendPull();
}

void SimulationController::sendPull() {
    auto* physics = simulator();
    if (!physics || !m_pull) return;
    if (m_robot.session()->gate().epoch() != m_pullEpoch) return endPull(); // the robot was stopped
    m_pull->seconds = 1.0 * std::max(1.0, m_speed);                         // renewed several times before
    (void)physics->pull(*m_pull);
}

void SimulationController::endPull() {
    if (!m_pull) return;
    m_pull.reset();
    if (auto* physics = simulator()) physics->letGo();
    Q_EMIT changed();
}

void SimulationController::push(int link, const QVector3D& force) {
    auto* physics = simulator();
    const auto& links = m_robot.shownDescription().links;
    if (!physics || link < 0 || static_cast<std::size_t>(link) >= links.size()) return;
    const Status pushed = physics->push(links[static_cast<std::size_t>(link)].name, vec(force), pushSeconds);
    if (!pushed) m_robot.setNotice(QString::fromStdString(pushed.error().message));
}

void SimulationController::look() {
    auto* physics = simulator();
    if (!physics) return;
    sendPull();
    m_snapshot = physics->snapshot();
    m_contacts.show(m_snapshot.contacts);
    drawForces();
    Q_EMIT measured();
}

void SimulationController::drawForces() {
    m_contactArrows.clear();
    m_pushLine.clear();
    m_pushNewtons = 0;
    if (m_forcesShown) {
        for (const robot::ContactForce& contact : m_snapshot.contacts) {
            const double strength = norm(contact.force);
            if (!(strength > 0)) continue;
            // The whole weight is an arrow of a third of the robot; what is far more grows ever less.
            const double share = strength / m_weight;
            const double length = 0.35 * m_reach * (share < 1 ? share : 1 + 0.25 * std::log2(share));
            m_contactArrows << vector(contact.position)
                            << vector(contact.position + (length / strength) * contact.force);
        }
    }
    if (m_snapshot.outerForces.empty()) return;
    const robot::OuterForce& outer = m_snapshot.outerForces.front();
    m_pushNewtons = norm(outer.force);
    const double share = std::min(1.0, m_pushNewtons / m_weight);
    const Vec3 end = m_pull ? m_pull->target
                            : outer.position + (0.4 * m_reach * share / std::max(1e-9, m_pushNewtons)) * outer.force;
    m_pushLine << vector(outer.position) << vector(end);
}
