// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "robot_on_stage.h"

#include "drag_controller.h"
#include "pose_controller.h"
#include "robot_ghost.h"
#include "robot_session.h"

#include <orrery/robot/kinematics/forward.h>

#include <QElapsedTimer>
#include <QFileInfo>
#include <QSignalSpy>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <memory>
#include <random>

using namespace orrery;

namespace {

QString sharedRobot(const char* file) {
    return QStringLiteral(ORRERY_SHARED_DATA "/robots/") + QString::fromLatin1(file);
}

/// What this thread itself has computed so far, ms: a busy machine does not count.
double ownMillis() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

double largestGap(const std::vector<Pose>& poses, const std::vector<robot::LoopClosure>& closures) {
    double largest = 0;
    for (const robot::LoopClosure& loop : closures)
        largest = std::max(largest, norm(poses[loop.linkA] * loop.pointA - poses[loop.linkB] * loop.pointB));
    return largest;
}

} // namespace

class DragTest : public QObject {
    Q_OBJECT

    struct Fixture : RobotOnStage {
        DragController drag{robot, scene};

        void pick(const char* link) { robot.parts()->pick(static_cast<int>(scene.description()->findLink(link))); }
        Vec3 where(const char* link) { return scene.linkPoses()[scene.description()->findLink(link)].position; }
        /// Drags until the robot rests, and says how far the link is from where the hand went, m.
        double dragTo(const char* link, const QVector3D& way, const QQuaternion& turn = {}) {
            const Vec3 from = where(link);
            drag.begin();
            drag.drag(way, turn);
            settle();
            return norm(where(link) - (from + Vec3{way.x(), way.y(), way.z()}));
        }
    };
    std::unique_ptr<Fixture> f;

private Q_SLOTS:
    void init() { f = std::make_unique<Fixture>(); }
    void cleanup() { f.reset(); }

    void theHandleIsWhereThePickedLinkIs() {
        QVERIFY(f->openText(sample::smallArm()));
        QVERIFY(!f->drag.isReady());
        f->pick("left");
        QVERIFY(f->drag.isReady() && f->drag.isPositionOnly());
        QVERIFY((f->drag.place() - QVector3D(0, 0, 0.5F)).length() < 1e-4F);
        f->robot.moveJoint(1, 45);
        QVERIFY(f->settle());
        QVERIFY(f->drag.place().x() > 0.15F);
        f->pick("base");
        QVERIFY(!f->drag.isReady() && !f->drag.obstacle().isEmpty());
        f->pick("left");
        f->drag.setEnabled(false);
        QVERIFY(!f->drag.isReady());
    }

    void aDragTakesTheLinkAlong() {
        QVERIFY(f->openText(sample::smallArm()));
        f->robot.moveJoint(2, 60);
        QVERIFY(f->settle());
        f->pick("left");
        const double off = f->dragTo("left", {-0.05F, 0.03F, -0.04F});
        QVERIFY2(off < 0.001, qPrintable(QString::number(off)));
        QVERIFY(f->drag.message().isEmpty());
        QVERIFY(f->drag.isDragging());
        f->drag.end(true);
        QVERIFY(!f->drag.isDragging());
    }

    void outOfReachItStretchesAndSaysSo() {
        QVERIFY(f->openText(sample::smallArm()));
        f->robot.moveJoint(2, 60);
        QVERIFY(f->settle());
        f->pick("left");
        f->dragTo("left", {3, 0, 0});
        QVERIFY2(f->drag.message().contains(QStringLiteral("mm short")), qPrintable(f->drag.message()));
        QCOMPARE(f->robot.notice(), f->drag.message());
        const Vec3 shoulder{0, 0, 0.2};
        const Vec3 reached = f->where("left") - shoulder;
        QVERIFY2(norm(reached) > 0.295, qPrintable(QString::number(norm(reached)))); // of 0.3 m: stretched
        QVERIFY(reached.x > 0.28);
        // And back again: it did not stick.
        f->drag.drag({}, {});
        QVERIFY(f->settle());
        QVERIFY(f->drag.message().isEmpty() && f->robot.notice().isEmpty());
    }

    void aJointAtItsLimitIsNamed() {
        QVERIFY(f->openText(sample::smallArm()));
        f->pick("lower"); // only the pan and the lift move it, and its origin only... nothing
        f->pick("hand");
        f->dragTo("hand", {-0.1F, 0, -3});
        QVERIFY2(f->drag.message().contains(QStringLiteral("lift")), qPrintable(f->drag.message()));
    }

    void aGhostGoesFirst() {
        QVERIFY(f->openText(sample::smallArm()));
        f->robot.moveJoint(2, 60);
        QVERIFY(f->settle());
        f->pick("left");
        f->drag.setPreviewFirst(true);
        const Vec3 before = f->where("left");
        f->dragTo("left", {-0.05F, 0, -0.05F});
        QVERIFY(norm(f->where("left") - before) < 1e-4);
        QVERIFY(f->scene.ghost()->isVisible());
        f->drag.end(false); // taken back
        QVERIFY(f->settle());
        QVERIFY(norm(f->where("left") - before) < 1e-4);
        QVERIFY(!f->scene.ghost()->isVisible());
        f->dragTo("left", {-0.05F, 0, -0.05F});
        f->drag.end(true);
        QVERIFY(f->settle());
        QVERIFY(norm(f->where("left") - (before + Vec3{-0.05, 0, -0.05})) < 1e-3);
    }

    void nudgesAreSmallDrags() {
        QVERIFY(f->openText(sample::smallArm()));
        f->robot.moveJoint(2, 60);
        QVERIFY(f->settle());
        f->pick("left");
        const Vec3 before = f->where("left");
        f->drag.nudge({0, 0, -0.005F}, {});
        QVERIFY(f->settle());
        QVERIFY(norm(f->where("left") - (before + Vec3{0, 0, -0.005})) < 5e-4);
    }

    /// Circles within and beyond reach: each step moves no joint far, and takes well below 2 ms.
    void draggingNeitherFlipsNorWaits_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("link");
        QTest::addColumn<bool>("turns");
        QTest::newRow("meridian") << QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf")
                                  << QByteArray() << true;
        QTest::newRow("so101") << sharedRobot("so101/so101_new_calib.urdf") << QByteArray("gripper_link") << false;
        QTest::newRow("panda") << sharedRobot("panda/moveit_resources_panda_description/urdf/panda.urdf")
                               << QByteArray("panda_hand") << true;
        QTest::newRow("reachy_mini") << sharedRobot("reachy_mini/robot.urdf") << QByteArray("head") << true;
    }
    void draggingNeitherFlipsNorWaits() {
        QFETCH(QString, file);
        QFETCH(QByteArray, link);
        QFETCH(bool, turns);
        if (!QFileInfo::exists(file)) QSKIP("this robot's files are not here");
        QVERIFY(f->open(file));
        const robot::KinematicModel& model = f->robot.session()->model();
        const LoopCloser& loops = f->robot.session()->loops();
        DragSolver solver(model, loops);
        const auto& description = *f->scene.description();
        std::size_t dragged = description.findLink(link.toStdString());
        for (std::size_t i = 0; link.isEmpty() && i < description.links.size(); ++i) {
            if (solver.carriers(i).size() >= 6) dragged = i;
        }
        QVERIFY(dragged != robot::npos);
        solver.begin(dragged, f->robot.session()->home());
        const Pose start = robot::forwardKinematics(model, solver.positions())[dragged];
        const double radius = loops.isActive() ? 0.02 : 0.12;
        std::vector<double> millis;
        double farthest = 0;
        double gap = 0;
        for (int i = 0; i < 600; ++i) {
            const double angle = i * 0.05;
            const double size = radius * (i < 300 ? 1 : 3); // the second half goes beyond reach
            const Vec3 goal = start.position + Vec3{size * (std::cos(angle) - 1), size * std::sin(angle),
                                                    size * 0.5 * std::sin(2 * angle)};
            const std::vector<double> before = solver.positions();
            const double began = ownMillis();
            QVERIFY(solver.towards(goal, turns ? std::optional(start.rotation) : std::nullopt).has_value());
            millis.push_back(ownMillis() - began);
            for (std::size_t k = 0; k < before.size(); ++k)
                farthest = std::max(farthest, std::abs(solver.positions()[k] - before[k]));
            if (loops.isActive())
                gap = std::max(gap, largestGap(robot::forwardKinematics(model, solver.positions()), loops.closures()));
        }
        std::ranges::sort(millis);
        qInfo("%zu joints: %.3f ms a step, 95 of 100 within %.3f ms, slowest %.3f ms; no joint moved more than %.3f; "
              "gap %.4f mm",
              model.coordinateCount(), millis[300], millis[570], millis.back(), farthest, gap * 1000);
        QVERIFY(farthest <= 0.2501);
        QVERIFY(gap <= 1e-4);
        QVERIFY(millis[570] < 4); // unoptimised; 2 ms are meant
    }

    /// The rods meet the head, however the motors stand: in what is drawn, not only in the solver.
    void loopsAreClosedInWhatIsDrawn() {
        if (!QFileInfo::exists(sharedRobot("reachy_mini/robot.urdf"))) QSKIP("this robot's files are not here");
        QVERIFY(f->open(sharedRobot("reachy_mini/robot.urdf")));
        RobotSession& session = *f->robot.session();
        const LoopCloser& loops = session.loops();
        QVERIFY(loops.isActive());
        QCOMPARE(loops.closures().size(), std::size_t(5));
        f->scene.sample();
        QVERIFY(largestGap(f->scene.linkPoses(), loops.closures()) <= 1e-4);
        // Nine joints to set; the rest is for reading.
        int settable = 0;
        for (int row = 0; row < f->robot.joints()->count(); ++row)
            settable += f->robot.joints()->isSettable(row) ? 1 : 0;
        QCOMPARE(settable, 9);

        PoseController poses(f->robot, f->scene, f->gui, f->pool, f->folder.path().toStdString());
        poses.setShowMovesFirst(false);
        poses.seed(3);
        double worst = 0;
        double worstInMotion = 0;
        int moves = 0;
        DragSolver solver(session.model(), loops);
        const std::size_t head = f->scene.description()->findLink("head");
        std::mt19937 random(5);
        std::uniform_real_distribution<double> turn(-0.35, 0.35);
        std::uniform_real_distribution<double> height(-0.015, 0.01);
        const Pose rest{Vec3{0, 0, 0.177}, {}};
        std::vector<double> millis;
        for (int i = 0; i < 12; ++i) {
            std::vector<double> present = session.home();
            QVERIFY(session.positionsToShow(present));
            solver.begin(head, present);
            const Vec3 position = rest.position + Vec3{0, 0, height(random)};
            const Quaternion rotation = quaternionFromRollPitchYaw(turn(random), turn(random), turn(random));
            for (int step = 0; step < 120; ++step) {
                const auto result = solver.towards(position, rotation);
                QVERIFY(result.has_value());
                if (result->outcome == robot::InverseOutcome::Reached || !result->moved) break;
            }
            std::vector<robot::JointTarget> targets;
            for (const std::size_t k : solver.carriers(head))
                targets.push_back({session.model().coordinates()[k].name, solver.positions()[k], {}});
            QVERIFY2(f->robot.move(targets, robot::MotionSource::Slider), qPrintable(f->robot.notice()));
            ++moves;
            QElapsedTimer since;
            since.start();
            while (since.elapsed() < 250) {
                QTest::qWait(10);
                QElapsedTimer timer;
                timer.start();
                f->scene.sample();
                millis.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
                worstInMotion = std::max(worstInMotion, largestGap(f->scene.linkPoses(), loops.closures()));
            }
            QVERIFY(f->settle());
            f->scene.sample();
            worst = std::max(worst, largestGap(f->scene.linkPoses(), loops.closures()));
        }
        std::ranges::sort(millis);
        qInfo("%d head poses: largest gap %.4f mm at rest, %.4f mm on the way; %.2f ms a frame, slowest %.2f ms", moves,
              worst * 1000, worstInMotion * 1000, millis[millis.size() / 2], millis.back());
        QVERIFY(worst <= 1e-4);
        QVERIFY(worstInMotion <= 1e-3);
    }
};

QTEST_MAIN(DragTest)
#include "tst_drag.moc"
