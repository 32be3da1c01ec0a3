// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_controller.h"

#include "robot_session.h"
#include "scene_look.h"

#include <orrery/base/units.h>
#include <orrery/bridge/text.h>
#include <orrery/platform/atomic_file.h>
#include <orrery/platform/paths.h>

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QStringList>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

std::string number(double value) {
    return QString::number(value, 'g', 12).toStdString();
}

std::string cameraText(const OrbitCamera& camera) {
    const QVector3D target = camera.target();
    std::string text = number(degreesFromRadians(camera.yaw()));
    for (const double value : {degreesFromRadians(camera.pitch()), camera.distance(), double{target.x()},
                               double{target.y()}, double{target.z()}})
        text += ',' + number(value);
    return text;
}

std::vector<Vec3> places(const QList<QVector3D>& points) {
    std::vector<Vec3> result;
    result.reserve(static_cast<std::size_t>(points.size()));
    for (const QVector3D& point : points) result.push_back({point.x(), point.y(), point.z()});
    return result;
}

} // namespace

ExportController::ExportController(RobotController& robot, const RobotScene& scene,
                                   const SimulationController& simulation, const StageRobots& onStage,
                                   platform::EventThread& processes, Executor& gui, Executor& pool,
                                   const QString& program, QObject* parent)
    : QObject(parent),
      m_robot(robot),
      m_scene(scene),
      m_simulation(simulation),
      m_onStage(onStage),
      m_processes(processes),
      m_gui(gui),
      m_pool(pool),
      m_program(program) {}

ExportController::~ExportController() {
    m_alive.request_stop();
}

void ExportController::setAsOnStage(bool asOnStage) {
    if (m_asOnStage == asOnStage) return;
    m_asOnStage = asOnStage;
    Q_EMIT changed();
}

QString ExportController::detail() const {
    if (m_frame < 2 || m_frames < 2 || m_sinceFirst.elapsed() <= 0) return {};
    const double rate = 1000.0 * (m_frame - 1) / static_cast<double>(m_sinceFirst.elapsed());
    const auto left = std::chrono::seconds(static_cast<long>((m_frames - m_frame) / rate));
    return tr("Picture %1 of %2, %3 a second, %4 left")
        .arg(m_frame)
        .arg(m_frames)
        .arg(rate, 0, 'f', rate < 10 ? 1 : 0)
        .arg(durationText(left));
}

QString ExportController::suggestedPlace(const QString& suffix) const {
    const bool picture = suffix == QLatin1String("png");
    QString folder =
        QStandardPaths::writableLocation(picture ? QStandardPaths::PicturesLocation : QStandardPaths::MoviesLocation);
    if (folder.isEmpty() || !QFileInfo::exists(folder)) folder = QDir::homePath();
    QString name = m_robot.title().isEmpty() ? tr("Robot") : m_robot.title();
    name.replace(QLatin1Char('/'), QLatin1Char('-'));
    const QString end = suffix.isEmpty() ? QString() : QLatin1Char('.') + suffix;
    QString place = folder + QLatin1Char('/') + name + end;
    for (int i = 2; i < 1000 && isTaken(place); ++i)
        place = QStringLiteral("%1/%2 %3%4").arg(folder, name).arg(i).arg(end);
    return place;
}

bool ExportController::isTaken(const QString& path) const {
    return QFileInfo::exists(QDir::home().absoluteFilePath(path));
}

QString ExportController::pathOf(const QUrl& file) const {
    return file.toLocalFile();
}

QUrl ExportController::savedFolder() const {
    return m_saved.isEmpty() ? QUrl() : QUrl::fromLocalFile(QFileInfo(m_saved).absolutePath());
}

bool ExportController::isVideoPossible() const {
    return platform::findOnPath("ffmpeg").has_value();
}

ExportController::Arguments ExportController::common(const QString& file, const QSize& size, const QString& theme,
                                                     const OrbitCamera* camera) const {
    Arguments arguments{m_robot.file().toStdString(),
                        "--out",
                        QDir::home().absoluteFilePath(file).toStdString(),
                        "--size",
                        QStringLiteral("%1x%2").arg(size.width()).arg(size.height()).toStdString(),
                        "--theme",
                        theme.toStdString()};
    if (camera) {
        arguments.emplace_back("--camera=" + cameraText(*camera));
    }
    std::string pose;
    if (m_robot.session()) {
        for (const auto& [name, value] : m_robot.session()->positionsByName())
            pose += (pose.empty() ? "" : ",") + name + '=' + number(value);
    }
    if (!pose.empty()) arguments.emplace_back("--pose=" + pose);
    return arguments;
}

StageLook ExportController::look(const QSize& size, const OrbitCamera* camera) const {
    StageLook look = lookOf(m_scene);
    addOthers(m_onStage, m_scene, look);
    if (m_robot.session()) look.base = m_robot.session()->rootPose();
    const double height = camera ? camera->viewport().height() : 0;
    if (height > 0) look.labelScale = std::clamp(size.height() / height, 0.1, 64.0);
    if (m_simulation.forcesShown()) {
        look.forces.contacts = places(m_simulation.contactArrows());
        look.forces.pushes = places(m_simulation.pushLine());
        look.forces.reach = std::max(1e-4, m_simulation.reach());
    }
    return m_asOnStage ? look : plainLook(look);
}

void ExportController::savePicture(const QString& file, const QSize& size, bool transparent, const QString& theme,
                                   OrbitCamera* camera) {
    Arguments arguments = common(file, size, theme, camera);
    if (transparent) arguments.emplace_back("--transparent");
    run(file, std::move(arguments), look(size, camera));
}

void ExportController::filmGesture(const QString& gesture, const QString& file, const QSize& size, double fps,
                                   const QString& theme, OrbitCamera* camera) {
    Arguments arguments = common(file, size, theme, camera);
    arguments.insert(arguments.end(), {"--gesture", gesture.toStdString(), "--fps", number(fps)});
    run(file, std::move(arguments), lastingLook(look(size, camera)));
}

void ExportController::filmTake(const QString& take, const QString& file, const QSize& size, double fps,
                                const QString& theme, OrbitCamera* camera) {
    Arguments arguments = common(file, size, theme, camera);
    arguments.insert(arguments.end(), {"--take", take.toStdString(), "--fps", number(fps)});
    StageLook look = lastingLook(this->look(size, camera));
    look.base = {}; // recordings are of the joints alone
    run(file, std::move(arguments), look);
}

void ExportController::run(const QString& file, Arguments arguments, const StageLook& look) {
    if (m_busy || m_robot.file().isEmpty() || file.isEmpty()) return;
    m_busy = true;
    m_out = QDir::home().absoluteFilePath(file);
    m_said.clear();
    m_errors.clear();
    m_frame = m_frames = 0;
    m_cancelled = false;
    m_problem.clear();
    m_saved.clear();
    m_pool.post([this, stop = m_alive.get_token(), &gui = m_gui, look, arguments = std::move(arguments)]() mutable {
        auto folder = std::make_shared<QTemporaryDir>();
        const std::string view = folder->filePath(QStringLiteral("view.json")).toStdString();
        const Status written = platform::writeFileAtomically(view, writeStageLook(look));
        arguments.insert(arguments.end(), {"--view", view});
        gui.post([this, stop, folder, written, arguments = std::move(arguments)]() mutable {
            if (stop.stop_requested()) return;
            m_view = std::move(folder);
            if (!written) return ended(fail(written.error()));
            if (m_cancelled) return ended(fail(cancelledError()));
            start(std::move(arguments));
        });
    });
    Q_EMIT changed();
}

void ExportController::start(Arguments arguments) {
    m_process = std::make_unique<platform::ChildProcess>(m_processes, m_gui);
    platform::ProcessSpec spec;
    spec.program = m_program.toStdString();
    spec.arguments = std::move(arguments);
    spec.workingDirectory = QDir::currentPath().toStdString();
    m_process->start(std::move(spec),
                     {.onStarted = {},
                      .onStdout = [this](std::string_view bytes) { hear(bytes); },
                      .onStderr = [this](std::string_view bytes) { m_errors += bytes; },
                      .onFinished = [this](const Result<platform::ProcessExit>& exit) { ended(exit); }});
}

void ExportController::hear(std::string_view bytes) {
    m_said += bytes;
    for (auto end = m_said.find('\n'); end != std::string::npos; end = m_said.find('\n')) {
        const QStringList words = QString::fromStdString(m_said.substr(0, end)).split(QLatin1Char(' '));
        m_said.erase(0, end + 1);
        if (words.size() != 4 || words[0] != QLatin1String("frame")) continue;
        if (m_frame == 0) m_sinceFirst.start();
        m_frame = words[1].toInt();
        m_frames = words[3].toInt();
    }
    Q_EMIT changed();
}

void ExportController::ended(const Result<platform::ProcessExit>& exit) {
    m_process.reset();
    m_view.reset();
    m_busy = false;
    const bool good = exit && !exit->signalled && exit->code == 0;
    if (good) {
        m_saved = m_out;
    } else if (!m_cancelled) {
        m_problem = exit ? QString::fromStdString(m_errors).trimmed() : QString::fromStdString(exit.error().message);
        if (m_problem.isEmpty()) m_problem = tr("Drawing ended before it was done.");
    }
    Q_EMIT changed();
}

void ExportController::cancel() {
    if (!m_busy || m_cancelled) return;
    m_cancelled = true;
    if (m_process) m_process->end(10s); // it takes away what is half done
}

void ExportController::dismiss() {
    m_problem.clear();
    m_saved.clear();
    Q_EMIT changed();
}
