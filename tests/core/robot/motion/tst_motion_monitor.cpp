// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <orrery/robot/motion/motion_monitor.h>

#include <chrono>
#include <utility>
#include <vector>

using namespace orrery::robot;

namespace {

JointState state(double seconds, std::vector<double> positions) {
    const auto since = std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double>(seconds));
    return {SteadyTime{} + since, std::move(positions), {}, {}};
}

const std::vector<AppliedTarget> kElbow{{"elbow", 0, 1.0, false}};

} // namespace

class MotionMonitorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reportsErrorAndArrival() {
        MotionMonitor monitor;
        auto progress = monitor.update(kElbow, state(0, {0.4}));
        QCOMPARE(progress.size(), 1U);
        QCOMPARE(progress[0].error, 0.6);
        QVERIFY(!progress[0].arrived);
        progress = monitor.update(kElbow, state(1, {0.99}));
        QVERIFY(progress[0].arrived);
        QVERIFY(!progress[0].notMoving);
    }

    void acceptedButNotMoved() {
        MotionMonitor monitor;
        for (double t = 0; t < 0.99; t += 0.1) QVERIFY(!monitor.update(kElbow, state(t, {0.001 * t}))[0].notMoving);
        QVERIFY(monitor.update(kElbow, state(1.01, {0.001}))[0].notMoving);
        QVERIFY(!monitor.update(kElbow, state(1.1, {0.1}))[0].notMoving);
    }

    void changingTargetsDoNotHideAStuckJoint() {
        MotionMonitor monitor;
        bool noticed = false;
        for (int i = 0; i < 120; ++i) {
            const std::vector<AppliedTarget> moving{{"elbow", 0, 0.5 + 0.01 * i, false}};
            noticed = monitor.update(moving, state(0.01 * i, {0}))[0].notMoving;
        }
        QVERIFY(noticed);
    }

    void slowIsNotStuckAndRestIsNotStuck() {
        MotionMonitor monitor;
        for (int i = 0; i < 300; ++i) QVERIFY(!monitor.update(kElbow, state(0.01 * i, {0.0002 * i}))[0].notMoving);
        MotionMonitor resting;
        for (int i = 0; i < 300; ++i) QVERIFY(!resting.update(kElbow, state(0.01 * i, {1.001}))[0].notMoving);
        QVERIFY(!resting.update({{"elbow", 0, 2.0, false}}, state(3.0, {1.001}))[0].notMoving);
    }

    void linearJointsUseMillimetres() {
        MotionMonitor monitor;
        const std::vector<AppliedTarget> lift{{"lift", 0, 0.1, true}};
        QVERIFY(!monitor.update(lift, state(0, {0.09}))[0].arrived);
        QVERIFY(monitor.update(lift, state(1, {0.0985}))[0].arrived);
    }

    void forgetsWhatIsNotAskedAnyMore() {
        MotionMonitor monitor;
        monitor.update(kElbow, state(0, {0}));
        QVERIFY(monitor.update({}, state(0.5, {0})).empty());
        QVERIFY(!monitor.update(kElbow, state(1.5, {0}))[0].notMoving);
    }

    void skipsJointsTheStateLacks() {
        MotionMonitor monitor;
        QVERIFY(monitor.update({{"wrist", 7, 1.0, false}}, state(0, {0})).empty());
    }
};

QTEST_GUILESS_MAIN(MotionMonitorTest)
#include "tst_motion_monitor.moc"
