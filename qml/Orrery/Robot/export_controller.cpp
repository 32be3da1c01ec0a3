// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_controller.h"

#include "robot_session.h"

#include <orrery/base/units.h>
#include <orrery/platform/paths.h>

#include <QDir>
#include <QStringList>

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

} // namespace

ExportController::ExportController(RobotController& robot, platform::EventThread& processes, Executor& gui,
                                   const QString& program, QObject* parent)
    : QObject(parent), m_robot(robot), m_processes(processes), m_gui(gui), m_program(program) {}

ExportController::~ExportController() = default;

bool ExportController::isVideoPossible() const {
    return platform::findOnPath("ffmpeg").has_value();
}

ExportController::Arguments ExportController::common(const QUrl& file, const QSize& size, const QString& theme,
                                                     const OrbitCamera* camera) const {
    Arguments arguments{m_robot.file().toStdString(),
                        "--out",
                        file.toLocalFile().toStdString(),
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

void ExportController::savePicture(const QUrl& file, const QSize& size, bool transparent, const QString& theme,
                                   OrbitCamera* camera) {
    Arguments arguments = common(file, size, theme, camera);
    if (transparent) arguments.emplace_back("--transparent");
    run(file, std::move(arguments));
}

void ExportController::filmGesture(const QString& gesture, const QUrl& file, const QSize& size, double fps,
                                   const QString& theme, OrbitCamera* camera) {
    Arguments arguments = common(file, size, theme, camera);
    arguments.insert(arguments.end(), {"--gesture", gesture.toStdString(), "--fps", number(fps)});
    run(file, std::move(arguments));
}

void ExportController::filmTake(const QUrl& take, const QUrl& file, const QSize& size, double fps, const QString& theme,
                                OrbitCamera* camera) {
    Arguments arguments = common(file, size, theme, camera);
    arguments.insert(arguments.end(), {"--take", take.toLocalFile().toStdString(), "--fps", number(fps)});
    run(file, std::move(arguments));
}

void ExportController::run(const QUrl& file, Arguments arguments) {
    if (m_process || m_robot.file().isEmpty()) return;
    m_out = file.toLocalFile();
    m_said.clear();
    m_errors.clear();
    m_progress = 0;
    m_cancelled = false;
    m_problem.clear();
    m_saved.clear();
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
    Q_EMIT changed();
}

void ExportController::hear(std::string_view bytes) {
    m_said += bytes;
    for (auto end = m_said.find('\n'); end != std::string::npos; end = m_said.find('\n')) {
        const QStringList words = QString::fromStdString(m_said.substr(0, end)).split(QLatin1Char(' '));
        m_said.erase(0, end + 1);
        if (words.size() == 4 && words[0] == QLatin1String("frame"))
            m_progress = words[1].toDouble() / std::max(1.0, words[3].toDouble());
    }
    Q_EMIT changed();
}

void ExportController::ended(const Result<platform::ProcessExit>& exit) {
    m_process.reset();
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
    if (!m_process || m_cancelled) return;
    m_cancelled = true;
    m_process->end(10s); // it takes away what is half done
}

void ExportController::dismiss() {
    m_problem.clear();
    m_saved.clear();
    Q_EMIT changed();
}
