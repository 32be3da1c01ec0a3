// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/motion/stop_procedure.h>
#include <orrery/robot/sim/kinematic_simulator.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace orrery;
using namespace orrery::robot;
using std::chrono::steady_clock;

namespace {

Description arm() {
    Description robot;
    robot.name = "arm";
    for (const char* const name : {"base", "elbow"}) {
        Joint joint;
        joint.name = name;
        joint.type = JointType::Revolute;
        joint.limits = {-2, 2, 2, 0, true};
        robot.joints.push_back(joint);
    }
    return robot;
}

struct Stage {
    Result<GateVerdict> move(std::vector<JointTarget> targets) {
        return gate.submit(
            {MotionSource::Slider, std::move(targets), steady_clock::now() + std::chrono::seconds(5), {}});
    }
    [[nodiscard]] JointState state() const { return *simulator.states().newest(); }
    [[nodiscard]] double position(std::size_t joint) const { return state().position[joint]; }
    [[nodiscard]] bool isFast() const { return std::abs(state().velocity[0]) > 0.5; }

    /// Ticks until the report is there.
    static std::optional<StopReport> follow(StopProcedure& procedure, const std::function<void()>& meanwhile = {}) {
        std::optional<StopReport> report;
        (void)QTest::qWaitFor(
            [&] {
                if (meanwhile) meanwhile();
                report = procedure.tick();
                return report.has_value();
            },
            20000);
        return report;
    }

    Description description = arm();
    KinematicSimulator simulator{description};
    MotionGate gate{description.joints, simulator};
};

/// Half of what a stop must manage is to be heard; this robot is deaf.
class DeafLink final : public RobotLink {
public:
    [[nodiscard]] std::string name() const override { return "Deaf"; }
    [[nodiscard]] const JointNames& joints() const override { return m_joints; }
    [[nodiscard]] const StateBuffer& states() const override { return m_states; }
    Status send(const JointCommand&) override { return {}; }
    void stop(std::uint64_t) override {}
    void goOn() {
        m_at += 0.01;
        m_states.push({steady_clock::now(), {0, m_at}, {}, {}});
    }

private:
    JointNames m_joints{"base", "elbow"};
    StateBuffer m_states;
    double m_at = 0;
};

} // namespace

class StopProcedureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdSaysWhenTheRobotCameToRest() {
        Stage stage;
        QVERIFY(stage.move({{"base", 2.0, {}}}));
        QTRY_VERIFY(stage.isFast());
        auto procedure = StopProcedure::begin(stage.gate, StopLevel::Hold);
        QVERIFY(procedure);
        const auto report = Stage::follow(*procedure);
        QVERIFY(report);
        QVERIFY2(report->atRest, report->sentence.c_str());
        QVERIFY(report->moving.empty());
        // From at least 0.5 rad/s at 8 rad/s2, and from 2 rad/s at most; and the simulator's beat.
        QVERIFY2(report->milliseconds > 40 && report->milliseconds < 1000, report->sentence.c_str());
        QVERIFY(stage.position(0) < 1.99);
    }

    void aRobotThatDoesNotStopIsReported() {
        DeafLink link;
        const auto joints = arm().joints;
        MotionGate gate(joints, link);
        auto procedure = StopProcedure::begin(gate, StopLevel::Hold);
        QVERIFY(procedure);
        const auto report = Stage::follow(*procedure, [&] { link.goOn(); });
        QVERIFY(report);
        QVERIFY(!report->atRest);
        QCOMPARE(report->moving, JointNames{"elbow"});
        QVERIFY2(report->sentence.starts_with("Still moving after 3."), report->sentence.c_str());
    }

    void parkHoldsFirstThenTravelsSlowly() {
        Stage stage;
        QVERIFY(stage.move({{"base", 2.0, {}}}));
        QTRY_VERIFY(stage.isFast());
        auto procedure = StopProcedure::begin(stage.gate, StopLevel::Park, {{"base", 0.0, {}}, {"elbow", 0.3, {}}});
        QVERIFY(procedure);
        const double stopped = stage.position(0);
        double fastestBack = 0;
        const auto report =
            Stage::follow(*procedure, [&] { fastestBack = std::max(fastestBack, -stage.state().velocity[0]); });
        QVERIFY(report);
        QVERIFY2(report->parked && report->atRest, report->sentence.c_str());
        QVERIFY(stopped > 0.01);
        QCOMPARE(stage.position(0), 0.0);
        QCOMPARE(stage.position(1), 0.3);
        QVERIFY2(fastestBack > 0 && fastestBack <= 2 * kParkSpeed + 1e-9, qPrintable(QString::number(fastestBack)));
        QVERIFY(stage.move({{"base", 0.1, {}}})); // and the robot is free again
    }

    void parkingCanItselfBeStopped() {
        Stage stage;
        auto procedure = StopProcedure::begin(stage.gate, StopLevel::Park, {{"base", 2.0, {}}});
        QVERIFY(procedure);
        bool done = false;
        const auto report = Stage::follow(*procedure, [&] {
            if (!done && stage.state().velocity[0] > 0.3) {
                done = true;
                stage.gate.stop();
            }
        });
        QVERIFY(report);
        QVERIFY(!report->parked);
        QVERIFY2(report->sentence.ends_with("Parking was stopped."), report->sentence.c_str());
        QTRY_COMPARE(stage.state().velocity[0], 0.0);
        QVERIFY(stage.position(0) < 1.5);
    }

    void aPersonMayTakeOverFromParking() {
        Stage stage;
        auto procedure = StopProcedure::begin(stage.gate, StopLevel::Park, {{"base", 2.0, {}}});
        QVERIFY(procedure);
        const auto report = Stage::follow(*procedure, [&] {
            if (stage.state().velocity[0] > 0.3) (void)stage.move({{"base", 0.0, {}}});
        });
        QVERIFY(report);
        QVERIFY(!report->parked);
        QVERIFY2(report->sentence.ends_with("a person took over."), report->sentence.c_str());
    }

    void aBadParkPoseIsSaidAndTheRobotStopsAllTheSame() {
        Stage stage;
        QVERIFY(stage.move({{"base", 2.0, {}}}));
        QTRY_VERIFY(stage.isFast());
        const auto procedure = StopProcedure::begin(stage.gate, StopLevel::Park, {{"base", 90, {}}});
        QVERIFY(procedure.error().is(MotionErrc::OutOfRange));
        QTRY_COMPARE(stage.state().velocity[0], 0.0);
        QVERIFY(stage.position(0) < 1.99);
    }

    void releaseSwitchesOffUntilEngaged() {
        Stage stage;
        QVERIFY(stage.gate.releaseWarning().find("fall") != std::string::npos);
        QVERIFY(stage.move({{"base", 2.0, {}}}));
        QTRY_VERIFY(stage.isFast());
        auto procedure = StopProcedure::begin(stage.gate, StopLevel::Release);
        QVERIFY(procedure);
        const auto report = Stage::follow(*procedure);
        QVERIFY(report && report->atRest);
        QVERIFY2(report->sentence.starts_with("The motors are off"), report->sentence.c_str());
        const double rest = stage.position(0);
        QVERIFY(stage.move({{"base", -1.0, {}}}).error().is(MotionErrc::Released));
        QVERIFY(stage.gate.engage());
        const auto then = stage.state().time;
        QTRY_VERIFY(stage.state().time - then > std::chrono::milliseconds(100));
        QCOMPARE(stage.position(0), rest); // it does not go on to where it was going
        QVERIFY(stage.move({{"base", 0.0, {}}}));
        QTRY_COMPARE(stage.position(0), 0.0);
    }
};

QTEST_GUILESS_MAIN(StopProcedureTest)
#include "tst_stop_procedure.moc"
