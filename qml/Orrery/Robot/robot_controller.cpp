// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_controller.h"

#include "robot_files.h"
#include "robot_session.h"

#include <orrery/robot/kinematics/forward.h>

#include <QDir>
#include <QFileInfo>

#include <chrono>
#include <cmath>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

constexpr auto watchInterval = 33ms;
constexpr int quietTicksUntilStill = 6;
constexpr double stillPosition = 1e-5; // rad or m between two looks
constexpr auto intentLife = 500ms;

bool differs(const std::vector<double>& a, const std::vector<double>& b) {
    if (a.size() != b.size()) return true;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::abs(a[i] - b[i]) > stillPosition) return true;
    }
    return false;
}

std::vector<bool> passiveOf(const RobotSession& session) {
    std::vector<bool> passive;
    for (std::size_t i = 0; i < session.model().coordinateCount(); ++i) passive.push_back(session.loops().isPassive(i));
    return passive;
}

struct Opened {
    RobotFolder folder;
    Result<robot::LoadedDescription> loaded;
};

Opened readRobot(const QString& path, const QStringList& searchFolders) {
    RobotFolder folder;
    folder.file = path;
    const QFileInfo info(path);
    const QString own = info.isDir() ? path : info.absolutePath();
    const bool isPackage = QFileInfo::exists(own + QStringLiteral("/robot.json"));
    if (isPackage) {
        Result<RobotFolder> read = readRobotFolder(own);
        if (!read && info.isDir()) return {std::move(folder), orrery::fail(read.error())};
        if (read && (info.isDir() || QFileInfo(read->file) == info)) folder = std::move(*read);
    }
    robot::LoadOptions options;
    options.unpackFolder = robotArchiveFolder().toStdString();
    for (const QString& searched : searchFolders) options.roots.push_back(searched.toStdString());
    Result<robot::LoadedDescription> loaded = robot::loadDescription(folder.file.toStdString(), options);
    return {std::move(folder), std::move(loaded)};
}

} // namespace

RobotController::RobotController(Executor& gui, Executor& pool, const QString& robotsFolder, QObject* parent)
    : QObject(parent), m_gui(gui), m_pool(pool), m_robotsFolder(robotsFolder) {
    m_pool.post([this, robotsFolder, stop = m_alive.get_token(), &completions = m_gui] {
        auto items = std::make_shared<std::vector<NamedItem>>();
        for (RobotFolder& robot : listRobotFolders(robotsFolder)) {
            items->push_back({robot.id, robot.title, robot.description});
        }
        completions.post([this, stop, items] {
            if (!stop.stop_requested()) m_bundled.reset(std::move(*items));
        });
    });
    m_watch.setInterval(watchInterval);
    connect(&m_watch, &QTimer::timeout, this, &RobotController::watch);
}

RobotController::~RobotController() {
    if (m_session) Q_EMIT sessionClosing();
    m_alive.request_stop();
    m_sessionGone.request_stop();
    m_loading.request_stop();
    m_gesture.request_stop();
}

void RobotController::open(const QUrl& url) {
    load(url.isLocalFile() ? url.toLocalFile() : url.toString());
}

void RobotController::openBundled(const QString& id) {
    load(QDir(m_robotsFolder).absoluteFilePath(id));
}

void RobotController::retry() {
    if (!m_wanted.isEmpty()) load(m_wanted);
}

void RobotController::load(const QString& path) {
    m_loading.request_stop();
    m_loading = {};
    m_wanted = path;
    m_problem.clear();
    m_problemDetail.clear();
    m_state = Loading;
    Q_EMIT changed();
    m_pool.post([this, path, folders = m_searchFolders, stop = m_loading.get_token(), &gui = m_gui] {
        if (stop.stop_requested()) return;
        auto opened = std::make_shared<Opened>(readRobot(path, folders));
        gui.post([this, stop, opened] {
            if (!stop.stop_requested()) show(std::move(opened->folder), std::move(opened->loaded));
        });
    });
}

void RobotController::show(RobotFolder folder, Result<robot::LoadedDescription> loaded) {
    if (!loaded) {
        fail(loaded.error());
        return;
    }
    setNotice({});
    m_folder = std::move(folder);
    m_loaded = *std::move(loaded);
    openSession(nullptr);
    m_shown = m_session->home();
    m_title = m_folder.title.isEmpty() ? QString::fromStdString(m_loaded.description.name) : m_folder.title;
    m_joints.reset(m_loaded.description, m_session->model(), passiveOf(*m_session), m_shown);
    m_parts.reset(m_loaded.description);
    m_ownFindings = m_loaded.findings;
    m_findings.setDescription(m_loaded.description);
    m_findings.reset(m_ownFindings);
    std::vector<NamedItem> gestures;
    for (const robot::Gesture& gesture : m_folder.gestures) {
        gestures.push_back({QString::fromStdString(gesture.name), QString::fromStdString(gesture.title), {}});
    }
    m_gestures.reset(std::move(gestures));
    m_state = Ready;
    Q_EMIT this->loaded(m_loaded);
    Q_EMIT sessionOpened(m_loaded);
    Q_EMIT changed();
    m_watch.start();
}

void RobotController::openSession(std::unique_ptr<robot::RobotLink> link) {
    endGesture();
    m_sessionGone.request_stop();
    m_sessionGone = {};
    m_gestureRuns = false;
    if (m_session) Q_EMIT sessionClosing();
    m_session.reset();
    m_session = std::make_unique<RobotSession>(m_loaded.description, m_folder.homePose, std::move(link), m_gui);
    m_monitor = robot::MotionMonitor();
    m_drawn.clear();
}

void RobotController::useLink(std::unique_ptr<robot::RobotLink> link) {
    if (!m_session) return;
    openSession(std::move(link));
    m_joints.forgetTargets();
    Q_EMIT sessionOpened(m_loaded);
}

void RobotController::fail(const Error& error) {
    m_state = Failed;
    m_problem = QString::fromStdString(error.message);
    m_problemDetail = QString::fromStdString(error.where.empty() ? error.detail : error.where + "\n" + error.detail);
    Q_EMIT changed();
}

void RobotController::moveJoint(int row, double shown) {
    if (!m_session || row < 0 || row >= m_joints.count() || !m_joints.isSettable(row)) return;
    m_joints.setTarget(row, shown);
    move({{m_joints.nameOf(row).toStdString(), m_joints.toSi(row, shown), {}}}, robot::MotionSource::Slider);
}

void RobotController::goHome() {
    if (!m_session) return;
    std::vector<robot::JointTarget> targets;
    for (std::size_t i = 0; i < m_session->home().size(); ++i) {
        if (m_session->loops().isPassive(i)) continue;
        targets.push_back({m_session->model().coordinates()[i].name, m_session->home()[i], {}});
    }
    if (!targets.empty()) move(std::move(targets), robot::MotionSource::Slider);
}

bool RobotController::move(std::vector<robot::JointTarget> targets, robot::MotionSource source) {
    if (!m_session) return false;
    robot::Intent intent;
    intent.source = source;
    intent.targets = std::move(targets);
    intent.expires = std::chrono::steady_clock::now() + intentLife;
    const Result<robot::GateVerdict> verdict = m_session->gate().submit(intent);
    if (!verdict) {
        setNotice(QString::fromStdString(verdict.error().message));
    } else {
        setNotice(verdict->clamped.empty() ? QString() : QString::fromStdString(verdict->clamped.front().sentence));
        m_joints.setAsked(verdict->requested, verdict->applied);
        Q_EMIT moved(verdict->requested, source);
    }
    return static_cast<bool>(verdict);
}

void RobotController::setUnits(const JointUnits& units) {
    m_joints.setUnits(units);
    m_parts.setUnits(units);
}

void RobotController::playGesture(const QString& id) {
    if (!m_session || m_gestures.indexOf(id) < 0) return;
    endGesture();
    setNotice({});
    setPlaying(id);
    m_joints.forgetTargets();
    m_nextGesture = id;
    if (!m_gestureRuns) startNextGesture(); // else when the one before has ended
}

void RobotController::startNextGesture() {
    const auto row = static_cast<std::size_t>(m_gestures.indexOf(m_nextGesture));
    m_nextGesture.clear();
    m_gesture = {};
    m_gestureRuns = true;
    m_session->runner().start(m_folder.gestures[row], m_gesture.get_token(),
                              [this, gone = m_sessionGone.get_token()](const Result<robot::GestureReport>& report) {
                                  if (!gone.stop_requested()) gestureEnded(report);
                              });
}

void RobotController::gestureEnded(const Result<robot::GestureReport>& report) {
    m_gestureRuns = false;
    if (!m_nextGesture.isEmpty()) {
        startNextGesture();
        return;
    }
    setPlaying({});
    const bool expected = report || report.error().is(Errc::Cancelled) ||
                          report.error().is(robot::MotionErrc::Preempted) ||
                          report.error().is(robot::MotionErrc::Stopped);
    if (!expected) setNotice(QString::fromStdString(report.error().message));
}

QStringList RobotController::gestureIds() const {
    QStringList ids;
    for (const robot::Gesture& gesture : m_folder.gestures) ids += QString::fromStdString(gesture.name);
    return ids;
}

void RobotController::endGesture() {
    m_nextGesture.clear();
    m_gesture.request_stop();
    setPlaying({});
}

void RobotController::stop() {
    if (!m_session) return;
    m_session->gate().stop();
    endGesture();
    m_joints.forgetTargets();
    Q_EMIT stopped();
    setNotice(tr("Stopped. The robot holds where it is."));
}

void RobotController::dismissNotice() {
    setNotice({});
}

void RobotController::watch() {
    const std::vector<double> before = m_shown;
    if (!m_session || !m_session->positionsToShow(m_shown)) return;
    const bool changedNow = differs(before, m_shown);
    m_quietTicks = changedNow ? 0 : m_quietTicks + 1;
    setMoving(m_quietTicks < quietTicksUntilStill);
    if (changedNow) m_joints.setMeasured(m_shown);
    if (m_session->physics() && m_session->physics()->snapshot().paused) return; // nothing moves, and that is no news
    const std::optional<robot::JointState> newest = m_session->states().newest();
    if (!newest) return;
    for (const robot::JointProgress& joint : m_monitor.update(m_session->gate().applied(), *newest)) {
        if (!joint.notMoving) continue;
        setNotice(tr("The robot accepted the move of %1 but has not moved for 1 s. Its motors may be off.")
                      .arg(QString::fromStdString(joint.joint)));
        return;
    }
}

void RobotController::setSceneFindings(const std::vector<robot::Finding>& findings) {
    std::vector<robot::Finding> all = m_ownFindings;
    all.insert(all.end(), findings.begin(), findings.end());
    m_findings.reset(std::move(all));
}

bool RobotController::sampleLinkPoses(std::vector<Pose>& poses) {
    if (!m_session) return false;
    m_session->positionsToShow(m_shown);
    const Pose root = m_session->rootPose();
    if (!differs(m_shown, m_drawn) && root == m_drawnRoot && !poses.empty()) return false;
    m_drawn = m_shown;
    m_drawnRoot = root;
    robot::forwardKinematics(m_session->model(), m_shown, poses);
    if (root == Pose{}) return true;
    for (Pose& pose : poses) pose = root * pose;
    return true;
}

void RobotController::setNotice(const QString& text) {
    if (m_notice == text) return;
    m_notice = text;
    Q_EMIT noticeChanged();
}

void RobotController::setPlaying(const QString& id) {
    if (m_playing == id) return;
    m_playing = id;
    Q_EMIT playingChanged();
}

void RobotController::setMoving(bool moving) {
    if (m_moving == moving) return;
    m_moving = moving;
    Q_EMIT movingChanged();
}
