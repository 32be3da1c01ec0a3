// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QImage>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "graphics_probe.h"
#include "orbit_camera.h"
#include "render_quality.h"
#include "robot_fleet.h"
#include "robot_page_window.h"

#include "../steady_picture.h"

#include <orrery/bridge/gui_executor.h>

#include <filesystem>
#include <memory>

using namespace orrery;

/// The Robot page with a physics simulation, as a person uses it with the mouse. Needs OpenGL.
class SimulationPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const GraphicsCapabilities capabilities = probeGraphics();
        if (!capabilities.available) QSKIP("SKIP_ALL: no OpenGL on this display");
        if (!m_simulation.isAvailable()) QSKIP("SKIP_ALL: built without a physics engine");
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        applyGraphics(capabilities);
        m_quality = std::make_unique<RenderQuality>(capabilities);
        m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
        QQmlComponent component(&m_engine);
        component.setData(robotPageWindow, QUrl());
        QVariantMap properties = m_side.properties();
        properties.insert(QStringLiteral("quality"), QVariant::fromValue(m_quality.get()));
        m_window.reset(qobject_cast<QQuickWindow*>(component.createWithInitialProperties(properties)));
        QVERIFY2(m_window, qPrintable(component.errorString()));
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QSignalSpy finished(&m_scene, &RobotScene::loadFinished);
        const QString file = qEnvironmentVariable("ORRERY_TEST_ROBOT");
        if (file.isEmpty())
            m_robot.openBundled(QStringLiteral("meridian"));
        else
            m_robot.open(QUrl::fromLocalFile(file));
        QVERIFY(finished.wait(60'000));
        m_simulation.usePhysics();
        QTRY_VERIFY_WITH_TIMEOUT(m_simulation.isPhysics(), 30'000);
    }
    void cleanupTestCase() { m_window.reset(); }

    void shiftDragPullsAndLettingGoEndsIt() {
        const QPoint at = pointOnTheRobot();
        QVERIFY(!at.isNull());
        save(QStringLiteral("physics-before"));
        QTest::mousePress(m_window.get(), Qt::LeftButton, Qt::ShiftModifier, at);
        QVERIFY(m_simulation.isPulling());
        QTest::mouseMove(m_window.get(), at + QPoint(90, 20));
        QTRY_VERIFY(m_simulation.pushNewtons() > 1);
        QTRY_COMPARE(m_simulation.pushLine().size(), 2);
        save(QStringLiteral("pulling"));
        QTest::mouseRelease(m_window.get(), Qt::LeftButton, Qt::ShiftModifier, at + QPoint(90, 20));
        QVERIFY(!m_simulation.isPulling());
        QTRY_VERIFY(m_simulation.pushLine().isEmpty());
    }

    void withoutShiftItTurnsTheView() {
        const QPoint at = pointOnTheRobot();
        QVERIFY(!at.isNull());
        const double yaw = orbit().yaw();
        QTest::mousePress(m_window.get(), Qt::LeftButton, {}, at);
        QTest::mouseMove(m_window.get(), at + QPoint(40, 0));
        QTest::mouseMove(m_window.get(), at + QPoint(80, 0));
        QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, at + QPoint(80, 0));
        QVERIFY(!m_simulation.isPulling());
        QVERIFY(orbit().yaw() != yaw);
        orbit().setYaw(yaw);
    }

    void contactsShowOnTheStage() {
        m_simulation.setFixedBase(false); // stands on the floor by itself
        QTRY_VERIFY_WITH_TIMEOUT(!m_simulation.isBusy() && m_simulation.contacts()->count() > 0, 30'000);
        QTRY_VERIFY(m_simulation.contactArrows().size() >= 2);
        showPane(3);
        save(QStringLiteral("contacts-dark"));
        m_window->setProperty("mode", QStringLiteral("light"));
        save(QStringLiteral("contacts-light"));
        m_window->setProperty("mode", QStringLiteral("dark"));
        m_simulation.setForcesShown(false);
        QVERIFY(m_simulation.contactArrows().isEmpty());
        m_simulation.setForcesShown(true);
    }

private:
    OrbitCamera& orbit() const {
        auto* stage = m_window->property("stage").value<QQuickItem*>();
        return *stage->property("orbit").value<OrbitCamera*>();
    }

    /// Of the link farthest from the root that can be seen.
    QPoint pointOnTheRobot() const {
        QPoint found;
        int best = 0;
        for (int y = 100; y < 700; y += 6) {
            for (int x = 100; x < 800; x += 6) {
                const int link = m_scene.linkOnRay(orbit().position(), orbit().rayThrough(x, y));
                if (link <= best) continue;
                best = link;
                found = {x, y};
            }
        }
        return found;
    }

    void showPane(int pane) {
        auto* page = m_window->property("page").value<QQuickItem*>();
        for (QObject* child : page->findChildren<QObject*>())
            if (child->inherits("QQuickItem") && child->property("pane").isValid()) child->setProperty("pane", pane);
    }

    void save(const QString& name) {
        const QString folder = qEnvironmentVariable("ORRERY_SAVE_PICTURES");
        if (folder.isEmpty()) return;
        showPane(3);
        test::steadyPicture(*m_window).save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }

    platform::Folders folders() const {
        const std::filesystem::path root = m_folder.path().toStdString();
        return {root / "config", root / "data", root / "cache", root / "state"};
    }

    QTemporaryDir m_folder;
    GuiExecutor m_gui;
    WorkerPool m_workers{2};
    AppSettings m_settings{m_folder.filePath(QStringLiteral("settings.ini"))};
    RobotFleet m_side{folders(), m_settings, m_gui, m_workers};
    RobotController& m_robot = *m_side.robot();
    RobotScene& m_scene = *m_side.scene();
    SimulationController& m_simulation = *m_side.active().simulation();
    std::unique_ptr<RenderQuality> m_quality;
    QQmlEngine m_engine;
    std::unique_ptr<QQuickWindow> m_window;
};

QTEST_MAIN(SimulationPageTest)
#include "tst_simulation_page.moc"
