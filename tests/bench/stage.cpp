// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include "contact_shadow.h"
#include "frame_meter.h"
#include "graphics_probe.h"
#include "render_quality.h"
#include "robot_scene.h"

#include <orrery/base/executor.h>
#include <orrery/bridge/gui_executor.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/kinematics/forward.h>

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QTemporaryDir>

#include <fmt/format.h>

#include <cmath>
#include <memory>

using namespace orrery;

namespace {

const char* const window3d = R"(
import QtQuick
import Orrery.Scene3D
Window {
    id: window
    required property RobotScene scene
    required property RenderQuality quality
    width: 1280; height: 800; visible: true
    Stage { anchors.fill: parent; scene: window.scene; quality: window.quality; showGizmo: false }
})";

bool wait(const std::function<bool()>& done, int ms) {
    QElapsedTimer timer;
    timer.start();
    while (!done() && timer.elapsed() < ms) QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    return done();
}

/// Every joint swings over half of its range.
std::vector<double> swing(const robot::KinematicModel& model, double time) {
    std::vector<double> positions;
    for (const robot::Coordinate& c : model.coordinates()) {
        const double range = std::min(c.limits.upper - c.limits.lower, 3.0);
        positions.push_back((c.limits.lower + c.limits.upper) / 2 +
                            range / 4 * std::sin(time + static_cast<double>(positions.size())));
    }
    return positions;
}

/// The contact shadow of one pose: what this thread computes for it.
double shadowMicros(RobotScene& scene) {
    ContactShadow shadow;
    shadow.setScene(&scene);
    std::vector<double> micros;
    micros.reserve(100);
    for (int i = 0; i < 100; ++i) micros.push_back(bench::cpuMicros([&] { shadow.refresh(); }));
    return bench::median(micros);
}

void measure(const bench::SampleRobot& sample, RobotScene& scene, QQuickWindow* window) {
    bool loaded = false;
    const auto connection = QObject::connect(&scene, &RobotScene::loadFinished, &scene, [&] { loaded = true; });
    scene.load(robot::loadDescription(sample.file)->description);
    if (!wait([&] { return loaded; }, 60'000)) return;
    QObject::disconnect(connection);
    QElapsedTimer clock;
    clock.start();
    scene.setPoseSource([&](std::vector<Pose>& poses) {
        robot::forwardKinematics(*scene.kinematics(),
                                 swing(*scene.kinematics(), static_cast<double>(clock.elapsed()) / 500), poses);
        return true;
    });
    wait([] { return false; }, 500);
    FrameMeter meter;
    meter.setWindow(window);
    meter.reset();
    QElapsedTimer span;
    span.start();
    wait([] { return false; }, 4000);
    const double framesPerSecond = meter.frameCount() * 1000.0 / static_cast<double>(span.elapsed());
    const double frameMs = meter.medianTime();
    const double worstMs = meter.worstTime();

    int step = 0;
    scene.setPoseSource([&](std::vector<Pose>& poses) {
        robot::forwardKinematics(*scene.kinematics(), swing(*scene.kinematics(), ++step / 100.0), poses);
        return true;
    });
    std::vector<double> updates; // one update: kinematics of all joints and writing every node, as before each frame
    updates.reserve(400);
    for (int i = 0; i < 400; ++i) updates.push_back(1000 * bench::timeMs([&] { Q_EMIT window->afterAnimating(); }));
    const double us = bench::median(updates);
    const double shadowUs = shadowMicros(scene);
    fmt::print("{:12} {:9} {:9} {:6} {:7} {:9.1f} {:9.1f} {:7.1f} {:10.1f} {:12.2f} {:9.1f}\n", sample.name,
               scene.fullTriangleCount(), scene.triangleCount(), scene.batches()->rowCount(),
               scene.kinematics()->coordinateCount(), frameMs, worstMs, framesPerSecond, us, us * 200 / 1e4, shadowUs);
    scene.setPoseSource({});
}

} // namespace

/// Frame time of each robot with all joints moving at 1280x800, and what one pose update costs on the GUI thread (share
/// of a core at 200 a second), and a contact shadow.
int main(int argc, char** argv) {
    qputenv("QT_QPA_UPDATE_IDLE_TIME", "0");
    QGuiApplication app(argc, argv);
    const GraphicsCapabilities graphics = probeGraphics();
    applyGraphics(graphics);
    const QTemporaryDir cache;
    GuiExecutor gui;
    WorkerPool workers(2);
    RenderQuality quality(graphics);
    RobotScene scene(workers, gui, cache.path().toStdString());
    QQmlEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    QQmlComponent component(&engine);
    component.setData(window3d, QUrl());
    const std::unique_ptr<QObject> root(
        component.createWithInitialProperties({{QStringLiteral("scene"), QVariant::fromValue(&scene)},
                                               {QStringLiteral("quality"), QVariant::fromValue(&quality)}}));
    auto* window = qobject_cast<QQuickWindow*>(root.get());
    if (!window) {
        fmt::print("{}\n", component.errorString().toStdString());
        return 1;
    }
    fmt::print("drawn by {}\n", graphics.renderer.toStdString());
    fmt::print("{:12} {:>9} {:>9} {:>6} {:>7} {:>9} {:>9} {:>7} {:>10} {:>12} {:>9}\n", "robot", "triangles", "drawn",
               "draws", "joints", "frame ms", "worst ms", "fps", "update us", "% at 200 Hz", "shadow us");
    for (const bench::SampleRobot& sample : bench::sampleRobots()) measure(sample, scene, window);
}
