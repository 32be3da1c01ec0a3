// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "orbit_camera.h"
#include "robot_scene.h"
#include "stage_renderer.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/kinematics/forward.h>

#include <QImage>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QSGRendererInterface>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <memory>

using namespace orrery;

/// Pictures without a window, with whatever OpenGL this display has.
class StageRendererTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QQuickWindow::setGraphicsApi(QSGRendererInterface::OpenGL);
        m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
        auto loaded = robot::loadDescription(ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf");
        QVERIFY(loaded);
        QSignalSpy finished(&m_scene, &RobotScene::loadFinished);
        m_scene.load(std::move(loaded->description));
        QVERIFY(finished.wait(60'000));
    }

    void theRobotStandsUprightOnItsStage() {
        const auto renderer = begin(seen({320, 240}, "light"));
        if (!renderer) QSKIP("SKIP_ALL: no OpenGL on this display");
        const QImage picture = renderer->draw();
        save(picture, QStringLiteral("stage"));
        QCOMPARE(picture.size(), QSize(320, 240));
        QVERIFY(picture.pixelColor(2, 2).lightness() > 200);
        QCOMPARE(picture.pixelColor(2, 2).alpha(), 255);
    }

    void transparentPicturesHoldTheRobotAlone() {
        const auto renderer = begin(seen({320, 240}, "dark", true));
        if (!renderer) QSKIP("SKIP_ALL: no OpenGL on this display");
        const QImage picture = renderer->draw();
        save(picture, QStringLiteral("transparent"));
        int solid = 0;
        int lowest = 0;
        int highest = 240;
        for (int y = 0; y < 240; ++y) {
            for (int x = 0; x < 320; ++x) {
                if (picture.pixelColor(x, y).alpha() < 255) continue;
                ++solid;
                highest = std::min(highest, y);
                lowest = std::max(lowest, y);
            }
        }
        QVERIFY2(solid > 320 * 240 / 50, qPrintable(QString::number(solid)));
        for (const QPoint corner : {QPoint(0, 0), QPoint(319, 0), QPoint(0, 239), QPoint(319, 239)})
            QCOMPARE(picture.pixelColor(corner).alpha(), 0);
        QVERIFY(highest > 8 && lowest < 232); // with air around it
    }

    void posesShowAndTheSameOneGivesTheSameBytes() {
        const auto renderer = begin(seen({160, 120}, "dark"));
        if (!renderer) QSKIP("SKIP_ALL: no OpenGL on this display");
        const QImage first = renderer->draw();
        auto positions = robot::neutralPositions(*m_scene.kinematics());
        positions[1] += 0.5;
        m_scene.setJointPositions(positions);
        const QImage bent = renderer->draw();
        QVERIFY(first != bent);
        m_scene.setJointPositions(robot::neutralPositions(*m_scene.kinematics()));
        QCOMPARE(renderer->draw(), first);
    }

    void wordsAndForcesAreInThePicture() {
        const auto bare = begin(seen({320, 240}, "dark"));
        if (!bare) QSKIP("SKIP_ALL: no OpenGL on this display");
        const QImage plain = bare->draw();
        const auto tape = [this](const QImage& without, double scale) {
            m_scene.tape()->lay(SurfaceTape::Point{0, {0, 0, 0.05}}, SurfaceTape::Point{3, {}});
            StageRenderer::Look look = seen({320, 240}, "dark");
            look.labelScale = scale;
            const auto renderer = begin(look);
            const QImage picture = renderer->draw();
            save(picture, QStringLiteral("tape%1").arg(scale));
            return changedPixels(without, picture);
        };
        const int small = tape(plain, 1);
        const int large = tape(plain, 3);
        QVERIFY2(small > 50 && large > small + 1000, qPrintable(QStringLiteral("%1 %2").arg(small).arg(large)));
        m_scene.tape()->clear();
        StageRenderer::Look felt = seen({320, 240}, "dark");
        felt.contacts = {{0, 0, 0}, {0, 0, 0.3F}};
        felt.pushes = {{0, 0, 0.2F}, {0.3F, 0, 0.2F}};
        const auto pushed = begin(felt);
        const QImage forces = pushed->draw();
        save(forces, QStringLiteral("forces"));
        QVERIFY(changedPixels(plain, forces) > 100);
        QCOMPARE(begin(seen({320, 240}, "dark"))->draw(), plain);
    }

    void whatIsCutAwayCastsNoShadow() {
        m_scene.view()->setProperty("section", static_cast<int>(ViewOptions::Axis::X));
        m_scene.view()->setProperty("sectionFlipped", false);
        m_scene.view()->setSectionShare(0);
        const auto renderer = begin(seen({320, 240}, "light"));
        if (!renderer) QSKIP("SKIP_ALL: no OpenGL on this display");
        const QImage nothing = renderer->draw(); // all of it is cut away
        save(nothing, QStringLiteral("cut-away"));
        m_scene.view()->setProperty("section", static_cast<int>(ViewOptions::Axis::None));
        const QImage whole = renderer->draw();
        for (int link = 0; link < m_scene.linkCount(); ++link) m_scene.view()->setLook(link, ViewOptions::Look::Hidden);
        const QImage hidden = renderer->draw();
        m_scene.view()->reset();
        QVERIFY(changedPixels(whole, hidden) > 2000);
        const int left = changedPixels(nothing, hidden, 6); // a sliver of the cut itself may be left
        QVERIFY2(left < 60, qPrintable(QString::number(left)));
    }

private:
    static StageRenderer::Look seen(QSize size, const char* theme, bool transparent = false) {
        StageRenderer::Look look;
        look.size = size;
        look.theme = QString::fromLatin1(theme);
        look.transparent = transparent;
        return look;
    }

    /// @param tolerance steps of green, of 255, that count as the same.
    static int changedPixels(const QImage& a, const QImage& b, int tolerance = 0) {
        int count = 0;
        for (int y = 0; y < a.height(); ++y)
            for (int x = 0; x < a.width(); ++x)
                count += std::abs(qGreen(a.pixel(x, y)) - qGreen(b.pixel(x, y))) > tolerance ? 1 : 0;
        return count;
    }

    std::unique_ptr<StageRenderer> begin(const StageRenderer::Look& look) {
        auto renderer = std::make_unique<StageRenderer>(m_scene, m_engine, look);
        if (const QString problem = renderer->begin(); !problem.isEmpty()) {
            qWarning("%s", qPrintable(problem));
            return nullptr;
        }
        renderer->camera().frame(m_scene.framePoints(), false);
        return renderer;
    }

    static void save(const QImage& picture, const QString& name) {
        const QString folder = qEnvironmentVariable("ORRERY_SAVE_PICTURES");
        if (!folder.isEmpty()) picture.save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }

    QTemporaryDir m_cache;
    GuiExecutor m_gui;
    WorkerPool m_workers{2};
    RobotScene m_scene{m_workers, m_gui, m_cache.path().toStdString()};
    QQmlEngine m_engine;
};

QTEST_MAIN(StageRendererTest)
#include "tst_stage_renderer.moc"
