// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "recording_link.h"

#include <orrery/robot/motion/motion_gate.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <memory>
#include <thread>

using namespace orrery;
using namespace orrery::robot;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Targets = std::vector<JointTarget>;

} // namespace
Q_DECLARE_METATYPE(Targets)
Q_DECLARE_METATYPE(MotionErrc)

class MotionGateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void handsOverWhatIsWithinLimits() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        const auto verdict = gate.submit(intentFor({{"elbow", 1.0, 0.5}, {"lift", 0.1, {}}}));
        QVERIFY(verdict);
        QVERIFY(verdict->clamped.empty());
        QCOMPARE(verdict->applied.size(), 2U);
        QCOMPARE(verdict->applied[0].joint, "elbow");
        const auto commands = link.commands();
        QCOMPARE(commands.size(), 1U);
        QCOMPARE(commands[0].epoch(), 0U);
        QCOMPARE(commands[0].targets()[0].joint, 1U);
        QCOMPARE(commands[0].targets()[0].position, 1.0);
        QCOMPARE(commands[0].targets()[0].maxVelocity, 0.5);
        QCOMPARE(commands[0].targets()[1].joint, 3U);
        QCOMPARE(commands[0].targets()[1].maxVelocity, 0.2);
    }

    void shortensSmallOvershootAndSaysSo() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        const auto verdict = gate.submit(intentFor({{"elbow", radiansFromDegrees(147), {}}, {"lift", -0.005, {}}}));
        QVERIFY(verdict);
        QCOMPARE(verdict->clamped.size(), 2U);
        QCOMPARE(verdict->clamped[0].sentence, "elbow stops at its limit of 145 deg, 147 deg was asked.");
        QCOMPARE(verdict->clamped[1].sentence, "lift stops at its limit of 0 mm, -5 mm was asked.");
        QCOMPARE(verdict->requested[0].position, radiansFromDegrees(147));
        QCOMPARE(verdict->applied[0].position, radiansFromDegrees(145));
        QCOMPARE(link.commands()[0].targets()[0].position, radiansFromDegrees(145));
        QCOMPARE(link.commands()[0].targets()[1].position, 0.0);
    }

    void overshootIsMeasuredAgainstTheRange() {
        RecordingLink link;
        std::vector<Joint> joints{makeJoint("base", JointType::Revolute, -0.1, 0.1, 1),
                                  makeJoint("elbow", JointType::Revolute, -3, 3, 1)};
        MotionGate gate(joints, link);
        QVERIFY(gate.submit(intentFor({{"base", 0.119, {}}})));
        QVERIFY(!gate.submit(intentFor({{"base", 0.121, {}}})));
        QVERIFY(gate.submit(intentFor({{"elbow", -3.119, {}}})));
        QVERIFY(!gate.submit(intentFor({{"elbow", -3.121, {}}})));
    }

    void refusesInOneSentence() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        const auto upper = gate.submit(intentFor({{"elbow", radiansFromDegrees(200), {}}}));
        QCOMPARE(upper.error().message, "elbow can bend to 145 deg, 200 deg was asked.");
        const auto lower = gate.submit(intentFor({{"elbow", radiansFromDegrees(-45.5), {}}}));
        QCOMPARE(lower.error().message, "elbow can bend to -10 deg, -45.5 deg was asked.");
        const auto lift = gate.submit(intentFor({{"lift", 0.5, {}}}));
        QCOMPARE(lift.error().message, "lift can move to 300 mm, 500 mm was asked.");
        const auto follower = gate.submit(intentFor({{"finger", 0.5, {}}}));
        QCOMPARE(follower.error().message, "finger follows base and cannot be moved by itself; move base instead.");
        QVERIFY(link.commands().empty());
    }

    void refuses_data() {
        QTest::addColumn<Targets>("targets");
        QTest::addColumn<MotionErrc>("code");
        const auto row = [](const char* name, Targets targets, MotionErrc code) {
            QTest::newRow(name) << targets << code;
        };
        row("nothing", {}, MotionErrc::InvalidValue);
        row("unknown", {{"nose", 0, {}}}, MotionErrc::UnknownJoint);
        row("empty name", {{"", 0, {}}}, MotionErrc::UnknownJoint);
        row("follower", {{"finger", 0, {}}}, MotionErrc::NotCommandable);
        row("fixed", {{"mount", 0, {}}}, MotionErrc::NotCommandable);
        row("not on the link", {{"absent", 0, {}}}, MotionErrc::NotCommandable);
        row("limits not a number", {{"broken", 0, {}}}, MotionErrc::NotCommandable);
        row("nan", {{"elbow", kNan, {}}}, MotionErrc::InvalidValue);
        row("infinite", {{"elbow", kInfinity, {}}}, MotionErrc::InvalidValue);
        row("negative infinite", {{"wheel", -kInfinity, {}}}, MotionErrc::InvalidValue);
        row("nan speed", {{"elbow", 0, kNan}}, MotionErrc::InvalidValue);
        row("no speed", {{"elbow", 0, 0.0}}, MotionErrc::InvalidValue);
        row("hardly a speed", {{"elbow", 0, std::numeric_limits<double>::denorm_min()}}, MotionErrc::InvalidValue);
        row("hardly an acceleration", {{"elbow", 0, {}, 1e-300}}, MotionErrc::InvalidValue);
        row("negative speed", {{"elbow", 0, -1.0}}, MotionErrc::InvalidValue);
        row("infinite speed", {{"elbow", 0, kInfinity}}, MotionErrc::InvalidValue);
        row("nan acceleration", {{"elbow", 0, {}, kNan}}, MotionErrc::InvalidValue);
        row("no acceleration", {{"elbow", 0, {}, 0.0}}, MotionErrc::InvalidValue);
        row("negative acceleration", {{"elbow", 0, {}, -1.0}}, MotionErrc::InvalidValue);
        row("degrees for radians", {{"elbow", 90, {}}}, MotionErrc::OutOfRange);
        row("twice", {{"elbow", 0, {}}, {"elbow", 1, {}}}, MotionErrc::InvalidValue);
        row("far", {{"elbow", 1e9, {}}}, MotionErrc::OutOfRange);
        row("turns", {{"wheel", 1e4, {}}}, MotionErrc::OutOfRange);
        row("good and bad", {{"base", 0.1, {}}, {"elbow", 9, {}}}, MotionErrc::OutOfRange);
    }
    void refuses() {
        QFETCH(Targets, targets);
        QFETCH(MotionErrc, code);
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        const auto verdict = gate.submit(intentFor(targets));
        QVERIFY(!verdict);
        QVERIFY2(verdict.error().is(code), verdict.error().message.c_str());
        QVERIFY(!verdict.error().message.empty());
        QVERIFY(!gate.check(targets));
        QVERIFY(link.commands().empty());
        QVERIFY(gate.applied().empty());
    }

    void limitsSpeed() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        const auto verdict = gate.check({{"base", 0, {}}, {"wheel", 50, 900.0}, {"elbow", 0, 5.0}, {"lift", 0, 0.01}});
        QVERIFY(verdict);
        QCOMPARE(*verdict->applied[0].maxVelocity, kDefaultVelocity);
        QCOMPARE(*verdict->applied[1].maxVelocity, kDefaultVelocity);
        QCOMPARE(*verdict->applied[2].maxVelocity, 2.0);
        QCOMPARE(*verdict->applied[3].maxVelocity, 0.01);
        QCOMPARE(gate.bounds("elbow")->velocity, 2.0);
        QVERIFY(!gate.bounds("finger"));
        QVERIFY(!gate.bounds("nose"));
        QVERIFY(link.commands().empty());
    }

    void limitsAcceleration() {
        RecordingLink link;
        std::vector<Joint> joints = armJoints();
        joints[0].limits.acceleration = 20;
        joints[1].limits.acceleration = 1e9; // no joint has that
        MotionGate gate(joints, link);
        QVERIFY(gate.submit(intentFor({{"elbow", 0, {}, 50.0}, {"base", 0, {}, 3.0}, {"lift", 0.1, {}}})));
        const auto targets = link.commands()[0].targets();
        QCOMPARE(targets[0].maxAcceleration, 20.0);
        QCOMPARE(targets[1].maxAcceleration, 3.0);
        QCOMPARE(targets[2].maxAcceleration, kDefaultLinearAcceleration);
        QCOMPARE(gate.bounds("elbow")->acceleration, 20.0);
        QCOMPARE(gate.bounds("base")->acceleration, kDefaultAcceleration);
        QCOMPARE(gate.applied()[0].acceleration, 3.0);
    }

    void releasedItRefusesUntilEngaged() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        QVERIFY(gate.release().error().is(Errc::Unsupported)); // this one cannot: it is stopped and goes on
        QVERIFY(!gate.isReleased());
        QCOMPARE(link.epoch(), 1U);
        link.canRelease = true;
        const auto decided = gate.epoch();
        QVERIFY(gate.release());
        QVERIFY(gate.isReleased());
        QVERIFY(!gate.releaseWarning().empty());
        QVERIFY(gate.submit(intentFor({{"elbow", 0.5, {}}})).error().is(MotionErrc::Released));
        QVERIFY(gate.acquire(MotionSource::Slider, "Hand").error().is(MotionErrc::Released));
        const auto meanwhile = gate.epoch();
        QVERIFY(gate.engage());
        for (const auto old : {decided, meanwhile}) {
            Intent intent = intentFor({{"elbow", 0.5, {}}});
            intent.epoch = old;
            QVERIFY(gate.submit(intent).error().is(MotionErrc::Stopped));
        }
        QVERIFY(link.commands().empty());
        QVERIFY(gate.submit(intentFor({{"elbow", 0.5, {}}})));
    }

    void refusesWhatComesTooLate() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        Intent intent = intentFor({{"elbow", 0.5, {}}});
        intent.expires = std::chrono::steady_clock::now() - std::chrono::milliseconds(1);
        QVERIFY(gate.submit(intent).error().is(MotionErrc::Expired));
        intent.expires = {};
        QVERIFY(gate.submit(intent).error().is(MotionErrc::Expired));
        QVERIFY(link.commands().empty());
    }

    void stopVoidsWhatWasDecidedBefore() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        Intent intent = intentFor({{"elbow", 0.5, {}}});
        intent.epoch = gate.epoch();
        QVERIFY(gate.submit(intent));
        QCOMPARE(gate.applied().size(), 1U);
        QCOMPARE(gate.stop(), 1U);
        QCOMPARE(link.epoch(), 1U);
        QVERIFY(gate.applied().empty());
        QVERIFY(gate.submit(intent).error().is(MotionErrc::Stopped));
        QCOMPARE(link.commands().size(), 1U);
        intent.epoch.reset();
        QVERIFY(gate.submit(intent));
        QCOMPARE(link.commands().back().epoch(), 1U);
    }

    void stopWaitsForNobody() {
        RecordingLink link;
        std::atomic<bool> sending = false;
        std::atomic<bool> goOn = false;
        link.beforeSend = [&] {
            sending = true;
            goOn.wait(false);
        };
        MotionGate gate(armJoints(), link);
        std::atomic<bool> refused = false;
        std::thread mover([&] {
            const auto verdict = gate.submit(intentFor({{"elbow", 0.5, {}}}));
            refused = !verdict;
        });
        QTRY_VERIFY(sending);
        gate.stop(); // the mover is inside send() and holds whatever submit() holds
        QCOMPARE(link.epoch(), 1U);
        goOn = true;
        goOn.notify_all();
        mover.join();
        QVERIFY(refused);
        QVERIFY(link.commands().empty());
        QVERIFY(gate.applied().empty());
    }

    void stopDuringSendIsNotReportedAsApplied() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        link.beforeSend = [&] { gate.stop(); };
        QVERIFY(!gate.submit(intentFor({{"elbow", 0.5, {}}})));
        QVERIFY(gate.applied().empty());
    }

    void oneMotionAtATime() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        auto wave = gate.acquire(MotionSource::Gesture, "Wave");
        QVERIFY(wave);
        const auto second = gate.acquire(MotionSource::Script, "Tidy up");
        QVERIFY(second.error().is(MotionErrc::Busy));
        QVERIFY(second.error().message.find("Wave") != std::string::npos);
        QVERIFY(gate.submit(intentFor({{"elbow", 0.5, {}}}, MotionSource::Model)).error().is(MotionErrc::Busy));
        QVERIFY(gate.submit(intentFor({{"elbow", 0.5, {}}}, MotionSource::Gesture), *wave));
        wave->release();
        QVERIFY(!wave->held());
        QVERIFY(gate.acquire(MotionSource::Script, "Tidy up"));
        QVERIFY(gate.submit(intentFor({{"elbow", 0.4, {}}}, MotionSource::Model)));
        QCOMPARE(link.commands().size(), 2U);
    }

    void aPersonTakesOver() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        const auto wave = gate.acquire(MotionSource::Gesture, "Wave");
        QVERIFY(!gate.submit(intentFor({{"elbow", 99, {}}})));
        QVERIFY(wave->held()); // a refused intent takes nothing over
        QVERIFY(gate.submit(intentFor({{"elbow", 0.5, {}}}, MotionSource::Slider)));
        QVERIFY(!wave->held());
        const auto verdict = gate.submit(intentFor({{"elbow", 1, {}}}, MotionSource::Gesture), *wave);
        QVERIFY(verdict.error().is(MotionErrc::Preempted));
        QCOMPARE(link.commands().size(), 1U);
    }

    void anOldLeaseDoesNotReleaseANewOne() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        auto old = gate.acquire(MotionSource::Gesture, "Wave");
        auto next = gate.acquire(MotionSource::Keyboard, "Keys");
        QVERIFY(next);
        QVERIFY(!old->held());
        old->release();
        QVERIFY(next->held());
        MotionLease moved = std::move(*next);
        QVERIFY(moved.held());
        QVERIFY(!next->held());
    }

    void stopEndsLeases() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        const auto wave = gate.acquire(MotionSource::Gesture, "Wave");
        const auto before = gate.epoch();
        gate.stop();
        QVERIFY(!wave->held());
        const auto verdict = gate.submit(intentFor({{"elbow", 1, {}}}, MotionSource::Gesture), *wave);
        QVERIFY(verdict.error().is(MotionErrc::Stopped));
        QVERIFY(gate.acquire(MotionSource::Gesture, "Late", before).error().is(MotionErrc::Stopped));
        QVERIFY(gate.acquire(MotionSource::Gesture, "Now"));
        QVERIFY(link.commands().empty());
    }

    void leaseOutlivesItsGateHarmlessly() {
        RecordingLink link;
        auto gate = std::make_unique<MotionGate>(armJoints(), link);
        const auto wave = gate->acquire(MotionSource::Gesture, "Wave");
        gate.reset();
        QVERIFY(!wave->held());
    }

    void linkFailureIsPassedOn() {
        RecordingLink link;
        link.failure = "The cable is out.";
        MotionGate gate(armJoints(), link);
        const auto verdict = gate.submit(intentFor({{"elbow", 0.5, {}}}));
        QCOMPARE(verdict.error().message, "The cable is out.");
        QVERIFY(gate.applied().empty());
    }

    void keepsTheNewestTargetOfEachJoint() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        QVERIFY(gate.submit(intentFor({{"elbow", 0.5, {}}, {"lift", 0.1, {}}})));
        QVERIFY(gate.submit(intentFor({{"elbow", 0.7, {}}})));
        const auto applied = gate.applied();
        QCOMPARE(applied.size(), 2U);
        QCOMPARE(applied[0].joint, "elbow");
        QCOMPARE(applied[0].position, 0.7);
        QVERIFY(applied[1].linear);
    }
};

QTEST_GUILESS_MAIN(MotionGateTest)
#include "tst_motion_gate.moc"
