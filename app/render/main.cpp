// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame_sink.h"
#include "opened_robot.h"
#include "private_display.h"
#include "render_look.h"
#include "render_request.h"
#include "robot_timeline.h"
#include "robots_beside.h"

#include "robot_scene.h"
#include "scene_look.h"
#include "stage_renderer.h"

#include <orrery/base/executor.h>
#include <orrery/bridge/gui_executor.h>
#include <orrery/platform/paths.h>
#include <orrery/robot/kinematics/forward.h>
#include <orrery/robot/record/take_file.h>

#include <QEventLoop>
#include <QFileInfo>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QSGRendererInterface>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <string>
#include <unistd.h>
#include <utility>

using namespace orrery;

namespace {

std::atomic<bool> interrupted = false;
std::string halfDone; // the file being made, set before signals come

/// Whoever sends the signal may not wait for a picture to be drawn, so the file goes at once.
void onInterrupt(int) {
    interrupted = true;
    ::unlink(halfDone.c_str());
}

/// The robot that was named, or else the one that the recording names.
Result<QString> robotPath(const RenderRequest& request) {
    QString path = request.robot;
    if (path.isEmpty() && !request.take.isEmpty()) {
        const auto take = robot::readTake(request.take.toStdString());
        if (!take) return fail(take.error());
        path = QString::fromStdString(take->robotFile);
    }
    if (path.isEmpty()) return fail(Errc::InvalidArgument, "It is not said which robot to draw. Name its description.");
    return path;
}

void aim(OrbitCamera& camera, const RenderRequest& request, const QList<QVector3D>& points) {
    if (request.cameraGiven) {
        camera.setYaw(request.camera.yaw);
        camera.setPitch(request.camera.pitch);
    }
    camera.frame(points, false);
    if (request.camera.target) camera.setTarget(*request.camera.target);
    if (request.camera.distance) camera.setDistance(*request.camera.distance);
}

/// Puts the robot where it is in one picture.
void pose(RobotScene& scene, const StageLook& look, const std::vector<double>& positions) {
    scene.setLinkPoses(posesIn(look, scene, robot::forwardKinematics(*scene.kinematics(), positions)));
}

/// Corners of the robot all along, so that it never leaves the picture.
QList<QVector3D> pointsOf(RobotScene& scene, const StageRobots& robots, const StageLook& look,
                          const RobotTimeline& timeline) {
    constexpr std::size_t looks = 200;
    QList<QVector3D> points;
    const std::size_t stride = timeline.frames.size() / looks + 1;
    for (std::size_t i = 0; i < timeline.frames.size(); i += stride) {
        pose(scene, look, timeline.frames[i]);
        points += robots.framePoints();
    }
    pose(scene, look, timeline.frames.front());
    return points;
}

Status drawAll(StageRenderer& renderer, RobotScene& scene, const StageLook& look, const RobotTimeline& timeline,
               FrameSink& sink) {
    const std::size_t count = timeline.frames.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (interrupted) return fail(cancelledError());
        pose(scene, look, timeline.frames[i]);
        const QImage picture = renderer.draw();
        if (picture.isNull()) return fail(Errc::Unsupported, "This machine's graphics gave no picture.");
        if (Status added = sink.add(picture); !added) return interrupted ? Status(fail(cancelledError())) : added;
        std::printf("frame %zu of %zu\n", i + 1, count);
        std::fflush(stdout);
    }
    if (interrupted) return fail(cancelledError());
    return sink.finish();
}

QList<QVector3D> arrows(const std::vector<Vec3>& points) {
    QList<QVector3D> result;
    for (const Vec3& p : points)
        result.push_back({static_cast<float>(p.x), static_cast<float>(p.y), static_cast<float>(p.z)});
    return result;
}

StageRenderer::Look rendererLook(const RenderRequest& request, const StageLook& look, StageRobots& robots) {
    return {.size = request.size,
            .transparent = request.transparent,
            .theme = request.theme,
            .labelScale = look.labelScale,
            .contacts = arrows(look.forces.contacts),
            .pushes = arrows(look.forces.pushes),
            .forceReach = look.forces.reach,
            .robots = &robots};
}

/// Blocks until every surface is there, and every collision shape that is wanted.
Status fill(RobotScene& scene, robot::Description description, const StageLook& look,
            const std::vector<double>& positions) {
    QEventLoop loading;
    QObject::connect(&scene, &RobotScene::loadFinished, &loading, &QEventLoop::quit);
    QObject::connect(&scene, &RobotScene::collisionsLoaded, &loading, &QEventLoop::quit);
    scene.load(std::move(description));
    scene.setJointPositions(positions);
    if (scene.isLoading()) loading.exec();
    for (const robot::Finding& finding : scene.findings()) std::fprintf(stderr, "%s\n", finding.message.c_str());
    if (Status good = setLook(scene, look); !good) return good;
    if (scene.isLoadingCollisions()) loading.exec();
    pose(scene, look, positions);
    return {};
}

Status render(const RenderRequest& request) {
    const auto look = lookFor(request);
    if (!look) return fail(look.error());
    const platform::Folders folders = platform::standardFolders();
    const auto path = robotPath(request);
    if (!path) return fail(path.error());
    auto robot = openRobot(*path, folders);
    if (!robot) return fail(robot.error());
    const std::string own = QFileInfo(robot->folder.file).absolutePath().toStdString();
    auto timeline = timelineOf(request, robot->description, robot->folder.homePose, own);
    if (!timeline) return fail(timeline.error());

    GuiExecutor gui;
    WorkerPool workers(0);
    RobotScene scene(workers, gui, (folders.cache / "meshes").string());
    if (Status good = fill(scene, std::move(robot->description), *look, timeline->frames.front()); !good)
        return fail(good.error());
    RobotsBeside beside(workers, gui, folders);
    if (Status good = beside.gather(scene, *look); !good) return good;

    auto sink = makeFrameSink(request.out, request.isFilm(), request.size, request.fps, request.transparent);
    if (!sink) return fail(sink.error());
    QQmlEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    StageRenderer renderer(scene, engine, rendererLook(request, *look, beside.robots()));
    if (const QString problem = renderer.begin(); !problem.isEmpty())
        return fail(Errc::Unsupported, problem.toStdString());
    aim(renderer.camera(), request, pointsOf(scene, beside.robots(), *look, *timeline));
    return drawAll(renderer, scene, *look, *timeline, **sink);
}

} // namespace

/// Draws a robot into a picture or a film and ends; no window is shown. Progress goes to standard output as lines
/// "frame N of M"; what went wrong, in a sentence, to standard error. SIGTERM and Ctrl-C end it, and nothing half done
/// is left. Exit status: 0 all well, 1 it could not be done, 2 used wrongly, 130 interrupted.
int main(int argc, char** argv) {
    int exitCode = 0;
    const std::optional<RenderRequest> request = readCommandLine(argc, argv, exitCode);
    if (!request) return exitCode;
    halfDone = beingMade(request->out).toStdString();
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    if (const QString problem = ensureDisplay(argc, argv); !problem.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(problem));
        return 1;
    }
    const QGuiApplication app(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("orrery-render"));
    QQuickWindow::setGraphicsApi(QSGRendererInterface::OpenGL);
    const Status drawn = render(*request);
    if (drawn) return 0;
    if (!drawn.error().is(Errc::Cancelled)) {
        std::fprintf(stderr, "%s\n", drawn.error().message.c_str());
        if (!drawn.error().where.empty()) std::fprintf(stderr, "%s\n", drawn.error().where.c_str());
        if (!drawn.error().detail.empty()) std::fprintf(stderr, "%s\n", drawn.error().detail.c_str());
    }
    return drawn.error().is(Errc::Cancelled) ? 130 : 1;
}
