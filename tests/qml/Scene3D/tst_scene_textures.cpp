// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mesh_geometry.h"
#include "picture_data.h"
#include "robot_scene.h"
#include "sample_robots.h"
#include "scene_fixture.h"
#include "texture_files.h"
#include "texture_reader.h"

#include <orrery/robot/description/load_description.h>
#include <orrery/robot/mesh/mesh_data.h>

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace orrery;

/// Pictures from files to batches, and what is said where they cannot be drawn.
class SceneTexturesTest : public QObject {
    Q_OBJECT

    struct Fixture : SceneFixture {
        /// @return the description's findings
        std::vector<robot::Finding> load(const QByteArray& visuals) {
            sample::writeFile(path("robot.urdf"), "<robot name='r'><link name='body'>" + visuals + "</link></robot>");
            auto description = robot::loadDescription(path("robot.urdf").toStdString());
            if (!description) qFatal("%s", describe(description.error()).c_str());
            scene.load(std::move(description->description));
            if (!loaded()) qFatal("not loaded");
            return description->findings;
        }
        const scene::LinkBatch& only() const {
            if (scene.batches().batches().size() != 1) qFatal("not one batch");
            return scene.batches().batches().front();
        }
    };
    std::unique_ptr<Fixture> f;

    static constexpr const char* cubeVisual =
        "<visual><geometry><mesh filename='meshes/cube.obj'/></geometry></visual>";
    const QList<QRgb> quarters{0xff0000, 0x00ff00, 0x0000ff, 0xffff00};

    static bool says(const robot::Finding& finding, const char* part) {
        return finding.message.find(part) != std::string::npos;
    }

private Q_SLOTS:
    void init() { f = std::make_unique<Fixture>(); }
    void cleanup() { f.reset(); }

    void aMeshWearsItsPicture() {
        sample::writeQuarters(f->path("meshes/skin.png"), quarters);
        sample::writeCubeObj(f->path("meshes/cube.obj"), "skin.png");
        QVERIFY(f->load(cubeVisual).empty());
        QVERIFY(f->scene.findings().empty());
        const auto& batch = f->only();
        QCOMPARE(batch.texture.size, QSize(64, 64));
        QCOMPARE(batch.texture.pixels.left(4), QByteArray("\xff\0\0\xff", 4)); // the top row comes first
        QVERIFY(batch.material.color == (std::array{1.0F, 1.0F, 1.0F, 1.0F}));
        QVERIFY(std::abs(batch.plainColor()[0] - 0.5F) < 0.02F && std::abs(batch.plainColor()[2] - 0.25F) < 0.02F);
        QCOMPARE(batch.mesh.vertices.size(), 24 * 24);
        QCOMPARE(batch.mesh.texturedVertices.size(), 24 * 32);
        const auto index = f->scene.batches()->index(0);
        QVERIFY(index.data(SceneBatchModel::TexturedRole).toBool());
        QVERIFY(index.data(SceneBatchModel::TextureRole).value<SceneTexture>() == batch.texture);

        MeshGeometry geometry;
        geometry.setMesh(batch.mesh);
        QCOMPARE(geometry.stride(), 32);
        QCOMPARE(geometry.attributeCount(), 4);
        PictureData data;
        data.setPicture(batch.texture);
        QCOMPARE(data.size(), QSize(64, 64));
    }

    void plainSurfacesCarryNothingMore() {
        f->load("<visual><geometry><box size='1 1 1'/></geometry></visual>");
        const auto& batch = f->only();
        QVERIFY(batch.texture.isEmpty() && batch.mesh.texturedVertices.isEmpty());
        QVERIFY(!f->scene.batches()->index(0).data(SceneBatchModel::TexturedRole).toBool());
        MeshGeometry geometry;
        geometry.setMesh(batch.mesh);
        QCOMPARE(geometry.stride(), 24);
    }

    void aDescriptionNamesAPictureForShapesAndMeshes() {
        sample::writeQuarters(f->path("skins/wood.png"), quarters);
        sample::writeQuarters(f->path("meshes/skin.png"), {0, 0, 0, 0});
        sample::writeCubeObj(f->path("meshes/cube.obj"), "skin.png");
        const QByteArray material =
            "<material name='wood'><color rgba='0 0 0 0.5'/><texture filename='skins/wood.png'/></material></visual>";
        QByteArray visuals;
        for (const char* shape : {"<box size='1 1 1'/>", "<sphere radius='1'/>", "<cylinder radius='1' length='1'/>",
                                  "<mesh filename='meshes/cube.obj'/>"})
            visuals += QByteArray("<visual><geometry>") + shape + "</geometry>" + material;
        QVERIFY(f->load(visuals).empty());
        QVERIFY(f->scene.findings().empty());
        for (const auto& batch : f->scene.batches()->batches()) {
            QCOMPARE(batch.texture.size, QSize(64, 64));
            QVERIFY(batch.material.color == (std::array{1.0F, 1.0F, 1.0F, 0.5F}));   // only its alpha counts
            QVERIFY(batch.texture == f->scene.batches()->batches().front().texture); // decoded once
        }
        QCOMPARE(f->scene.batches()->count(), 1);
    }

    void thinnedSurfacesKeepTheirPicture() {
        sample::writeQuarters(f->path("wood.png"), quarters);
        QByteArray text;
        constexpr int cells = 40;
        for (int y = 0; y <= cells; ++y) {
            for (int x = 0; x <= cells; ++x) {
                const QByteArray at = QByteArray::number(x / 40.0) + ' ' + QByteArray::number(y / 40.0);
                text += "v " + at + " 0\nvt " + at + '\n';
            }
        }
        const auto corner = [](int x, int y) {
            const QByteArray index = QByteArray::number(y * (cells + 1) + x + 1);
            return ' ' + index + '/' + index;
        };
        for (int y = 0; y < cells; ++y) {
            for (int x = 0; x < cells; ++x)
                text += "f" + corner(x, y) + corner(x + 1, y) + corner(x + 1, y + 1) + corner(x, y + 1) + '\n';
        }
        sample::writeFile(f->path("sheet.obj"), text);
        f->scene.setTriangleBudget(800);
        f->load("<visual><geometry><mesh filename='sheet.obj'/></geometry><material name='m'><texture "
                "filename='wood.png'/></material></visual>");
        const auto& batch = f->only();
        QVERIFY(batch.triangleCount() < 1000 && !batch.texture.isEmpty());
        QCOMPARE(batch.mesh.texturedVertices.size() / 32, batch.mesh.vertices.size() / 24);
        f->scene.refine();
        QVERIFY(f->gui.runUntil([&] { return !f->only().fullMesh.isEmpty(); }, std::chrono::seconds(20)));
        QCOMPARE(f->only().fullMesh.texturedVertices.size(), (cells + 1) * (cells + 1) * 32);
    }

    void missingPicturesAreFindingsAndPlain() {
        sample::writeCubeObj(f->path("meshes/cube.obj"), "gone.png");
        f->load(QByteArray(cubeVisual) + cubeVisual);
        QCOMPARE(f->scene.findings().size(), 1U); // told once
        QVERIFY2(says(f->scene.findings()[0], "'gone.png' was not found"), f->scene.findings()[0].message.c_str());
        QCOMPARE(f->scene.findings()[0].element, std::string("body"));
        QCOMPARE(f->scene.failedMeshes(), 0);
        QVERIFY(f->only().texture.isEmpty() && !f->only().marker);
        QVERIFY(f->only().mesh.texturedVertices.isEmpty());
    }

    void aPictureOfTheDescriptionThatIsMissingIsItsFinding() {
        const auto findings =
            f->load("<visual><geometry><box size='1 1 1'/></geometry><material name='m'><color rgba='1 0 0 1'/>"
                    "<texture filename='gone.png'/></material></visual>");
        QCOMPARE(findings.size(), 1U);
        QVERIFY2(says(findings[0], "Texture 'gone.png' was not found"), findings[0].message.c_str());
        QCOMPARE(findings[0].element, std::string("body"));
        QVERIFY(f->scene.findings().empty());
        QVERIFY(f->only().material.color == (std::array{1.0F, 0.0F, 0.0F, 1.0F}));
    }

    void aMeshWithoutCoordinatesStaysPlain() {
        sample::writeQuarters(f->path("wood.png"), quarters);
        sample::writeSphereStl(f->path("ball.stl"), 8, 12, 0.1F);
        f->load("<visual><geometry><mesh filename='ball.stl'/></geometry><material name='m'><texture "
                "filename='wood.png'/></material></visual>");
        QCOMPARE(f->scene.findings().size(), 1U);
        QVERIFY(says(f->scene.findings()[0], "no texture coordinates"));
        QVERIFY(f->only().texture.isEmpty());
    }

    void hostilePicturesAreFindings_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        QTest::newRow("text") << QByteArray("no picture") << "cannot be read as a picture";
        QTest::newRow("empty") << QByteArray() << "cannot be read as a picture";
        QTest::newRow("svg") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
                             << "cannot be read as a picture";
        QImage image(64, 64, QImage::Format_RGB32);
        image.fill(Qt::red);
        QByteArray png;
        QBuffer buffer(&png);
        image.save(&buffer, "PNG");
        QTest::newRow("header only") << png.left(40) << "cannot be read as a picture";
        QByteArray huge("BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\xe0\x2e\0\0\xe0\x2e\0\0\1\0\x20\0",
                        30); // 12000 each way
        huge.resize(200, '\0');
        QTest::newRow("huge") << huge << "too large (12000 by 12000 pixels)";
    }
    void hostilePicturesAreFindings() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        sample::writeFile(f->path("meshes/skin.png"), bytes);
        sample::writeCubeObj(f->path("meshes/cube.obj"), "skin.png");
        f->load(cubeVisual);
        QCOMPARE(f->scene.findings().size(), 1U);
        QVERIFY2(says(f->scene.findings()[0], qPrintable(said)), f->scene.findings()[0].message.c_str());
        QVERIFY(f->only().texture.isEmpty() && f->only().triangleCount() == 12);
    }

    void largePicturesAreScaledDown() {
        QImage image(4200, 16, QImage::Format_RGB32);
        image.fill(Qt::red);
        QByteArray png;
        QBuffer buffer(&png);
        image.save(&buffer, "PNG");
        scene::TextureReader reader;
        const auto answer = reader.read({"*0", png.toStdString(), {}, false}, "a.glb");
        QCOMPARE(answer.texture.size.width(), 2048);
        QVERIFY(answer.problem.empty());
    }

    void alphaIsDroppedWhereItMeansNothing() {
        QImage image(8, 8, QImage::Format_RGBA8888);
        image.fill(QColor(10, 20, 30, 0));
        QByteArray png;
        QBuffer buffer(&png);
        image.save(&buffer, "PNG");
        scene::TextureReader reader;
        const auto kept = reader.read({"*0", png.toStdString(), {}, false}, "a.glb");
        const auto dropped = reader.read({"*0", png.toStdString(), {}, true}, "a.glb");
        QCOMPARE(static_cast<uchar>(kept.texture.pixels[3]), uchar{0});
        QCOMPARE(static_cast<uchar>(dropped.texture.pixels[3]), uchar{255});
    }
};

QTEST_MAIN(SceneTexturesTest)
#include "tst_scene_textures.moc"
