// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <orrery/robot/description/load_description.h>
#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/sim/physics_simulator.h>

#include <QFileInfo>

#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace orrery;
using namespace orrery::robot;
using std::chrono::steady_clock;

namespace {

constexpr double kGravity = 9.81;

Link makeLink(std::string name, double mass, std::size_t parentJoint) {
    Link link;
    link.name = std::move(name);
    link.inertial = Inertial{{{0.1, 0, 0}, {}}, mass, {0.001, 0, 0, 0.002, 0, 0.002}};
    link.parentJoint = parentJoint;
    return link;
}

/// A base and two level links of 0.2 m that bend about y: gravity pulls at both.
Description arm() {
    Description robot;
    robot.name = "arm";
    robot.links = {makeLink("base", 1, npos), makeLink("upper", 0.5, 0), makeLink("lower", 0.3, 1)};
    robot.roots = {0};
    for (std::size_t i = 0; i < 2; ++i) {
        Joint joint;
        joint.name = i == 0 ? "shoulder" : "elbow";
        joint.type = JointType::Revolute;
        joint.parent = i;
        joint.child = i + 1;
        joint.parentFromJoint.position = {i == 0 ? 0.0 : 0.2, 0, i == 0 ? 1.0 : 0.0};
        joint.axis = {0, 1, 0};
        joint.limits = {-2, 2, 3, 20, true};
        robot.joints.push_back(joint);
        robot.jointOrder.push_back(i);
    }
    return robot;
}

/// A box of 10 cm and 2 kg.
Description box() {
    Description robot;
    robot.name = "box";
    Link link;
    link.name = "box";
    link.inertial = Inertial{{}, 2, {0.003, 0, 0, 0.003, 0, 0.003}};
    link.collisions.push_back({"", {}, Box{{0.1, 0.1, 0.1}}, 0});
    robot.links = {link};
    robot.roots = {0};
    return robot;
}

struct Stage {
    explicit Stage(Description given, PhysicsOptions options = {}) : robot(std::move(given)) {
        options.paused = true;
        auto made = PhysicsSimulator::create(robot, options);
        if (!made) {
            error = describe(made.error());
            return;
        }
        simulator = *std::move(made);
        gate = std::make_unique<MotionGate>(robot.joints, *simulator);
    }

    Result<GateVerdict> move(std::vector<JointTarget> targets) const {
        return gate->submit(
            {MotionSource::Slider, std::move(targets), steady_clock::now() + std::chrono::seconds(60), {}});
    }
    /// Exactly so many steps.
    bool run(std::uint64_t steps) const {
        const std::uint64_t until = simulator->snapshot().steps + steps;
        simulator->step(steps);
        return QTest::qWaitFor([&] { return simulator->snapshot().steps >= until; }, 60000) &&
               simulator->snapshot().steps == until;
    }
    double position(std::size_t joint) const { return simulator->states().newest()->position[joint]; }

    Description robot;
    std::string error;
    std::unique_ptr<PhysicsSimulator> simulator;
    std::unique_ptr<MotionGate> gate; // last: the link outlives it
};

Vec3 sumOnto(const PhysicsSnapshot& snapshot, const std::string& link) {
    Vec3 sum;
    for (const ContactForce& contact : snapshot.contacts) {
        if (contact.second == link) sum = sum + contact.force;
        if (contact.first == link) sum = sum - contact.force;
    }
    return sum;
}

} // namespace

class PhysicsSimulatorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsItsPoseUnderGravity() {
        Stage stage(arm());
        QVERIFY2(stage.simulator, stage.error.c_str());
        QVERIFY(stage.run(3000));
        QVERIFY2(std::abs(stage.position(0)) < 0.02, qPrintable(QString::number(stage.position(0))));
        QVERIFY2(std::abs(stage.position(1)) < 0.02, qPrintable(QString::number(stage.position(1))));
        // The motor carries both links: 0.5 kg at 0.1 m and 0.3 kg at 0.3 m.
        const double torque = kGravity * (0.5 * 0.1 + 0.3 * 0.3);
        const double effort = stage.simulator->states().newest()->effort[0];
        QVERIFY2(std::abs(std::abs(effort) - torque) < 0.02 * torque, qPrintable(QString::number(effort)));
    }

    void usesTheDriveOfTheDescription() {
        Description robot = arm();
        robot.joints[0].drive = PositionDrive{20, 1};
        robot.joints[0].armature = 0.02;
        robot.joints[0].damping = 0.5;
        const Stage stage(robot);
        QVERIFY2(stage.simulator, stage.error.c_str());
        QVERIFY(stage.run(8000));
        // It hangs where the spring carries both links, which are at 0.1 m and 0.3 m.
        const double torque = kGravity * (0.5 * 0.1 + 0.3 * 0.3);
        const double sag = stage.position(0);
        QVERIFY2(std::abs(sag * 20 - torque * std::cos(sag)) < 0.03 * torque, qPrintable(QString::number(sag)));
    }

    void goesWhereTheGateSends() {
        Stage stage(arm());
        QVERIFY(stage.move({{"shoulder", -0.5, {}}, {"elbow", 0.8, {}}}));
        QVERIFY(stage.run(3000));
        QVERIFY2(std::abs(stage.position(0) + 0.5) < 0.02, qPrintable(QString::number(stage.position(0))));
        QVERIFY2(std::abs(stage.position(1) - 0.8) < 0.02, qPrintable(QString::number(stage.position(1))));
    }

    void aFollowerOfWhatCannotMoveStays() {
        Description robot = arm();
        robot.joints[0].type = JointType::Fixed;
        robot.joints[1].mimic = Mimic{0, 1, 0.5};
        Stage stage(robot);
        QVERIFY2(stage.simulator, stage.error.c_str());
        QVERIFY(stage.run(2000));
        QVERIFY2(std::abs(stage.position(0) - 0.5) < 0.02, qPrintable(QString::number(stage.position(0))));
    }

    void withoutStrengthItFalls() {
        Description weak = arm();
        weak.joints[0].limits.effort = 0.1;
        Stage stage(weak);
        QVERIFY(stage.run(3000));
        QVERIFY2(stage.position(0) > 0.5, qPrintable(QString::number(stage.position(0))));
    }

    void releasedItFallsAndEngagedItHoldsWhereItIs() {
        Stage stage(arm());
        QVERIFY(stage.run(1000));
        QVERIFY(std::abs(stage.position(0)) < 0.02);
        QVERIFY(stage.gate->release());
        QVERIFY(stage.run(150));
        // Freely about y: as fast as gravity turns both links, more than any servo would let it.
        const double fallen = stage.position(0);
        QVERIFY2(fallen > 0.1, qPrintable(QString::number(fallen)));
        QCOMPARE(stage.simulator->states().newest()->effort[0], 0.0);
        QVERIFY(stage.move({{"shoulder", 0, {}}}).error().is(MotionErrc::Released));
        QVERIFY(stage.gate->engage());
        QVERIFY(stage.run(1500));
        const double held = stage.position(0);
        QVERIFY2(std::abs(held - fallen) < 0.3, qPrintable(QString::number(held - fallen)));
        QVERIFY(stage.run(500));
        QVERIFY(std::abs(stage.position(0) - held) < 0.01);
        QVERIFY(stage.move({{"shoulder", 0, {}}}));
        QVERIFY(stage.run(3000));
        QVERIFY2(std::abs(stage.position(0)) < 0.02, qPrintable(QString::number(stage.position(0))));
    }

    void theFloorCarriesTheWeight() {
        PhysicsOptions options;
        options.fixedBase = false;
        Stage stage(box(), options);
        QVERIFY2(stage.simulator, stage.error.c_str());
        QVERIFY(stage.run(2000));
        const PhysicsSnapshot snapshot = stage.simulator->snapshot();
        QVERIFY(snapshot.contactCount > 0);
        QCOMPARE(snapshot.contacts.front().first, std::string("floor"));
        const Vec3 force = sumOnto(snapshot, "box");
        QVERIFY2(std::abs(force.z - 2 * kGravity) < 0.01 * 2 * kGravity, qPrintable(QString::number(force.z)));
        QVERIFY(std::abs(force.x) < 0.05 && std::abs(force.y) < 0.05);
        QVERIFY2(std::abs(snapshot.root.position.z) < 0.002, qPrintable(QString::number(snapshot.root.position.z)));
    }

    void withoutAFloorItFallsFreely() {
        PhysicsOptions options;
        options.fixedBase = options.floor = false;
        Stage stage(box(), options);
        QVERIFY(stage.run(1000));
        const double fallen = stage.simulator->snapshot().root.position.z;
        QVERIFY2(std::abs(fallen + kGravity / 2) < 0.02, qPrintable(QString::number(fallen)));
    }

    void aPushMovesAndItReturns() {
        Stage stage(arm());
        QVERIFY(stage.run(2000));
        const double before = stage.position(0);
        QVERIFY(stage.simulator->push("lower", {0, 0, 20}, 0.1));
        QVERIFY(stage.run(100));
        QVERIFY(stage.simulator->snapshot().pushed);
        const double pushed = stage.position(0);
        QVERIFY2(std::abs(pushed - before) > 0.01, qPrintable(QString::number(pushed - before)));
        QVERIFY(stage.run(3000));
        QVERIFY(!stage.simulator->snapshot().pushed);
        QVERIFY2(std::abs(stage.position(0) - before) < 0.002, qPrintable(QString::number(stage.position(0) - before)));
    }

    void aPullDrawsThePointTowardsItsTarget() {
        Description weak = arm();
        for (Joint& joint : weak.joints) joint.limits.effort = 0.01;
        PhysicsOptions options;
        options.gravity = {};
        Stage stage(weak, options);
        const Vec3 target{0.2, 0, 1.25}; // above the elbow; the tip begins at x = 0.4
        QVERIFY(stage.simulator->pull({"lower", {0.2, 0, 0}, target, 200, 10}));
        QVERIFY(stage.run(3000));
        const PhysicsSnapshot snapshot = stage.simulator->snapshot();
        QCOMPARE(snapshot.outerForces.size(), std::size_t{1});
        QCOMPARE(snapshot.outerForces[0].link, std::string("lower"));
        const double gap = norm(snapshot.outerForces[0].position - target);
        QVERIFY2(gap < 0.02, qPrintable(QString::number(gap)));
        stage.simulator->letGo();
        QVERIFY(stage.run(10));
        QVERIFY(stage.simulator->snapshot().outerForces.empty());
    }

    void stopEndsAPush() {
        Stage stage(arm());
        QVERIFY(stage.simulator->push("lower", {0, 0, 5}, 60));
        QVERIFY(stage.run(10));
        QVERIFY(stage.simulator->snapshot().pushed);
        QVERIFY(stage.simulator->push("upper", {0, 0, 5}, 60)); // waits for the next step
        stage.gate->stop();
        QVERIFY(stage.run(1));
        QVERIFY(!stage.simulator->snapshot().pushed);
    }

    void gravityChangesUnderWay() {
        PhysicsOptions options;
        options.fixedBase = options.floor = false;
        options.gravity = {};
        Stage stage(box(), options);
        QVERIFY(stage.run(500));
        QVERIFY(std::abs(stage.simulator->snapshot().root.position.z) < 1e-9);
        stage.simulator->setGravity({0, 0, -2});
        QVERIFY(stage.run(1000));
        QVERIFY(std::abs(stage.simulator->snapshot().root.position.z + 1) < 0.01);
    }

    void resetBeginsAnew() {
        Stage stage(arm());
        QVERIFY(stage.move({{"elbow", 1, {}}}));
        QVERIFY(stage.run(2000));
        QVERIFY(stage.simulator->push("lower", {0, 0, 5}, 60));
        stage.simulator->reset();
        QTRY_COMPARE(stage.simulator->snapshot().steps, std::uint64_t{0});
        QTRY_VERIFY(std::abs(stage.position(1)) < 1e-9);
        QVERIFY(stage.run(1000));
        QVERIFY2(std::abs(stage.position(1)) < 0.02, qPrintable(QString::number(stage.position(1))));
        QVERIFY(!stage.simulator->snapshot().pushed);
    }

    void pushesAreChecked() {
        const Stage stage(arm());
        const double nan = std::numeric_limits<double>::quiet_NaN();
        for (const Vec3 force : {Vec3{nan, 0, 0}, Vec3{1e9, 0, 0}}) {
            const Status status = stage.simulator->push("lower", force, 0.1);
            QVERIFY(!status && status.error().is(PhysicsErrc::InvalidArgument));
        }
        QVERIFY(!stage.simulator->push("lower", {1, 0, 0}, nan));
        QVERIFY(!stage.simulator->push("nobody", {1, 0, 0}, 0.1));
        QVERIFY(stage.run(10));
        QVERIFY(!stage.simulator->snapshot().pushed);
    }

    void stepsExactlyWhilePaused() {
        const Stage stage(arm());
        QCOMPARE(stage.simulator->snapshot().steps, std::uint64_t{0});
        QVERIFY(stage.run(1));
        QVERIFY(stage.run(999));
        QCOMPARE(stage.simulator->snapshot().time, 1.0);
        const auto state = *stage.simulator->states().newest();
        // Ten more states and nothing has moved.
        QVERIFY(QTest::qWaitFor(
            [&] { return stage.simulator->states().newest()->time - state.time > std::chrono::milliseconds(50); }));
        QCOMPARE(stage.simulator->snapshot().steps, std::uint64_t{1000});
        QCOMPARE(stage.position(0), state.position[0]);
    }

    void twoRunsAreTheSame() {
        const Stage one(arm());
        const Stage other(arm());
        QVERIFY(one.run(500) && other.run(500));
        QCOMPARE(one.position(0), other.position(0));
    }

    void runsAtTheSpeedAskedFor() {
        const Stage stage(arm());
        stage.simulator->setSpeed(0.1);
        stage.simulator->setPaused(false);
        QVERIFY(QTest::qWaitFor([&] { return stage.simulator->snapshot().realTimeFactor > 0.05; }, 10000));
        QVERIFY(stage.simulator->snapshot().realTimeFactor < 0.2);
        stage.simulator->setPaused(true);
        QVERIFY(QTest::qWaitFor([&] { return stage.simulator->snapshot().realTimeFactor == 0; }, 10000));
    }

    void noNumberThatIsNonePasses() {
        Stage stage(arm());
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const double infinite = std::numeric_limits<double>::infinity();
        for (const double bad : {nan, infinite, -infinite, 1e9}) QVERIFY(!stage.move({{"elbow", bad, {}}}));
        QVERIFY(!stage.move({{"elbow", 0.1, nan}}));
        QVERIFY(stage.run(500));
        QCOMPARE(stage.simulator->snapshot().resets, std::uint64_t{0});
        const JointState state = *stage.simulator->states().newest();
        for (const double value : state.position) QVERIFY(std::isfinite(value));
        QVERIFY2(std::abs(stage.position(1)) < 0.02, qPrintable(QString::number(stage.position(1))));
    }

    void stopHoldsAndForgets() {
        Stage stage(arm());
        QVERIFY(stage.move({{"elbow", 1.5, 0.5}}));
        QVERIFY(stage.run(1000));
        const double at = stage.position(1);
        QVERIFY(at > 0.2 && at < 0.6);
        stage.gate->stop();
        QVERIFY(stage.run(2000));
        QVERIFY2(std::abs(stage.position(1) - at) < 0.05, qPrintable(QString::number(stage.position(1) - at)));
        QVERIFY(stage.move({{"elbow", 0, {}}}));
        QVERIFY(stage.run(2000));
        QVERIFY(std::abs(stage.position(1)) < 0.02);
    }

    void badOptionsAreRefused() {
        PhysicsOptions options;
        options.step = std::numeric_limits<double>::quiet_NaN();
        const auto made = PhysicsSimulator::create(arm(), options);
        QVERIFY(!made && made.error().is(PhysicsErrc::InvalidArgument));
        QVERIFY(!PhysicsSimulator::create(Description{}));
    }

    void realRobotsStand_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("lyra") << QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/lyra/lyra.urdf");
        QTest::newRow("meridian") << QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf");
        for (const char* name :
             {"so101/so101_new_calib.urdf", "so101/scene.xml", "reachy_mini/robot_simple_collision.urdf",
              "reachy_mini/reachy_mini.xml", "panda/moveit_resources_panda_description/urdf/panda.urdf"})
            QTest::newRow(name) << QStringLiteral(ORRERY_SHARED_DATA "/robots/") + name;
    }

    void realRobotsStand() {
        QFETCH(QString, file);
        if (!QFileInfo::exists(file)) QSKIP("This robot is not here.");
        const auto loaded = loadDescription(file.toStdString(), {{}, {}, false});
        QVERIFY2(loaded, loaded ? "" : describe(loaded.error()).c_str());
        const Stage stage(loaded->description);
        QVERIFY2(stage.simulator, stage.error.c_str());
        const JointState before = *stage.simulator->states().newest();
        QVERIFY(stage.run(1000));
        QCOMPARE(stage.simulator->snapshot().resets, std::uint64_t{0});
        const JointState after = *stage.simulator->states().newest();
        for (std::size_t i = 0; i < after.position.size(); ++i) {
            const std::string& name = stage.simulator->joints()[i];
            if (name.starts_with("passive_")) continue;
            const QString moved =
                QString::fromStdString(name) + QStringLiteral(" by %1").arg(after.position[i] - before.position[i]);
            QVERIFY2(std::abs(after.position[i] - before.position[i]) < 0.05, qPrintable(moved));
        }
        qInfo("%.0f steps a second", stage.simulator->snapshot().stepsPerSecond);
    }
};

QTEST_GUILESS_MAIN(PhysicsSimulatorTest)
#include "tst_physics_simulator.moc"
