// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "orbit_camera.h"
#include "robot_scene.h"
#include "stage_renderer.h"
#include "texture_files.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/robot/description/load_description.h>

#include <QImage>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QSGRendererInterface>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace orrery;

/// Pictures on surfaces, as they are drawn with whatever OpenGL this display has.
class TexturePicturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QQuickWindow::setGraphicsApi(QSGRendererInterface::OpenGL);
        m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
        sample::writeQuarters(path("meshes/skin.png"), colors);
        sample::writeQuarters(path("flat.png"), {0xb0643c, 0xb0643c, 0xb0643c, 0xb0643c});
        sample::writeCubeObj(path("meshes/cube.obj"), "skin.png");
        load(mesh);
        StageRenderer::Look look;
        look.size = {240, 240};
        look.theme = QStringLiteral("light");
        m_renderer = std::make_unique<StageRenderer>(m_scene, m_engine, look);
        if (const QString problem = m_renderer->begin(); !problem.isEmpty())
            QSKIP(qPrintable(QStringLiteral("SKIP_ALL: ") + problem));
    }
    void cleanup() { m_scene.view()->reset(); }

    void coloursAreWhereTheyBelong_data() {
        QTest::addColumn<QByteArray>("visual");
        QTest::newRow("mesh") << QByteArray(mesh);
        QTest::newRow("box") << box("meshes/skin.png");
    }
    void coloursAreWhereTheyBelong() {
        QFETCH(QByteArray, visual);
        load(visual);
        draw();
        verifyQuarters(QTest::currentDataTag());
        m_scene.view()->setProperty("opacity", 0.6);
        draw();
        verifyQuarters("see-through");
        m_scene.view()->reset();
        m_scene.setPickedLink(0);
        draw();
        verifyQuarters("picked");
        m_scene.setPickedLink(-1);
    }

    void aCutShowsItsOwnColourInside() {
        load(mesh);
        m_scene.view()->setProperty("section", QVariant::fromValue(ViewOptions::Axis::X));
        m_renderer->camera().frame(m_scene.framePoints(), false);
        m_renderer->camera().setYaw(0);
        m_renderer->camera().setPitch(0);
        const QImage cut = m_renderer->draw();
        save(cut, "cut");
        const QColor inside = at(cut, {-0.5F, 0, 0});
        QVERIFY2(std::abs(inside.hue() - 216) < 12, qPrintable(inside.name()));
        m_renderer->camera().setYaw(-1.5707963); // the half that is left, from its side
        m_picture = m_renderer->draw();
        save(m_picture, "half");
        QVERIFY(isLike({-0.25F, -0.5F, 0.25F}, 0xe01818) || isLike({0.25F, -0.5F, 0.25F}, 0x18a028));
    }

    void aPictureOfOneColourLooksLikeThatColour() {
        load(box("flat.png"));
        draw();
        const QImage textured = m_picture;
        load("<visual><geometry><box size='1 1 1'/></geometry><material name='m'>"
             "<color rgba='0.690196 0.392157 0.235294 1'/></material></visual>");
        draw();
        int most = 0;
        for (int y = 0; y < 240; ++y) {
            for (int x = 0; x < 240; ++x) {
                const QColor a = textured.pixelColor(x, y);
                const QColor b = m_picture.pixelColor(x, y);
                most = std::max({most, std::abs(a.red() - b.red()), std::abs(a.green() - b.green()),
                                 std::abs(a.blue() - b.blue())});
            }
        }
        QVERIFY2(most <= 3, qPrintable(QString::number(most)));
    }

    void fineDetailIsAveragedAway() {
        QImage fine(512, 512, QImage::Format_RGB32);
        for (int y = 0; y < 512; ++y) {
            for (int x = 0; x < 512; ++x) fine.setPixel(x, y, (x + y) % 2 == 0 ? 0xffffff : 0x000000);
        }
        QVERIFY(fine.save(path("fine.png")));
        load(box("fine.png"));
        draw();
        save(m_picture, "fine");
        int darkest = 255;
        int lightest = 0;
        for (const QVector3D& corner : {QVector3D(0.5F, -0.4F, 0.4F), QVector3D(0.5F, 0.4F, -0.4F)}) {
            const QPoint middle = m_renderer->camera().project(corner).toPoint();
            for (int y = -8; y <= 8; ++y) {
                for (int x = -8; x <= 8; ++x) {
                    const int lightness = m_picture.pixelColor(middle + QPoint(x, y)).lightness();
                    darkest = std::min(darkest, lightness);
                    lightest = std::max(lightest, lightness);
                }
            }
        }
        QVERIFY2(lightest - darkest < 40, qPrintable(QString::number(lightest - darkest)));
        QVERIFY(darkest > 40 && lightest < 215);
    }

    void robotsComeAndGoWithTheirPictures() {
        // Two links that wear the same picture, and then others: nothing of the first may stay or be missed.
        for (const char* picture : {"meshes/skin.png", "flat.png", "meshes/skin.png"}) {
            sample::writeFile(path("robot.urdf"),
                              "<robot name='r'><link name='a'>" + box(picture) + "</link><link name='b'>" +
                                  box(picture) +
                                  "</link><joint name='j' type='fixed'><parent link='a'/><child link='b'/>"
                                  "<origin xyz='0 0 1.2'/></joint></robot>");
            loadFile();
            QCOMPARE(m_scene.batches()->count(), 2);
            draw();
            save(m_picture, "two");
            const bool quarters = picture != QByteArray("flat.png");
            for (const float up : {0.0F, 1.2F}) {
                QCOMPARE(isLike({0.5F, -0.25F, -0.25F + up}, 0x2038e0), quarters);
                QCOMPARE(isLike({0.5F, 0.25F, 0.25F + up}, 0x18a028), quarters);
            }
        }
    }

    void aGhostIsPlain() {
        load(mesh);
        draw();
        const QImage alone = m_picture;
        std::vector<Pose> poses = m_scene.linkPoses();
        poses[0].position = {1.2, 0.2, 0};
        m_scene.ghost()->setLinkPoses(poses);
        m_picture = m_renderer->draw();
        save(m_picture, "ghost");
        QVERIFY(m_picture != alone);
        m_scene.ghost()->hide();
    }

    void holesInThePictureAreHoles() {
        QImage holed(64, 64, QImage::Format_RGBA8888);
        holed.fill(QColor(0xe0, 0x18, 0x18));
        for (int y = 0; y < 64; ++y) {
            for (int x = 32; x < 64; ++x) holed.setPixelColor(x, y, Qt::transparent);
        }
        QVERIFY(holed.save(path("holed.png")));
        load(box("holed.png"));
        draw();
        save(m_picture, "holes");
        QVERIFY(isLike({0.5F, -0.25F, 0.25F}, 0xe01818));
        QVERIFY(!isLike({0.5F, 0.25F, 0.25F}, 0xe01818));
    }

private:
    const QList<QRgb> colors{0xe01818, 0x18a028, 0x2038e0, 0xe0c818};
    static constexpr const char* mesh = "<visual><geometry><mesh filename='meshes/cube.obj'/></geometry></visual>";

    static QByteArray box(const QByteArray& picture) {
        return "<visual><geometry><box size='1 1 1'/></geometry><material name='m'><texture filename='" + picture +
               "'/></material></visual>";
    }
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    void load(const QByteArray& visuals) {
        sample::writeFile(path("robot.urdf"), "<robot name='r'><link name='body'>" + visuals + "</link></robot>");
        loadFile();
    }
    void loadFile() {
        auto loaded = robot::loadDescription(path("robot.urdf").toStdString());
        QVERIFY(loaded.has_value());
        QSignalSpy finished(&m_scene, &RobotScene::loadFinished);
        m_scene.load(std::move(loaded->description));
        QVERIFY(finished.wait(60'000));
        QVERIFY(m_scene.findings().empty());
    }

    /// From the front, straight on.
    void draw() {
        OrbitCamera& camera = m_renderer->camera();
        camera.frame(m_scene.framePoints(), false);
        camera.setYaw(0);
        camera.setPitch(0);
        m_renderer->draw();
        m_picture = m_renderer->draw();
    }

    QColor at(const QImage& picture, const QVector3D& point) const {
        return picture.pixelColor(m_renderer->camera().project(point).toPoint());
    }
    /// Whether what is drawn there is nearer to this colour than to the picture's others, whatever light falls on it.
    bool isLike(const QVector3D& point, QRgb wanted) const {
        const QColor seen = at(m_picture, point);
        const auto off = [&](QRgb color) {
            const int turn = std::abs(seen.hue() - QColor(color).hue());
            return std::min(turn, 360 - turn);
        };
        const bool nearest = std::ranges::all_of(colors, [&](QRgb other) { return off(wanted) <= off(other); });
        return nearest && seen.saturationF() > 0.2F;
    }
    void verifyQuarters(const char* name) {
        save(m_picture, name);
        QVERIFY(isLike({0.5F, -0.25F, 0.25F}, 0xe01818)); // top left, seen from +x
        QVERIFY(isLike({0.5F, 0.25F, 0.25F}, 0x18a028));
        QVERIFY(isLike({0.5F, -0.25F, -0.25F}, 0x2038e0));
        QVERIFY(isLike({0.5F, 0.25F, -0.25F}, 0xe0c818));
    }
    static void save(const QImage& picture, const char* name) {
        const QString folder = qEnvironmentVariable("ORRERY_SAVE_PICTURES");
        if (!folder.isEmpty()) picture.save(folder + QStringLiteral("/texture-%1.png").arg(QLatin1String(name)));
    }

    QTemporaryDir m_folder;
    GuiExecutor m_gui;
    WorkerPool m_workers{2};
    RobotScene m_scene{m_workers, m_gui, m_folder.filePath(QStringLiteral("cache")).toStdString()};
    QQmlEngine m_engine;
    std::unique_ptr<StageRenderer> m_renderer;
    QImage m_picture;
};

QTEST_MAIN(TexturePicturesTest)
#include "tst_texture_pictures.moc"
