// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <orrery/base/executor.h>
#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/motion/motion_monitor.h>
#include <orrery/robot/motion/motion_runner.h>
#include <orrery/robot/sim/kinematic_simulator.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace orrery;
using namespace orrery::robot;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

Joint makeJoint(std::string name, JointType type, double lower, double upper, double velocity) {
    Joint joint;
    joint.name = std::move(name);
    joint.type = type;
    joint.limits = {lower, upper, velocity, 0, true};
    return joint;
}

Description gripperArm() {
    Description arm;
    arm.name = "arm";
    arm.joints = {
        makeJoint("mount", JointType::Fixed, 0, 0, 0),        makeJoint("elbow", JointType::Revolute, -2, 2, 2),
        makeJoint("left", JointType::Prismatic, 0, 0.1, 0.2), makeJoint("right", JointType::Prismatic, -1, 1, 0),
        makeJoint("tip", JointType::Prismatic, -1, 1, 0),     makeJoint("wheel", JointType::Continuous, -3, 3, 0)};
    arm.joints[3].mimic = Mimic{2, -1, 0.01};
    arm.joints[4].mimic = Mimic{3, 2, 0.5};
    return arm;
}

struct Stage {
    explicit Stage(KinematicSimulatorOptions options = {}) : simulator(gripperArm(), std::move(options)) {}

    Result<GateVerdict> move(std::vector<JointTarget> targets) {
        return gate.submit(
            {MotionSource::Slider, std::move(targets), steady_clock::now() + std::chrono::seconds(5), {}});
    }
    double position(std::size_t joint) const { return simulator.states().newest()->position[joint]; }
    double velocity(std::size_t joint) const { return simulator.states().newest()->velocity[joint]; }
    static bool wait(const std::function<bool()>& done) { return QTest::qWaitFor(done, 5000); }

    Description description = gripperArm();
    KinematicSimulator simulator;
    MotionGate gate{description.joints, simulator};
};

enum Index : std::size_t { Elbow, Left, Right, Tip, Wheel };

} // namespace

class KinematicSimulatorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsItsJointsAndBeginsWhereAsked() {
        KinematicSimulatorOptions options;
        options.positions = {{"elbow", 0.5}, {"left", 99}, {"right", 3}};
        Stage stage(options);
        QCOMPARE(stage.simulator.joints(), (JointNames{"elbow", "left", "right", "tip", "wheel"}));
        const auto state = stage.simulator.states().newest();
        QVERIFY(state);
        QCOMPARE(state->position[Elbow], 0.5);
        QCOMPARE(state->position[Left], 0.1);
        QVERIFY(std::abs(state->position[Right] - (0.01 - 0.1)) < 1e-12);
        QVERIFY(std::abs(state->position[Tip] - (0.5 + 2 * (0.01 - 0.1))) < 1e-12);
    }

    void movesArrivesAndDragsFollowersAlong() {
        Stage stage;
        const auto begin = steady_clock::now();
        QVERIFY(stage.move({{"elbow", 1.0, {}}, {"left", 0.05, {}}, {"wheel", 1.0, {}}}));
        QVERIFY(Stage::wait([&] { return stage.position(Elbow) == 1.0 && stage.position(Wheel) == 1.0; }));
        QVERIFY(Stage::wait([&] { return stage.position(Left) == 0.05; }));
        const std::chrono::duration<double> took = steady_clock::now() - begin;
        QVERIFY2(took.count() > 0.6 && took.count() < 2.5, qPrintable(QString::number(took.count())));
        QVERIFY(std::abs(stage.position(Right) - (0.01 - 0.05)) < 1e-12);
        QVERIFY(std::abs(stage.position(Tip) - (0.5 + 2 * (0.01 - 0.05))) < 1e-12);
    }

    void keepsAnEvenPace() {
        Stage stage;
        QVERIFY(Stage::wait([&] { return stage.simulator.states().sample(steady_clock::now()).has_value(); }));
        const auto first = stage.simulator.states().newest()->time;
        QVERIFY(Stage::wait([&] { return stage.simulator.states().newest()->time - first > milliseconds(500); }));
        QVERIFY2(std::abs(stage.simulator.states().interval() - 0.005) < 0.003,
                 qPrintable(QString::number(stage.simulator.states().interval())));
        QVERIFY(stage.simulator.states().newest()->time <= steady_clock::now());
    }

    void theGhostIsWhatHappens() {
        Stage stage;
        const std::vector<JointTarget> targets{{"elbow", 0.7, {}, 3.0}, {"left", 0.05, 0.1}, {"wheel", -0.4, 0.5}};
        const auto ghost = stage.gate.preview(targets);
        QVERIFY(ghost);
        QVERIFY(stage.move(targets));
        QVERIFY(Stage::wait([&] { return stage.position(Elbow) == 0.7 && stage.position(Wheel) == -0.4; }));
        QVERIFY(Stage::wait([&] { return stage.position(Left) == 0.05; }));
        QCOMPARE(ghost->positions.back(), stage.simulator.states().newest()->position);
        // Where the elbow passed half its way, by both clocks, the others must have been alike.
        const auto half = std::ranges::find_if(ghost->positions, [](const auto& pose) { return pose[Elbow] > 0.35; });
        const auto states = stage.simulator.states().since({});
        const auto passed =
            std::ranges::find_if(states, [&](const auto& s) { return s.position[Elbow] >= (*half)[Elbow]; });
        QVERIFY(passed != states.end() && passed != states.begin());
        for (const std::size_t joint : {Elbow, Left, Right, Tip, Wheel}) {
            const double off = std::abs(passed->position[joint] - (*half)[joint]);
            QVERIFY2(off < 0.015, qPrintable(QString::number(off)));
        }
    }

    void stopHaltsAndHolds() {
        Stage stage;
        QVERIFY(stage.move({{"elbow", 2.0, 0.5}}));
        QVERIFY(Stage::wait([&] { return stage.velocity(Elbow) > 0.49; }));
        const auto asked = steady_clock::now();
        stage.gate.stop();
        QVERIFY(Stage::wait([&] { return stage.velocity(Elbow) == 0; }));
        // From 0.5 rad/s at 8 rad/s2 it takes 63 ms and a step; the states tell when, however late this thread looks.
        const auto states = &stage.simulator.states();
        auto halted = states->newest()->time;
        while (states->sample(halted - milliseconds(1))->velocity[Elbow] == 0 && halted > asked)
            halted -= milliseconds(1);
        QVERIFY2(halted - asked < milliseconds(100), qPrintable(QString::number((halted - asked) / milliseconds(1))));
        const double rest = stage.position(Elbow);
        QVERIFY(rest < 1.5);
        const auto then = states->newest()->time;
        QVERIFY(Stage::wait([&] { return states->newest()->time - then > milliseconds(100); }));
        QCOMPARE(stage.position(Elbow), rest);
    }

    void movesAgainAfterAStop() {
        Stage stage;
        QVERIFY(stage.move({{"elbow", 1.0, {}}}));
        stage.gate.stop();
        QVERIFY(stage.move({{"elbow", -0.2, {}}}));
        QVERIFY(Stage::wait([&] { return stage.position(Elbow) == -0.2; }));
    }

    void commandsOlderThanAStopAreIgnored() {
        Stage stage;
        stage.simulator.stop(5);
        stage.simulator.stop(3); // out of order: 5 still counts
        const auto verdict = stage.move({{"elbow", 1.0, {}}});
        QVERIFY(verdict.error().is(Errc::Cancelled));
        const auto then = stage.simulator.states().newest()->time;
        QVERIFY(Stage::wait([&] { return stage.simulator.states().newest()->time - then > milliseconds(100); }));
        QCOMPARE(stage.position(Elbow), 0.0);
    }

    void frozenMotorsAreNoticed() {
        KinematicSimulatorOptions options;
        options.frozen = true;
        Stage stage(options);
        MotionMonitor monitor;
        QVERIFY(stage.move({{"elbow", 1.0, {}}}));
        QVERIFY(Stage::wait([&] {
            const auto progress = monitor.update(stage.gate.applied(), *stage.simulator.states().newest());
            return !progress.empty() && progress[0].notMoving;
        }));
        QCOMPARE(stage.position(Elbow), 0.0);
        stage.simulator.setFrozen(false);
        QVERIFY(stage.move({{"elbow", 0.3, {}}}));
        QVERIFY(Stage::wait([&] { return stage.position(Elbow) == 0.3; }));
    }

    void playsAGesture() {
        Stage stage;
        ManualExecutor executor;
        MotionRunner runner(stage.gate, executor);
        const Gesture nod{"nod", "Nod", "",
                          0.6,   false, {{0, {{"elbow", 0.3}}}, {0.3, {{"elbow", 0.6}}}, {0.6, {{"elbow", 0.2}}}}};
        std::optional<Result<GestureReport>> result;
        runner.start(nod, {}, [&](Result<GestureReport> outcome) { result = std::move(outcome); });
        double most = 0;
        QVERIFY(executor.runUntil(
            [&] {
                most = std::max(most, stage.position(Elbow));
                return result.has_value();
            },
            milliseconds(5000)));
        QVERIFY(result->has_value());
        QVERIFY(most > 0.5 && most <= 0.6 + 1e-9);
        QVERIFY(Stage::wait([&] { return stage.position(Elbow) == 0.2; }));
    }

    void manyHandsAtOnce() {
        Stage stage;
        std::atomic<bool> done = false;
        std::vector<std::jthread> hands;
        for (int i = 0; i < 8; ++i) {
            hands.emplace_back([&stage, &done, i] {
                for (int n = 0; !done; ++n) {
                    (void)stage.move({{"elbow", ((n + i) % 40 - 20) * 0.1, {}}});
                    if (n % 100 == 99) stage.gate.stop();
                }
            });
        }
        const auto begin = stage.simulator.states().newest()->time;
        QVERIFY(Stage::wait([&] { return stage.simulator.states().newest()->time - begin > milliseconds(300); }));
        done = true;
        hands.clear();
        QVERIFY(std::abs(stage.position(Elbow)) <= 2.0);
        QVERIFY(stage.move({{"elbow", 0.1, {}}}));
        QVERIFY(Stage::wait([&] { return stage.position(Elbow) == 0.1; }));
    }

    void emptyDescriptionIsARobotThatStandsStill() {
        const KinematicSimulator simulator{Description{}};
        QVERIFY(simulator.joints().empty());
        QVERIFY(simulator.states().newest());
    }
};

QTEST_GUILESS_MAIN(KinematicSimulatorTest)
#include "tst_kinematic_simulator.moc"
