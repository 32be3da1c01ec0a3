// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "pose_driver.h"
#include "render_quality.h"
#include "robot_scene.h"
#include "sample_robots.h"

#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSGRendererInterface>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace orrery;

/// Stands for a Qt Quick 3D node.
class FakeNode : public QObject {
    Q_OBJECT
    Q_PROPERTY(QVector3D position MEMBER position)
    Q_PROPERTY(QQuaternion rotation MEMBER rotation)
public:
    QVector3D position;
    QQuaternion rotation;
};

/// The stage without 3D, and what moves nodes: everything that needs a window but no OpenGL.
class StageTest : public QObject {
    Q_OBJECT

    struct Fixture {
        QTemporaryDir folder;
        ManualExecutor gui;
        WorkerPool workers{1};
        RobotScene scene{workers, gui, folder.path().toStdString()};
        RenderQuality quality{GraphicsCapabilities{}};
    };
    std::unique_ptr<Fixture> f;

    void loadBoxes() {
        auto description = sample::twoLinks();
        for (auto& link : description.links) link.visuals = {sample::visual(robot::Box{{0.3, 0.2, 0.4}})};
        f->scene.load(description);
        QVERIFY(f->gui.runUntil([this] { return !f->scene.isLoading(); }, std::chrono::seconds(20)));
    }

private Q_SLOTS:
    void initTestCase() { QQuickWindow::setGraphicsApi(QSGRendererInterface::Software); }
    void init() { f = std::make_unique<Fixture>(); }
    void cleanup() { f.reset(); }

    void theOffscreenPlatformHasNoGraphics() { QVERIFY(!probeGraphics().available); }

    void rendererNames_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("software");
        QTest::newRow("Mesa CPU") << QStringLiteral("llvmpipe (LLVM 15.0.6, 256 bits)") << true;
        QTest::newRow("ANGLE CPU") << QStringLiteral("ANGLE (Google, Vulkan 1.3 (SwiftShader Device))") << true;
        QTest::newRow("Intel") << QStringLiteral("Mesa Intel(R) UHD Graphics 620 (KBL GT2)") << false;
        QTest::newRow("NVIDIA") << QStringLiteral("NVIDIA GeForce RTX 3060/PCIe/SSE2") << false;
    }
    void rendererNames() {
        QFETCH(QString, name);
        QTEST(isSoftwareRenderer(name), "software");
        RenderQuality quality({true, isSoftwareRenderer(name), name});
        QTEST(quality.underlay(), "software");
        QTEST(quality.triangleBudget() > 0, "software");
        QTEST(!quality.shadows(), "software");
    }

    void aPersonCanOverrideThePreset() {
        RenderQuality quality({true, true, QStringLiteral("llvmpipe")});
        QSignalSpy changed(&quality, &RenderQuality::changed);
        quality.setRequested(RenderQuality::presetFromName(QStringLiteral("balanced")));
        QCOMPARE(changed.count(), 1);
        QVERIFY(quality.shadows());
        quality.setRequested(RenderQuality::presetFromName(QStringLiteral("auto")));
        QCOMPARE(quality.preset(), RenderQuality::Preset::Software);
    }

    void nodesFollowTheirLinks() {
        loadBoxes();
        QQuickWindow window;
        FakeNode node;
        PoseDriver driver;
        driver.setScene(&f->scene);
        driver.setWindow(&window);
        driver.follow(&node, 1);
        QCOMPARE(node.position, QVector3D(0, 0, 1));
        window.show();
        const std::vector<double> turned{1.0};
        f->scene.setJointPositions(turned);
        QTRY_VERIFY(std::abs(node.rotation.toEulerAngles().z() - 57.2958F) < 0.01F);
    }

    void aPoseSourceIsPlayedUntilItStands() {
        loadBoxes();
        QQuickWindow window;
        FakeNode node;
        PoseDriver driver;
        driver.setScene(&f->scene);
        driver.setWindow(&window);
        driver.follow(&node, 1);
        window.show();
        int step = 0;
        f->scene.setPoseSource([&step](std::vector<Pose>& poses) {
            if (step == 20) return false;
            poses[1].position.x = 0.1 * ++step;
            return true;
        });
        QTRY_COMPARE(node.position.x(), 2.0F);
        QSignalSpy frames(&window, &QQuickWindow::afterAnimating);
        bool still = false; // a frame that was already on its way may still come
        for (int look = 0; look < 20 && !still; ++look) still = !frames.wait(150);
        QVERIFY2(still, "A still robot must not ask for frames.");
        step = 10;
        QTRY_COMPARE(step, 20);
    }

    void aDeletedNodeIsForgotten() {
        loadBoxes();
        QQuickWindow window;
        PoseDriver driver;
        driver.setScene(&f->scene);
        driver.setWindow(&window);
        auto node = std::make_unique<FakeNode>();
        driver.follow(node.get(), 1);
        node.reset();
        window.show();
        QSignalSpy frames(&window, &QQuickWindow::afterAnimating);
        const std::vector<double> turned{1.0};
        f->scene.setJointPositions(turned);
        QVERIFY(frames.wait());
    }

    void withoutOpenGlTheRobotIsDrawnFlat() {
        QQmlEngine engine;
        engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
        QQmlComponent component(&engine);
        component.setData("import QtQuick\nimport Orrery.Scene3D\nimport Orrery.Theme\n"
                          "Window { id: window; width: 400; height: 300; visible: true\n"
                          "required property RobotScene scene; required property RenderQuality quality\n"
                          "property alias stage: stage\n"
                          "Stage { id: stage; anchors.fill: parent; scene: window.scene; quality: window.quality }\n"
                          "Component.onCompleted: Theme.mode = 'dark' }",
                          QUrl());
        std::unique_ptr<QObject> root(
            component.createWithInitialProperties({{QStringLiteral("scene"), QVariant::fromValue(&f->scene)},
                                                   {QStringLiteral("quality"), QVariant::fromValue(&f->quality)}}));
        QVERIFY2(root, qPrintable(component.errorString()));
        auto* window = qobject_cast<QQuickWindow*>(root.get());
        QVERIFY(QTest::qWaitForWindowExposed(window));
        auto* stage = window->property("stage").value<QQuickItem*>();
        QVERIFY(stage->property("view").value<QQuickItem*>()->inherits("QQuickItem"));
        const QImage empty = window->grabWindow();
        loadBoxes();
        QImage drawn;
        QTRY_VERIFY((drawn = window->grabWindow()) != empty);
        int changed = 0;
        for (int y = 0; y < drawn.height(); ++y) {
            for (int x = 0; x < drawn.width(); ++x) changed += drawn.pixel(x, y) != empty.pixel(x, y) ? 1 : 0;
        }
        QVERIFY2(changed > drawn.width() * drawn.height() / 50, qPrintable(QString::number(changed)));
    }
};

QTEST_MAIN(StageTest)
#include "tst_stage.moc"
