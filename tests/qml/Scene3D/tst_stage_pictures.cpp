// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "graphics_probe.h"
#include "orbit_camera.h"
#include "render_quality.h"
#include "robot_scene.h"
#include "texture_files.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/kinematics/model.h>

#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

using namespace orrery;

namespace {

const char* const harness = R"(
import QtQuick
import Orrery.Scene3D
import Orrery.Theme

Window {
    id: window

    required property RobotScene scene
    required property RenderQuality quality
    property alias stage: stage
    property alias mode: binding.value
    property alias covered: cover.visible

    width: 640
    height: 400
    visible: true
    color: "black"

    Binding {
        id: binding

        target: Theme
        property: "mode"
        value: "dark"
    }

    Stage {
        id: stage

        anchors.fill: parent
        scene: window.scene
        quality: window.quality
        showGizmo: false
    }

    // Above the stage, and below many others: the earlier an item is drawn, the deeper it lies.
    Rectangle {
        id: cover

        anchors.fill: parent
        anchors.margins: 40
        color: "#ff0000"
        radius: 8
        visible: false
    }
    Repeater {
        model: cover.visible ? 400 : 0

        Rectangle {
            required property int index

            color: index % 2 ? "#00ff00" : "#0000ff"
            height: 2
            width: 2
            x: index
        }
    }
})";

int distance(QRgb a, QRgb b) {
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

/// Share of the pixels for which the test holds.
double share(const QImage& picture, const std::function<bool(int x, int y)>& test) {
    int count = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) count += test(x, y) ? 1 : 0;
    }
    return static_cast<double>(count) / (picture.width() * picture.height());
}

double changedShare(const QImage& a, const QImage& b, int threshold = 24) {
    return share(a, [&](int x, int y) { return distance(a.pixel(x, y), b.pixel(x, y)) > threshold; });
}

QRect changedRect(const QImage& a, const QImage& b) {
    QRect rect;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (distance(a.pixel(x, y), b.pixel(x, y)) > 24) rect |= QRect(x, y, 1, 1);
        }
    }
    return rect;
}

struct Robot {
    const char* name;
    QString file;
    bool own; ///< Made for Orrery: its picture may be kept as a reference.
};

QList<Robot> robots() {
    const QDir shared(QStringLiteral(ORRERY_SHARED_DATA "/robots"));
    QList<Robot> result{
        {"so101", shared.filePath(QStringLiteral("so101/so101_new_calib.urdf")), false},
        {"panda", shared.filePath(QStringLiteral("panda/moveit_resources_panda_description/urdf/panda.urdf")), false},
        {"reachy_mini", shared.filePath(QStringLiteral("reachy_mini/robot.urdf")), false}};
    const QDir own(QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots"));
    for (const char* name : {"lyra", "meridian"})
        result.push_back({name, own.filePath(QStringLiteral("%1/%1.urdf").arg(QLatin1String(name))), true});
    return result;
}

} // namespace

/// What real robots look like on the stage, with whatever OpenGL this display has, in the software preset.
class StagePicturesTest : public QObject {
    Q_OBJECT

    QTemporaryDir cache;
    GuiExecutor gui;
    WorkerPool workers{2};
    RobotScene scene{workers, gui, cache.path().toStdString()};
    QQmlEngine engine;
    std::unique_ptr<RenderQuality> quality;
    std::unique_ptr<QQuickWindow> window;

    /// The window's content after everything asked for so far has been drawn.
    QImage picture() {
        QSignalSpy drawn(window.get(), &QQuickWindow::frameSwapped);
        window->update();
        if (!drawn.wait(20000)) return {};
        return window->grabWindow().convertToFormat(QImage::Format_RGB32);
    }

    static void savePicture(const QImage& image, const char* name) {
        const QString saveTo = qEnvironmentVariable("ORRERY_SAVE_PICTURES");
        if (!saveTo.isEmpty()) image.save(QDir(saveTo).filePath(QLatin1String(name) + QStringLiteral(".png")));
    }

    bool load(const QString& file) {
        auto loaded = robot::loadDescription(file.toStdString());
        if (!loaded) {
            qWarning("%s", describe(loaded.error()).c_str());
            return false;
        }
        QSignalSpy finished(&scene, &RobotScene::loadFinished);
        scene.load(std::move(loaded->description));
        return finished.wait(60000);
    }

    std::vector<double> bentPose() const {
        auto positions = robot::neutralPositions(*scene.kinematics());
        const auto& coordinates = scene.kinematics()->coordinates();
        for (std::size_t i = 0; i < positions.size(); ++i) {
            const auto& limits = coordinates[i].limits;
            positions[i] =
                std::clamp(positions[i] + 0.2 * std::min(limits.upper - limits.lower, 3.0), limits.lower, limits.upper);
        }
        return positions;
    }

private Q_SLOTS:
    void initTestCase() {
        const auto capabilities = probeGraphics();
        if (!capabilities.available) QSKIP("SKIP_ALL: no OpenGL on this display");
        applyGraphics(capabilities);
        quality = std::make_unique<RenderQuality>(capabilities);
        quality->setRequested(RenderQuality::Preset::Software);
        engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
        QQmlComponent component(&engine);
        component.setData(harness, QUrl());
        auto* root =
            component.createWithInitialProperties({{QStringLiteral("scene"), QVariant::fromValue(&scene)},
                                                   {QStringLiteral("quality"), QVariant::fromValue(quality.get())}});
        QVERIFY2(root, qPrintable(component.errorString()));
        window.reset(qobject_cast<QQuickWindow*>(root));
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }
    void cleanupTestCase() { window.reset(); }

    void theBackgroundIsTheThemesGradient() {
        scene.clear();
        const QImage empty = picture();
        const auto near = [](QRgb pixel, QRgb wanted) { return distance(pixel, wanted) <= 6; };
        QVERIFY(near(empty.pixel(320, 1), 0x1A222C));
        QVERIFY(near(empty.pixel(3, 398), 0x0E1319));
    }

    void whatLiesAboveTheStageHidesTheRobot() {
        QVERIFY(load(QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/lyra/lyra.urdf")));
        window->setProperty("covered", true);
        const QImage covered = picture();
        window->setProperty("covered", false);
        for (int y = 50; y < 350; ++y) {
            for (int x = 50; x < 590; ++x) QVERIFY(distance(covered.pixel(x, y), 0xFF0000) <= 2);
        }
    }

    void robotsStandInThePicture_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("own");
        for (const Robot& robot : robots()) QTest::newRow(robot.name) << robot.file << robot.own;
    }
    void robotsStandInThePicture() {
        QFETCH(QString, file);
        QFETCH(bool, own);
        if (!QFileInfo::exists(file)) QSKIP("this robot's files are not here");
        QVERIFY(load(file));
        QCOMPARE(scene.failedMeshes(), 0);
        QVERIFY(scene.batches()->count() > 3);
        QVERIFY(scene.triangleCount() <= 220'000);

        const QImage shown = picture();
        const auto poses = scene.linkPoses();
        scene.setJointPositions(bentPose());
        const QImage bent = picture();
        QVERIFY2(changedShare(shown, bent) > 0.003, "moving the joints must change the picture");
        scene.setLinkPoses(poses);
        QVERIFY(changedShare(shown, picture(), 3) < 0.001);

        auto* stage = window->property("stage").value<QQuickItem*>();
        auto* orbit = stage->property("orbit").value<OrbitCamera*>();
        const double fromSide = orbit->yaw();
        orbit->setYaw(fromSide + 2.2);
        QVERIFY(changedShare(shown, picture()) > 0.02);
        orbit->setYaw(fromSide);

        if (own) compareWithReference(shown);
        if (QTest::currentTestFailed()) return; // waiting for frames ends at once after a failure
        const QString saveTo = qEnvironmentVariable("ORRERY_SAVE_PICTURES");
        if (!saveTo.isEmpty())
            shown.save(QDir(saveTo).filePath(QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png")));

        // Last, since it takes the robot away: the same view without it.
        scene.clear();
        const QImage empty = picture();
        const double covered = changedShare(shown, empty);
        QVERIFY2(covered > 0.03 && covered < 0.6, qPrintable(QString::number(covered)));
        const QRect rect = changedRect(shown, empty);
        const double extent = std::max(rect.width() / 640.0, rect.height() / 400.0);
        QVERIFY2(extent > 0.65 && extent < 0.9, qPrintable(QString::number(extent)));
        QVERIFY(std::abs(rect.center().x() - 320) < 64 && std::abs(rect.center().y() - 200) < 40);
    }

    void materialsShow_data() {
        QTest::addColumn<QString>("robot");
        QTest::addColumn<double>("yellow");
        QTest::addColumn<double>("white");
        QTest::addColumn<double>("dark");
        QTest::newRow("so101") << QStringLiteral("so101") << 0.05 << 0.0 << 0.0;
        QTest::newRow("panda") << QStringLiteral("panda") << 0.0 << 0.03 << 0.0;
        QTest::newRow("reachy_mini") << QStringLiteral("reachy_mini") << 0.0 << 0.04 << 0.0;
    }
    void materialsShow() {
        QFETCH(QString, robot);
        QFETCH(double, yellow);
        QFETCH(double, white);
        const auto all = robots();
        const auto found =
            std::ranges::find_if(all, [&](const Robot& candidate) { return robot == QLatin1String(candidate.name); });
        if (!QFileInfo::exists(found->file)) QSKIP("this robot's files are not here");
        QVERIFY(load(found->file));
        const QImage shown = picture();
        const auto isYellow = [&](int x, int y) {
            const QColor color = shown.pixelColor(x, y);
            return color.saturationF() > 0.5F && color.hue() > 35 && color.hue() < 60 && color.valueF() > 0.35F;
        };
        const auto isWhite = [&](int x, int y) {
            const QColor color = shown.pixelColor(x, y);
            return color.saturationF() < 0.15F && color.valueF() > 0.55F;
        };
        const double yellowShare = share(shown, isYellow);
        const double whiteShare = share(shown, isWhite);
        QVERIFY2(yellow > 0 ? yellowShare > yellow : yellowShare < 0.002, qPrintable(QString::number(yellowShare)));
        QVERIFY2(white > 0 ? whiteShare > white : whiteShare < 0.02, qPrintable(QString::number(whiteShare)));
    }

    void aGhostStandsWhereTheRobotIsNot() {
        QVERIFY(load(robots().back().file));
        const QImage alone = picture();
        scene.ghost()->setJointPositions(robot::neutralPositions(*scene.kinematics()));
        QVERIFY2(changedShare(alone, picture()) < 0.001, "a ghost at the robot's own place must not be seen");
        scene.ghost()->setJointPositions(bentPose());
        const QImage withGhost = picture();
        const double seen = changedShare(alone, withGhost);
        QVERIFY2(seen > 0.003 && seen < 0.5, qPrintable(QString::number(seen)));
        const QString saveTo = qEnvironmentVariable("ORRERY_SAVE_PICTURES");
        if (!saveTo.isEmpty()) withGhost.save(QDir(saveTo).filePath(QStringLiteral("ghost.png")));
        scene.ghost()->hide();
        QVERIFY(changedShare(alone, picture(), 3) < 0.001);
    }

    void aSectionPlaneShowsTheInsideInItsOwnColour_data() {
        QTest::addColumn<bool>("underlay");
        QTest::newRow("software") << true;
        QTest::newRow("balanced") << false;
    }
    void aSectionPlaneShowsTheInsideInItsOwnColour() {
        QFETCH(bool, underlay);
        quality->setRequested(underlay ? RenderQuality::Preset::Software : RenderQuality::Preset::Balanced);
        QVERIFY(load(QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/lyra/lyra.urdf")));
        const QImage whole = picture();
        const auto isCut = [](const QImage& image) {
            return [&image](int x, int y) { // #5493F3, in two strengths
                const QColor color = image.pixelColor(x, y);
                return std::abs(color.hue() - 216) < 8 && color.saturationF() > 0.55F && color.valueF() > 0.7F;
            };
        };
        QVERIFY(share(whole, isCut(whole)) < 0.001);
        scene.view()->setProperty("section", QVariant::fromValue(ViewOptions::Axis::X));
        const QImage cut = picture();
        savePicture(cut, underlay ? "section" : "section-balanced");
        QVERIFY2(share(cut, isCut(cut)) > 0.01, qPrintable(QString::number(share(cut, isCut(cut)))));
        QVERIFY(changedShare(whole, cut) > 0.02);
        scene.view()->setSectionShare(1); // nothing lies beyond
        QVERIFY(changedShare(whole, picture()) < 0.01);
        scene.view()->reset();
        QVERIFY(changedShare(whole, picture(), 3) < 0.001);
        quality->setRequested(RenderQuality::Preset::Software);
    }

    void texturesShowInEveryPreset_data() {
        QTest::addColumn<RenderQuality::Preset>("preset");
        QTest::newRow("software") << RenderQuality::Preset::Software;
        QTest::newRow("balanced") << RenderQuality::Preset::Balanced;
        QTest::newRow("high") << RenderQuality::Preset::High;
    }
    void texturesShowInEveryPreset() {
        QFETCH(RenderQuality::Preset, preset);
        const QTemporaryDir folder;
        const QList<QRgb> colors{0xe01818, 0x18a028, 0x2038e0, 0xe0c818};
        sample::writeQuarters(folder.filePath(QStringLiteral("skin.png")), colors);
        sample::writeCubeObj(folder.filePath(QStringLiteral("cube.obj")), "skin.png");
        sample::writeFile(folder.filePath(QStringLiteral("cube.urdf")),
                          "<robot name='cube'><link name='a'><visual><geometry><mesh filename='cube.obj'/></geometry>"
                          "</visual></link></robot>");
        quality->setRequested(preset);
        QVERIFY(load(folder.filePath(QStringLiteral("cube.urdf"))));
        const QImage shown = picture();
        savePicture(shown, QTest::currentDataTag());
        quality->setRequested(RenderQuality::Preset::Software);
        for (const QRgb wanted : colors) {
            const double seen = share(shown, [&](int x, int y) {
                const QColor color = shown.pixelColor(x, y);
                const int turn = std::abs(color.hue() - QColor(wanted).hue());
                return std::min(turn, 360 - turn) < 15 && color.saturationF() > 0.5F;
            });
            QVERIFY2(seen > 0.015, qPrintable(QStringLiteral("%1: %2").arg(QColor(wanted).name()).arg(seen)));
        }
    }

    void overlaysShowThroughTheRobot() {
        QVERIFY(load(QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf")));
        const QImage plain = picture();
        const auto near = [](const QImage& image, QRgb wanted) {
            return share(image, [&](int x, int y) { return distance(image.pixel(x, y), wanted) <= 8; });
        };
        QVERIFY(near(plain, 0x3E8BFF) < 0.0001);
        scene.view()->setProperty("frames", true);
        const QImage frames = picture();
        savePicture(frames, "frames");
        for (const QRgb axis : {0xE5484DU, 0x46A758U, 0x3E8BFFU})
            QVERIFY2(near(frames, axis) > 0.0005, qPrintable(QString::number(near(frames, axis))));
        scene.view()->reset();
        scene.view()->setProperty("massCentres", true);
        scene.view()->setProperty("jointAxes", true);
        scene.setPickedLink(2);
        const QImage masses = picture();
        savePicture(masses, "masses");
        QVERIFY(changedShare(plain, masses) > 0.005);
        QVERIFY(near(masses, 0x4FB3BF) > 0.0005); // the picked joint's range
        scene.setPickedLink(-1);
        scene.view()->reset();
        QVERIFY(changedShare(plain, picture(), 3) < 0.001);
    }

    void hiddenAndSeeThroughPartsAreLess() {
        QVERIFY(load(QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf")));
        const QImage plain = picture();
        for (int link = 0; link < scene.linkCount(); ++link) scene.view()->setLook(link, ViewOptions::Look::Hidden);
        const QImage hidden = picture();
        scene.view()->clearLooks();
        scene.view()->setOpacity(0.3);
        const QImage faint = picture();
        savePicture(faint, "see-through");
        scene.view()->reset();
        const QImage again = picture();
        QVERIFY(changedShare(plain, again, 3) < 0.001);
        QVERIFY(changedShare(plain, hidden) > 0.03);
        QVERIFY(changedShare(faint, hidden, 12) > 0.02);
        QVERIFY(changedShare(faint, plain, 12) > 0.02);
    }

    void collisionShapesStandBesideOrInstead() {
        QVERIFY(load(QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf")));
        const QImage plain = picture();
        for (const auto choice :
             {ViewOptions::Collisions::Overlaid, ViewOptions::Collisions::Instead, ViewOptions::Collisions::Beside}) {
            scene.view()->setProperty("collisions", QVariant::fromValue(choice));
            QTRY_VERIFY(scene.collisionBatches()->count() > 0);
            QTRY_VERIFY(changedShare(plain, picture()) > 0.01);
        }
        scene.view()->reset();
        QVERIFY(changedShare(plain, picture(), 3) < 0.001);
    }

    void aStillRobotDrawsNoFrames() {
        QVERIFY(load(robots().back().file));
        picture();
        // The grab itself may ask for one more.
        QSignalSpy frames(window.get(), &QQuickWindow::frameSwapped);
        QTRY_VERIFY(!frames.wait(100));
        QVERIFY(!frames.wait(200));
    }

    void betterPresetsShowTheSameScene() {
        QVERIFY(load(robots().back().file));
        const QImage software = picture();
        quality->setRequested(RenderQuality::Preset::Balanced);
        const QImage balanced = picture();
        quality->setRequested(RenderQuality::Preset::Software);
        QVERIFY2(distance(software.pixel(4, 4), balanced.pixel(4, 4)) <= 3,
                 "the background must not depend on the preset");
        const double different = changedShare(software, balanced, 30);
        QVERIFY2(different > 0.0005 && different < 0.06, qPrintable(QString::number(different)));
    }

    void cornersAreDarkerInTheBestPreset() {
        QVERIFY(load(QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/lyra/lyra.urdf")));
        quality->setRequested(RenderQuality::Preset::Balanced);
        const QImage plain = picture();
        quality->setRequested(RenderQuality::Preset::High);
        const QImage shaded = picture();
        quality->setRequested(RenderQuality::Preset::Software);
        const auto lighterBy = [&](int x, int y) {
            return plain.pixelColor(x, y).lightness() - shaded.pixelColor(x, y).lightness();
        };
        const double darker = share(plain, [&](int x, int y) { return lighterBy(x, y) > 12; });
        const double lighter = share(plain, [&](int x, int y) { return lighterBy(x, y) < -12; });
        QVERIFY2(darker > 0.004, qPrintable(QString::number(darker)));
        QVERIFY2(lighter < darker / 4, qPrintable(QString::number(lighter)));
    }

    void lightAndDarkDiffer() {
        QVERIFY(load(robots().back().file));
        const QImage dark = picture();
        window->setProperty("mode", QStringLiteral("light"));
        const QImage light = picture();
        window->setProperty("mode", QStringLiteral("dark"));
        QVERIFY(light.pixelColor(5, 5).lightness() > 230);
        QVERIFY(changedShare(dark, light) > 0.8);
    }

private:
    /// Small and tolerant: another driver may place an edge elsewhere, but not a robot.
    void compareWithReference(const QImage& shown) {
        const QImage small = shown.scaled(160, 100, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                                 .convertToFormat(QImage::Format_RGB32);
        const QString file = QStringLiteral(ORRERY_SOURCE_DIR "/tests/qml/Scene3D/reference/%1.png")
                                 .arg(QString::fromLatin1(QTest::currentDataTag()));
        if (qEnvironmentVariableIsSet("ORRERY_WRITE_REFERENCES"))
            QVERIFY(QDir().mkpath(QFileInfo(file).path()) && small.save(file));
        const QImage reference = QImage(file).convertToFormat(QImage::Format_RGB32);
        QVERIFY2(!reference.isNull(), "no reference picture; ORRERY_WRITE_REFERENCES=1 writes one");
        const double off = changedShare(small, reference, 40);
        if (off > 0.02)
            small.save(QDir::temp().filePath(
                QStringLiteral("orrery-%1.png").arg(QString::fromLatin1(QTest::currentDataTag()))));
        QVERIFY2(off <= 0.02, qPrintable(QStringLiteral("%1 of the pixels differ from %2").arg(off).arg(file)));
    }
};

QTEST_MAIN(StagePicturesTest)
#include "tst_stage_pictures.moc"
