// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "safety_controller.h"

#include "robot_controller.h"
#include "robot_scene.h"
#include "robot_session.h"

#include <orrery/robot/collision/self_collision.h>

#include <chrono>
#include <memory>
#include <utility>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

constexpr auto tickInterval = 33ms;
constexpr auto untilSeen = 400ms; // the first picture of a robot with all its triangles takes about this long

QString textFrom(const std::string& text) {
    return QString::fromStdString(text);
}

std::map<std::string, double> homeOf(const RobotSession& session) {
    std::map<std::string, double> home;
    for (std::size_t i = 0; i < session.home().size(); ++i)
        home[session.model().coordinates()[i].name] = session.home()[i];
    return home;
}

} // namespace

SafetyController::SafetyController(RobotController& robot, Executor& gui, Executor& pool, std::string meshCacheFolder,
                                   QObject* parent)
    : QObject(parent), m_robot(robot), m_gui(gui), m_pool(pool), m_meshCacheFolder(std::move(meshCacheFolder)) {
    m_tick.setInterval(tickInterval);
    connect(&m_tick, &QTimer::timeout, this, &SafetyController::tick);
    connect(&robot, &RobotController::sessionOpened, this, &SafetyController::watchSelfCollision);
    connect(&robot, &RobotController::sessionClosing, this, &SafetyController::forget);
    connect(&robot, &RobotController::stopped, this, &SafetyController::followHold);
}

SafetyController::~SafetyController() {
    m_session.request_stop();
}

void SafetyController::forget() {
    m_session.request_stop();
    m_session = {};
    m_tick.stop();
    m_procedure.reset();
    m_released = false;
    m_watching = false;
    m_watchText.clear();
    m_unwatched.reset();
    Q_EMIT changed();
}

void SafetyController::watchSelfCollision(const robot::LoadedDescription& loaded) {
    m_watchText = tr("Looking at its shapes, to keep it from touching itself");
    Q_EMIT changed();
    m_unwatched = std::make_shared<const robot::Description>(loaded.description);
    if (!m_scene || !m_scene->isLoading()) lookAtShapes();
}

void SafetyController::letGoFirst(const RobotScene& scene) {
    m_scene = &scene;
    connect(&scene, &RobotScene::loadFinished, this,
            [this] { QTimer::singleShot(untilSeen, this, &SafetyController::lookAtShapes); });
}

void SafetyController::lookAtShapes() {
    const auto description = std::exchange(m_unwatched, nullptr);
    if (!description || !m_robot.session()) return;
    const robot::SelfCollisionOptions options{homeOf(*m_robot.session()), m_meshCacheFolder};
    m_pool.post([this, description, options, stop = m_session.get_token(), &gui = m_gui] {
        if (stop.stop_requested()) return;
        auto made = std::make_shared<Result<std::shared_ptr<const robot::SelfCollision>>>(
            robot::SelfCollision::create(*description, options));
        gui.post([this, stop, made] {
            if (stop.stop_requested() || !m_robot.session()) return;
            m_watching = static_cast<bool>(*made);
            if (m_watching) {
                const robot::SelfCollisionFacts& facts = (**made)->facts();
                m_robot.session()->gate().setConstraint(**made);
                m_watchText = facts.fromVisuals ? tr("Kept from touching itself, by what it looks like")
                                                : tr("Kept from touching itself, by its collision shapes");
            } else {
                m_watchText =
                    tr("It is not watched whether it touches itself. %1").arg(textFrom(made->error().message));
            }
            Q_EMIT changed();
        });
    });
}

QString SafetyController::releaseWarning() const {
    return m_robot.session() ? textFrom(m_robot.session()->gate().releaseWarning()) : QString();
}

void SafetyController::park() {
    begin(robot::StopLevel::Park);
}

void SafetyController::release() {
    begin(robot::StopLevel::Release);
}

void SafetyController::followHold() {
    begin(robot::StopLevel::Hold);
}

void SafetyController::begin(robot::StopLevel level) {
    if (!m_robot.session()) return;
    std::vector<robot::JointTarget> pose;
    if (level == robot::StopLevel::Park) {
        for (const auto& [joint, position] : homeOf(*m_robot.session())) pose.push_back({joint, position, {}, {}});
    }
    m_procedure.reset();
    auto begun = robot::StopProcedure::begin(m_robot.session()->gate(), level, std::move(pose));
    m_released = m_robot.session()->gate().isReleased();
    if (!begun) {
        m_robot.setNotice(textFrom(begun.error().message));
    } else {
        m_procedure = std::move(*begun);
        m_tick.start();
        if (level == robot::StopLevel::Park) m_robot.setNotice(tr("Stopped. Now on its way to the home pose, slowly."));
    }
    Q_EMIT changed();
}

void SafetyController::engage() {
    if (!m_robot.session()) return;
    const Status status = m_robot.session()->gate().engage();
    m_released = m_robot.session()->gate().isReleased();
    m_robot.setNotice(status ? tr("Its motors are on again. It holds where it is.") : textFrom(status.error().message));
    Q_EMIT changed();
}

void SafetyController::tick() {
    if (!m_procedure) return m_tick.stop();
    const std::optional<robot::StopReport> report = m_procedure->tick();
    if (!report) return;
    m_procedure.reset();
    m_tick.stop();
    m_robot.setNotice(textFrom(report->sentence));
    Q_EMIT changed();
}
