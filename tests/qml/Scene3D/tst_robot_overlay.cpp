// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "exploded_view.h"
#include "overlay_geometry.h"
#include "robot_overlay.h"
#include "sample_robots.h"
#include "stage_labels.h"
#include "view_memory.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>
#include <numbers>

using namespace orrery;
using namespace orrery::scene;

namespace {

Vec3 toVec(const std::array<float, 3>& v) {
    return {v[0], v[1], v[2]};
}

struct Extent {
    Vec3 low{1e9, 1e9, 1e9};
    Vec3 high{-1e9, -1e9, -1e9};
};

Extent extentOf(const OverlayMesh& mesh) {
    Extent e;
    for (const auto& vertex : mesh.vertices) {
        const Vec3 p = toVec(vertex.position);
        e.low = {std::min(e.low.x, p.x), std::min(e.low.y, p.y), std::min(e.low.z, p.z)};
        e.high = {std::max(e.high.x, p.x), std::max(e.high.y, p.y), std::max(e.high.z, p.z)};
    }
    return e;
}

bool sound(const OverlayMesh& mesh) {
    return !mesh.indices.empty() && mesh.indices.size() % 3 == 0 &&
           std::ranges::all_of(mesh.indices, [&](std::uint32_t i) { return i < mesh.vertices.size(); }) &&
           std::ranges::all_of(mesh.vertices, [](const OverlayVertex& v) { return isFinite(toVec(v.position)); });
}

bool close(Vec3 a, Vec3 b, double tolerance = 1e-6) {
    return norm(a - b) < tolerance;
}

constexpr OverlayColor white{1, 1, 1, 1};

robot::Inertial solidBox(double mass, Vec3 size) {
    robot::Inertial inertial;
    inertial.mass = mass;
    const auto moment = [&](double a, double b) { return mass / 12 * (a * a + b * b); };
    inertial.inertia = {moment(size.y, size.z), 0, 0, moment(size.x, size.z), 0, moment(size.x, size.y)};
    return inertial;
}

/// The inertia tensor of a body about axes turned by `q`.
std::array<double, 6> turned(const std::array<double, 6>& own, Quaternion q) {
    const std::array<Vec3, 3> axes{rotate(q, {1, 0, 0}), rotate(q, {0, 1, 0}), rotate(q, {0, 0, 1})};
    const std::array<double, 3> moments{own[0], own[3], own[5]};
    std::array<double, 6> result{};
    for (std::size_t i = 0; i < 3; ++i) {
        const Vec3 a = axes[i];
        const std::array<double, 6> outer{a.x * a.x, a.x * a.y, a.x * a.z, a.y * a.y, a.y * a.z, a.z * a.z};
        for (std::size_t k = 0; k < 6; ++k) result[k] += moments[i] * outer[k];
    }
    return result;
}

} // namespace

/// What is drawn over a robot, as geometry, and the options that choose it.
class RobotOverlayTest : public QObject {
    Q_OBJECT

    struct Fixture {
        QTemporaryDir folder;
        ManualExecutor gui;
        WorkerPool workers{2};
        RobotScene scene{workers, gui, folder.filePath(QStringLiteral("cache")).toStdString()};

        bool loaded() {
            return gui.runUntil([this] { return !scene.isLoading(); }, std::chrono::seconds(20));
        }
        bool loadBoxes() {
            auto description = sample::twoLinks();
            for (auto& link : description.links) {
                link.visuals = {sample::visual(robot::Box{{0.2, 0.2, 0.2}})};
                link.collisions.push_back({{}, {}, robot::Box{{0.3, 0.3, 0.3}}});
            }
            description.links[0].inertial = solidBox(3, {0.2, 0.2, 0.2});
            description.links[1].inertial = solidBox(1, {0.2, 0.2, 0.2});
            scene.load(description);
            return loaded();
        }
    };
    std::unique_ptr<Fixture> f;

private Q_SLOTS:
    void init() { f = std::make_unique<Fixture>(); }
    void cleanup() { f.reset(); }

    void shapesAreWhereTheyShouldBe() {
        OverlayMesh stick;
        appendStick(stick, {0, 0, 0}, {0, 0, 2}, 0.1, white);
        QVERIFY(sound(stick));
        QVERIFY(close(extentOf(stick).high, {0.1, 0.1, 2}, 0.02));
        QVERIFY(std::abs(extentOf(stick).low.z) < 1e-6);
        OverlayMesh nothing;
        appendStick(nothing, {1, 1, 1}, {1, 1, 1}, 0.1, white);
        appendArrow(nothing, {1, 1, 1}, {1, 1, 1}, 0.1, white);
        QVERIFY(nothing.indices.empty());
        OverlayMesh ball;
        appendBall(ball, {{1, 2, 3}, {}}, 0.5, white, {0, 0, 0, 1});
        QVERIFY(sound(ball));
        for (const auto& vertex : ball.vertices)
            QVERIFY(std::abs(norm(toVec(vertex.position) - Vec3{1, 2, 3}) - 0.5) < 1e-5);
        OverlayMesh box;
        appendBoxEdges(box, {{0, 0, 1}, {}}, {1, 2, 3}, 0.001, white);
        QCOMPARE(box.vertices.size(), std::size_t{12 * 12});
        QVERIFY(close(extentOf(box).high, {0.5, 1, 2.5}, 0.01));
    }

    void anArcGoesFromStartToEnd() {
        OverlayMesh quarter;
        appendArc(quarter, {}, {0, 0, 1}, {1, 0, 0}, 0, std::numbers::pi / 2, 0.001, white);
        QVERIFY(sound(quarter));
        QVERIFY(close(extentOf(quarter).high, {1, 1, 0}, 0.01));
        QVERIFY(extentOf(quarter).low.x > -0.01);
        OverlayMesh more; // never more than once around
        appendArc(more, {}, {0, 0, 1}, {1, 0, 0}, -100, 100, 0.001, white);
        QVERIFY(more.vertices.size() <= std::size_t{72 * 12});
    }

    void anInertiaBoxIsTheBodyItCameFrom_data() {
        QTest::addColumn<double>("roll");
        QTest::addColumn<double>("yaw");
        QTest::newRow("straight") << 0.0 << 0.0;
        QTest::newRow("turned") << 0.4 << 1.1;
        QTest::newRow("half a turn") << std::numbers::pi << 0.0;
    }
    void anInertiaBoxIsTheBodyItCameFrom() {
        QFETCH(double, roll);
        QFETCH(double, yaw);
        const Quaternion q = quaternionFromRollPitchYaw(roll, 0.2 * yaw, yaw);
        robot::Inertial inertial = solidBox(2, {0.1, 0.2, 0.4});
        const auto own = inertial.inertia;
        inertial.inertia = turned(own, q);
        const auto box = inertiaBox(inertial);
        QVERIFY(box);
        std::array<double, 3> sizes{box->size.x, box->size.y, box->size.z};
        std::ranges::sort(sizes);
        QVERIFY(close({sizes[0], sizes[1], sizes[2]}, {0.1, 0.2, 0.4}, 1e-6));
        // The long edge of the box lies along the body's.
        const auto longest =
            static_cast<std::size_t>(std::max({box->size.x, box->size.y, box->size.z}) == box->size.x   ? 0
                                     : std::max({box->size.x, box->size.y, box->size.z}) == box->size.y ? 1
                                                                                                        : 2);
        const std::array<Vec3, 3> units{Vec3{1, 0, 0}, Vec3{0, 1, 0}, Vec3{0, 0, 1}};
        const Vec3 along = rotate(box->linkFromBox.rotation, units[longest]);
        QVERIFY(std::abs(std::abs(dot(along, rotate(q, {0, 0, 1}))) - 1) < 1e-6);
    }
    void impossibleInertiaHasNoBox() {
        robot::Inertial inertial = solidBox(2, {0.1, 0.2, 0.4});
        inertial.inertia = {1, 0, 0, 1, 0, 5};
        QVERIFY(!inertiaBox(inertial));
        inertial.inertia = {};
        QVERIFY(!inertiaBox(inertial));
        inertial.mass = 0;
        QVERIFY(!inertiaBox(inertial));
    }

    void whatIsChosenIsDrawn() {
        QVERIFY(f->loadBoxes());
        const auto count = [&](const OverlayChoice& choice) {
            return buildOverlay(*f->scene.description(), f->scene.shownPoses(), choice).vertices.size();
        };
        OverlayChoice choice;
        QCOMPARE(count(choice), std::size_t{0});
        choice.frames = true;
        const auto frames = count(choice);
        QVERIFY(frames > 0);
        choice.hidden = {false, true};
        QCOMPARE(count(choice), frames / 2);
        choice = {};
        choice.jointAxes = true;
        const auto axes = count(choice);
        QVERIFY(axes > 0);
        choice.picked = 1; // with its range
        QVERIFY(count(choice) > axes * 3);
        choice = {};
        choice.massCentres = choice.inertiaBoxes = true;
        QVERIFY(count(choice) > 0);
    }

    void theOverlayFollowsOptionsAndPose() {
        QVERIFY(f->loadBoxes());
        OverlayGeometry geometry;
        geometry.setScene(&f->scene);
        QVERIFY(geometry.isEmpty());
        QSignalSpy emptied(&geometry, &OverlayGeometry::emptyChanged);
        f->scene.view()->setProperty("frames", true);
        QVERIFY(!geometry.isEmpty());
        const QByteArray before = geometry.vertexData();
        const std::vector<double> turn{0.5};
        f->scene.setJointPositions(turn);
        QVERIFY(geometry.vertexData() != before);
        f->scene.view()->setProperty("frames", false);
        QVERIFY(geometry.isEmpty());
        QCOMPARE(emptied.count(), 2);
    }

    void explodingMovesWhatHangsOnApart() {
        QVERIFY(f->loadBoxes());
        QSignalSpy posed(&f->scene, &RobotScene::posesChanged);
        f->scene.view()->setExplosion(0.5);
        QCOMPARE(posed.count(), 1);
        QCOMPARE(f->scene.linkPoses()[1].position.z, 1.0);
        QVERIFY(close(f->scene.shownPoses()[0].position, {}));
        QVERIFY(close(f->scene.shownPoses()[1].position, {0, 0, 2}));
        QCOMPARE(f->scene.linkOnRay({5, 0, 2}, {-1, 0, 0}), 1); // what is seen is what is picked
        QCOMPARE(f->scene.linkOnRay({5, 0, 1}, {-1, 0, 0}), -1);
        f->scene.view()->setExplosion(0);
        QVERIFY(close(f->scene.shownPoses()[1].position, {0, 0, 1}));
    }

    void whatIsHiddenOrCutAwayIsNotPicked() {
        QVERIFY(f->loadBoxes());
        QCOMPARE(f->scene.linkOnRay({0, 0, 5}, {0, 0, -1}), 1);
        f->scene.view()->setLook(1, ViewOptions::Look::Hidden);
        QCOMPARE(f->scene.linkOnRay({0, 0, 5}, {0, 0, -1}), 0);
        f->scene.view()->clearLooks();
        f->scene.view()->setProperty("section", QVariant::fromValue(ViewOptions::Axis::Z));
        QCOMPARE(f->scene.sectionPlane(), QVector4D(0, 0, 1, 0.5F));
        QCOMPARE(f->scene.linkOnRay({0, 0, 5}, {0, 0, -1}), 0);
        f->scene.view()->setProperty("sectionFlipped", true);
        QCOMPARE(f->scene.sectionPlane(), QVector4D(0, 0, -1, -0.5F));
        QCOMPARE(f->scene.linkOnRay({0, 0, -5}, {0, 0, 1}), 1);
        f->scene.view()->setSectionShare(0); // from below through the middle of a box: its far side is met
        f->scene.view()->setProperty("sectionFlipped", false);
        QVERIFY(f->scene.sectionPlane().w() < -0.09F);
    }

    void denseCollisionShapesAreThinnedOut() {
        ManualExecutor workers;
        RobotScene scene(workers, f->gui, f->folder.filePath(QStringLiteral("cache")).toStdString());
        scene.setTriangleBudget(4000);
        const QString ball = f->folder.filePath(QStringLiteral("ball.stl"));
        sample::writeSphereStl(ball, 60, 120, 0.1F);
        auto description = sample::twoLinks();
        description.links[0].collisions.push_back({{}, {}, sample::meshFile(ball)});
        scene.load(description);
        const auto runAll = [&] {
            while (workers.runPending() + f->gui.runPending() > 0) {}
        };
        runAll();
        scene.view()->setProperty("collisions", QVariant::fromValue(ViewOptions::Collisions::Overlaid));
        runAll();
        QCOMPARE(scene.collisionBatches()->count(), 1);
        QVERIFY(scene.collisionBatches()->batches()[0].triangleCount() < 2500);
    }

    void collisionShapesComeWhenFirstWanted() {
        QVERIFY(f->loadBoxes());
        QCOMPARE(f->scene.collisionBatches()->count(), 0);
        f->scene.view()->setProperty("collisions", QVariant::fromValue(ViewOptions::Collisions::Beside));
        QVERIFY(
            f->gui.runUntil([this] { return f->scene.collisionBatches()->count() == 2; }, std::chrono::seconds(20)));
        QVERIFY(f->scene.collisionBatches()->batches()[0].mesh.maximum.x() > 0.14F);
        QCOMPARE(f->scene.framePoints().size(), 2 * 2 * 8);
        QVERIFY(std::abs(f->scene.minimum().y() + 0.1F) < 1e-4F); // the robot itself is no wider
        QVERIFY(f->loadBoxes());                                  // another robot has its own
        QVERIFY(
            f->gui.runUntil([this] { return f->scene.collisionBatches()->count() == 2; }, std::chrono::seconds(20)));
    }

    void theTapeStaysOnItsLinks() {
        QVERIFY(f->loadBoxes());
        SurfaceTape* tape = f->scene.tape();
        QSignalSpy measured(tape, &SurfaceTape::measured);
        tape->pick({0, 0, 5}, {0, 1, 0}); // beside the robot
        QCOMPARE(tape->points(), 0);
        tape->pick({5, 0, 0}, {-1, 0, 0});
        tape->pick({5, 0.05F, 1}, {-1, 0, 0});
        QCOMPARE(tape->points(), 2);
        QVERIFY(close(*tape->span(), {0, 0.05, 1}, 1e-6));
        QCOMPARE(tape->distanceText(), QStringLiteral("1.001 m"));
        QCOMPARE(tape->partsText(), QStringLiteral("dx 0.0 mm, dy 50.0 mm, dz 1.000 m"));
        QVERIFY(tape->linksText().contains(QStringLiteral("base")) &&
                tape->linksText().contains(QStringLiteral("arm")));
        const auto before = measured.count();
        const std::vector<double> half{std::numbers::pi / 2};
        f->scene.setJointPositions(half); // the arm's point is now on its +y side
        QVERIFY(measured.count() > before);
        QVERIFY(close(*tape->span(), {-0.15, 0.1, 1}, 1e-6));
        f->scene.view()->setExplosion(1); // figures are of the robot as it is
        QVERIFY(close(*tape->span(), {-0.15, 0.1, 1}, 1e-6));
        QVERIFY(tape->seenTo()->z > 2);
        tape->pick({5, 0, 0}, {-1, 0, 0});
        QCOMPARE(tape->points(), 1);
        f->scene.clear();
        QCOMPARE(tape->points(), 0);
    }

    void lengthsAreForPeople() {
        QCOMPARE(lengthText(0.01234), QStringLiteral("12.3 mm"));
        QCOMPARE(lengthText(-0.5), QStringLiteral("−50.00 cm"));
        QCOMPARE(lengthText(2.5), QStringLiteral("2.500 m"));
    }

    void labelsStandByThePickedFrameAndTheTape() {
        QVERIFY(f->loadBoxes());
        OrbitCamera camera;
        camera.setProperty("viewport", QSizeF(800, 600));
        StageLabels labels;
        QAbstractItemModelTester tester(&labels, QAbstractItemModelTester::FailureReportingMode::QtTest);
        labels.setScene(&f->scene);
        labels.setCamera(&camera);
        QCOMPARE(labels.rowCount(), 0);
        f->scene.view()->setProperty("frames", true);
        f->scene.setPickedLink(1);
        QCOMPARE(labels.rowCount(), 4);
        QCOMPARE(labels.index(3).data(StageLabels::TextRole).toString(), QStringLiteral("arm"));
        camera.setTarget({0, 0, 1});
        const QPointF place = labels.index(3).data(StageLabels::PlaceRole).toPointF();
        QVERIFY(std::hypot(place.x() - 400, place.y() - 300) < 0.5);
        f->scene.tape()->pick({5, 0, 0}, {-1, 0, 0});
        f->scene.tape()->pick({5, 0, 1}, {-1, 0, 0});
        QCOMPARE(labels.rowCount(), 5);
        QCOMPARE(labels.index(4).data(StageLabels::TextRole).toString(), QStringLiteral("1.000 m"));
    }

    void eachRobotsViewIsRemembered() {
        const QString file = f->folder.filePath(QStringLiteral("config/views.json"));
        ViewOptions options;
        {
            ViewMemory memory(file);
            memory.remember(QStringLiteral("lyra"), options.toMap());
            QVERIFY(!QFile::exists(file)); // nothing to remember
            options.setExplosion(0.25);
            options.setLook(1, ViewOptions::Look::Hidden);
            memory.remember(QStringLiteral("lyra"), options.toMap());
        }
        ViewMemory memory(file);
        ViewOptions back;
        back.restore(memory.recall(QStringLiteral("lyra")));
        QCOMPARE(back.toMap(), options.toMap());
        QVERIFY(memory.recall(QStringLiteral("meridian")).isEmpty());
        memory.remember(QStringLiteral("lyra"), ViewOptions().toMap());
        QVERIFY(ViewMemory(file).recall(QStringLiteral("lyra")).isEmpty());
        sample::writeSphereStl(file, 4, 4, 1); // not JSON at all
        QVERIFY(ViewMemory(file).recall(QStringLiteral("lyra")).isEmpty());
    }

    void optionsSurviveBeingKept() {
        ViewOptions options;
        options.setProperty("frames", true);
        options.setProperty("section", QVariant::fromValue(ViewOptions::Axis::Y));
        options.setLook(2, ViewOptions::Look::SeeThrough);
        options.setOpacity(0.5);
        options.setExplosion(7);
        ViewOptions other;
        other.restore(options.toMap());
        QCOMPARE(other.toMap(), options.toMap());
        QCOMPARE(other.explosion(), 1.0);
        QCOMPARE(other.opacityOf(0), 0.5);
        QVERIFY(other.opacityOf(2) < 0.5);
        QCOMPARE(other.opacities().size(), 3);
        other.restore({{QStringLiteral("collisions"), 99},
                       {QStringLiteral("opacity"), QStringLiteral("much")},
                       {QStringLiteral("looks"), QVariantList{-4, 1}}});
        QCOMPARE(other.collisions(), ViewOptions::Collisions::Off);
        QCOMPARE(other.opacity(), 1.0);
        QCOMPARE(other.lookOf(0), ViewOptions::Look::AsRobot);
        QCOMPARE(other.lookOf(1), ViewOptions::Look::SeeThrough);
        other.reset();
        QVERIFY(!other.anyLook());
        QCOMPARE(other.section(), ViewOptions::Axis::None);
    }
};

QTEST_GUILESS_MAIN(RobotOverlayTest)
#include "tst_robot_overlay.moc"
