// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "contact_shadow.h"
#include "robot_scene.h"
#include "sample_robots.h"
#include "scene_fixture.h"

#include <orrery/robot/mesh/mesh_data.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace orrery;

namespace {

Vec3 vertexNormal(const SceneMesh& mesh, int vertex) {
    const auto* vertices = reinterpret_cast<const robot::Vertex*>(mesh.vertices.constData());
    const auto& n = vertices[vertex].normal;
    return {n[0], n[1], n[2]};
}

Vec3 faceNormal(const SceneMesh& mesh) {
    const auto* vertices = reinterpret_cast<const robot::Vertex*>(mesh.vertices.constData());
    const auto* indices = reinterpret_cast<const std::uint32_t*>(mesh.indices.constData());
    const auto corner = [&](int i) {
        const auto& p = vertices[indices[i]].position;
        return Vec3{p[0], p[1], p[2]};
    };
    return normalized(cross(corner(1) - corner(0), corner(2) - corner(0)));
}

int firstIndex(const SceneMesh& mesh) {
    return static_cast<int>(*reinterpret_cast<const std::uint32_t*>(mesh.indices.constData()));
}

} // namespace

class RobotSceneTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SceneFixture> f;

private Q_SLOTS:
    void init() { f = std::make_unique<SceneFixture>(); }
    void cleanup() { f.reset(); }

    void aGhostIsThereWhileItHasPosesAndShowsOnlyWhatDiffers() {
        f->scene.load(sample::twoLinks());
        RobotGhost& ghost = *f->scene.ghost();
        QSignalSpy appeared(&ghost, &RobotGhost::visibleChanged);
        QObject node;
        ghost.follow(&node, 1);
        QVERIFY(!ghost.isVisible());
        std::vector<Pose> poses = f->scene.linkPoses();
        poses[1].position.x += 0.1;
        ghost.setLinkPoses(poses);
        QVERIFY(ghost.isVisible());
        QCOMPARE(appeared.count(), 1);
        QCOMPARE(ghost.differingLinks(), (std::vector<bool>{false, true}));
        f->scene.setLinkPoses(poses);
        QCOMPARE(ghost.differingLinks(), (std::vector<bool>{false, false}));
        QVERIFY(!f->scene.comparison()->isVisible());
        f->scene.load(sample::twoLinks());
        QVERIFY(!ghost.isVisible());
        QCOMPARE(appeared.count(), 2);
    }

    void visualsOfOneMaterialBecomeOneBatch() {
        QAbstractItemModelTester tester(f->scene.batches(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto description = sample::twoLinks();
        const robot::Rgba red{1, 0, 0, 1};
        description.links[0].visuals = {sample::visual(robot::Box{{1, 1, 1}}, "a", red),
                                        sample::visual(robot::Sphere{0.2}, "b", red),
                                        sample::visual(robot::Cylinder{0.1, 1}, "c", robot::Rgba{0, 1, 0, 1})};
        description.links[1].visuals = {sample::visual(robot::Box{{1, 1, 1}}, "a", red)};
        f->scene.load(description);
        QVERIFY(f->scene.isLoading());
        QVERIFY(f->loaded());
        QCOMPARE(f->scene.batches()->count(), 3);
        QCOMPARE(f->scene.failedMeshes(), 0);
        QCOMPARE(f->scene.fullTriangleCount(), f->scene.triangleCount());
        f->scene.clear();
        QCOMPARE(f->scene.batches()->count(), 0);
        QVERIFY(f->scene.isEmpty());
    }

    void rolesCarryTheMaterial() {
        auto description = sample::twoLinks();
        description.links[1].visuals = {
            sample::visual(robot::Box{{1, 1, 1}}, "steel", robot::Rgba{0.5F, 0.25F, 1, 0.5F})};
        f->scene.load(description);
        QVERIFY(f->loaded());
        const auto index = f->scene.batches()->index(0);
        QCOMPARE(index.data(SceneBatchModel::LinkRole).toInt(), 1);
        QCOMPARE(index.data(SceneBatchModel::ColorRole).value<QColor>().alpha(), 128);
        QCOMPARE(index.data(SceneBatchModel::MetalnessRole).toFloat(), 1.0F);
        QCOMPARE(index.data(SceneBatchModel::MeshRole).value<SceneMesh>().maximum, QVector3D(0.5F, 0.5F, 0.5F));
    }

    void aMissingMeshIsAFindingAndAMarker() {
        auto description = sample::twoLinks();
        description.links[0].visuals = {sample::visual(sample::meshFile(f->path("gone.stl"))),
                                        sample::visual(robot::Box{{1, 1, 1}})};
        f->scene.load(description);
        QVERIFY(f->loaded());
        QCOMPARE(f->scene.failedMeshes(), 1);
        QCOMPARE(f->scene.findings().front().element, std::string("base"));
        QVERIFY(!f->scene.findings().front().message.empty());
        int markers = 0;
        for (const auto& batch : f->scene.batches()->batches()) markers += batch.marker ? 1 : 0;
        QCOMPARE(markers, 1);
        QCOMPARE(f->scene.batches()->count(), 2);
    }

    void aFileUsedOftenIsLoadedOnce() {
        sample::writeSphereStl(f->path("ball.stl"), 8, 12, 0.1F);
        auto description = sample::twoLinks();
        for (int i = 0; i < 3; ++i)
            description.links[0].visuals.push_back(sample::visual(sample::meshFile(f->path("ball.stl"))));
        description.links[1].visuals.push_back(sample::visual(sample::meshFile(f->path("ball.stl"))));
        f->scene.load(description);
        QVERIFY(f->loaded());
        QCOMPARE(f->scene.totalMeshes(), 1);
        QCOMPARE(f->scene.loadedMeshes(), 1);
        QCOMPARE(f->scene.batches()->count(), 2);
        QCOMPARE(f->scene.triangleCount(), 4 * (2 * 8 * 12 - 2 * 12));
    }

    void scaleAndMirrorKeepTheOutsideOutside() {
        sample::writeSphereStl(f->path("ball.stl"), 8, 12, 1);
        auto reference = sample::meshFile(f->path("ball.stl"));
        reference.scale = {-0.5, 0.1, 0.2};
        auto description = sample::twoLinks();
        description.links[0].visuals = {sample::visual(reference)};
        f->scene.load(description);
        QVERIFY(f->loaded());
        const SceneMesh& mesh = f->scene.batches()->batches().front().mesh;
        QVERIFY(std::abs(mesh.maximum.x() - 0.5F) < 0.01F);
        QVERIFY(std::abs(mesh.maximum.z() - 0.2F) < 0.001F);
        QVERIFY(dot(faceNormal(mesh), vertexNormal(mesh, firstIndex(mesh))) > 0.3);
    }

    void aBudgetThinsOutTheMeshes() {
        sample::writeSphereStl(f->path("ball.stl"), 60, 120, 0.1F);
        const int full = 2 * 60 * 120 - 2 * 120;
        auto description = sample::twoLinks();
        description.links[0].visuals = {sample::visual(sample::meshFile(f->path("ball.stl")))};
        f->scene.setTriangleBudget(2000);
        f->scene.load(description);
        QVERIFY(f->loaded());
        QCOMPARE(f->scene.fullTriangleCount(), full);
        QVERIFY(f->scene.triangleCount() < 4000);
        QVERIFY(std::abs(f->scene.maximum().x() - 0.1F) < 0.005F);

        // Every triangle follows, for when nothing moves.
        const auto& batches = f->scene.batches()->batches();
        f->scene.refine();
        QVERIFY(f->gui.runUntil([&] { return !batches.front().fullMesh.isEmpty(); }, std::chrono::seconds(20)));
        QCOMPARE(batches.front().fullMesh.indices.size() / 12, qsizetype(full));

        f->scene.setTriangleBudget(0);
        QVERIFY(f->loaded());
        QCOMPARE(f->scene.triangleCount(), full);
    }

    void aNewRobotReplacesTheOneStillLoading() {
        sample::writeSphereStl(f->path("ball.stl"), 100, 200, 0.1F);
        auto first = sample::twoLinks();
        for (int i = 0; i < 10; ++i)
            first.links[0].visuals.push_back(sample::visual(sample::meshFile(f->path("ball.stl"))));
        auto second = sample::twoLinks();
        second.name = "second";
        second.links[1].visuals = {sample::visual(robot::Box{{1, 1, 1}})};
        QSignalSpy finished(&f->scene, &RobotScene::loadFinished);
        f->scene.load(first);
        f->scene.load(second);
        QVERIFY(f->loaded());
        QCOMPARE(finished.count(), 1);
        QCOMPARE(f->scene.name(), QStringLiteral("second"));
        QCOMPARE(f->scene.batches()->count(), 1);
    }

    void goingAwayWhileLoadingIsHarmless() {
        sample::writeSphereStl(f->path("ball.stl"), 100, 200, 0.1F);
        auto description = sample::twoLinks();
        description.links[0].visuals = {sample::visual(sample::meshFile(f->path("ball.stl")))};
        {
            RobotScene brief(f->workers, f->gui, f->path("cache").toStdString());
            brief.load(description);
        }
        f->scene.load(description);
        QVERIFY(f->loaded());
        QCOMPARE(f->scene.batches()->count(), 1);
    }

    void anEmptyRobotFinishes() {
        robot::Description description;
        description.links.resize(1);
        description.roots = {0};
        f->scene.load(description);
        QVERIFY(f->loaded());
        QCOMPARE(f->scene.framePoints().size(), 1);
    }

    void jointPositionsMoveLinksBoundsAndFloor() {
        auto description = sample::twoLinks();
        robot::Visual bar = sample::visual(robot::Box{{1, 0.1, 0.1}});
        bar.linkFromVisual.position = {0.5, 0, 0};
        description.links[1].visuals = {bar};
        f->scene.load(description);
        QVERIFY(f->loaded());
        QVERIFY(std::abs(f->scene.maximum().x() - 1) < 1e-4F);
        QVERIFY(std::abs(f->scene.floorHeight() - 0.95) < 1e-4);

        QSignalSpy posed(&f->scene, &RobotScene::posesChanged);
        const std::vector<double> quarter{std::numbers::pi / 2};
        f->scene.setJointPositions(quarter);
        QCOMPARE(posed.count(), 1);
        QVERIFY(std::abs(f->scene.maximum().y() - 1) < 1e-4F);
        f->scene.setJointPositions(quarter);
        QCOMPARE(posed.count(), 1);
    }

    void aPoseSourceIsAskedAndDropped() {
        f->scene.load(sample::twoLinks());
        QVERIFY(f->loaded());
        bool moves = true;
        f->scene.setPoseSource([&moves](std::vector<Pose>& poses) {
            poses[1].position = {3, 0, 0};
            return moves;
        });
        QVERIFY(f->scene.sample());
        QCOMPARE(f->scene.linkPoses()[1].position.x, 3.0);
        moves = false;
        QVERIFY(!f->scene.sample());
        f->scene.load(sample::twoLinks());
        QVERIFY(!f->scene.hasPoseSource());
        QCOMPARE(f->scene.linkPoses()[1].position.z, 1.0);
    }

    void raysFindTheNearestLink() {
        auto description = sample::twoLinks();
        description.links[0].visuals = {sample::visual(robot::Box{{0.2, 0.2, 0.2}})};
        description.links[1].visuals = {sample::visual(robot::Box{{0.2, 0.2, 0.2}})};
        f->scene.load(description);
        QVERIFY(f->loaded());
        QCOMPARE(f->scene.linkOnRay({0, 0, 5}, {0, 0, -1}), 1);
        QCOMPARE(f->scene.linkOnRay({0, 0, -5}, {0, 0, 2}), 0);
        QCOMPARE(f->scene.linkOnRay({5, 0, 5}, {0, 0, -1}), -1);
        const auto point = f->scene.pointOnRay({0.05F, 0, 5}, {0, 0, -2});
        QVERIFY(point && std::abs(point->z() - 1.1F) < 1e-4F);
    }

    void theShadowLiesUnderTheRobot() {
        auto description = sample::twoLinks();
        description.links[0].visuals = {sample::visual(robot::Box{{0.4, 0.4, 0.1}})};
        f->scene.load(description);
        QVERIFY(f->loaded());
        ContactShadow shadow;
        shadow.setScene(&f->scene);
        const int side = shadow.size().width();
        const auto dark = [&](int x, int y) {
            return static_cast<int>(static_cast<unsigned char>(shadow.darkness()[y * side + x]));
        };
        QVERIFY(dark(side / 2, side / 2) > 120);
        QCOMPARE(dark(0, 0), 0);
        QCOMPARE(dark(side - 1, side / 2), 0);

        f->scene.view()->setProperty("section", static_cast<int>(ViewOptions::Axis::X));
        f->scene.view()->setSectionShare(0); // all but a face is cut away
        QTRY_VERIFY(dark(side / 2, side / 2) < 30);
        f->scene.view()->reset();
        QTRY_VERIFY(dark(side / 2, side / 2) > 120);
    }

    void aPromptContactShadowDoesNotWaitForTheClock() {
        auto description = sample::twoLinks();
        description.links[1].visuals = {sample::visual(robot::Box{{0.4, 0.4, 0.4}})};
        f->scene.load(description);
        QVERIFY(f->loaded());
        ContactShadow shadow;
        shadow.setProperty("prompt", true);
        shadow.setScene(&f->scene);
        std::vector<Pose> poses = f->scene.linkPoses();
        for (int i = 0; i < 5; ++i) {
            const QByteArray before(shadow.darkness().constData(), shadow.darkness().size());
            poses[1].position.x += 0.05;
            f->scene.setLinkPoses(poses);
            QVERIFY(shadow.darkness() != before);
        }
    }
};

QTEST_GUILESS_MAIN(RobotSceneTest)
#include "tst_robot_scene.moc"
