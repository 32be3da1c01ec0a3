// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "recording_link.h"

#include <orrery/robot/motion/motion_runner.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

namespace {

constexpr std::chrono::milliseconds kPatience{5000};

Gesture lasting(double seconds) {
    return {"nod", "Nod", "", seconds, false, {{0, {{"elbow", 0.25}}}, {seconds, {{"elbow", 0.3}}}}};
}

/// A runner before a robot that stands still, and what came back.
struct Stage {
    Stage() { link.moveTo({0, 0.2, 0, 0.1, 0, 0}); }

    std::size_t start(Gesture gesture, std::stop_token stop = {}) {
        const std::size_t place = results.size();
        results.emplace_back();
        runner->start(std::move(gesture), std::move(stop), [this, place](Result<GestureReport> result) {
            ++completions;
            results[place] = std::move(result);
        });
        return place;
    }
    bool wait(std::size_t place) {
        return executor.runUntil([&] { return results[place].has_value(); }, kPatience);
    }
    bool waitForCommands() {
        return QTest::qWaitFor([this] { return !link.commands().empty(); }, 5000);
    }

    RecordingLink link;
    MotionGate gate{armJoints(), link};
    ManualExecutor executor;
    std::vector<std::optional<Result<GestureReport>>> results;
    int completions = 0;
    std::unique_ptr<MotionRunner> runner = std::make_unique<MotionRunner>(gate, executor);
};

} // namespace

class MotionRunnerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void playsToTheEndAndCompletesOnce() {
        Stage stage;
        const auto begin = std::chrono::steady_clock::now();
        const auto nod = stage.start(lasting(0.2));
        QVERIFY(stage.wait(nod));
        QVERIFY(stage.results[nod]->has_value());
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        QVERIFY(took.count() >= (*stage.results[nod])->duration - 0.01);
        const auto commands = stage.link.commands();
        QCOMPARE(commands.back().targets()[0].position, 0.3);
        QVERIFY(commands.size() > 20);
        stage.runner.reset();
        stage.executor.runPending();
        QCOMPARE(stage.completions, 1);
        QVERIFY(stage.gate.acquire(MotionSource::Script, "Next"));
    }

    void oneAfterTheOtherButNotTwoAtOnce() {
        Stage stage;
        const auto first = stage.start(lasting(0.2));
        const auto second = stage.start(lasting(0.2));
        QVERIFY(stage.wait(second));
        QVERIFY(stage.results[second]->error().is(MotionErrc::Busy));
        QVERIFY(stage.wait(first));
        QVERIFY(stage.results[first]->has_value());
        const auto third = stage.start(lasting(0.1));
        QVERIFY(stage.wait(third));
        QVERIFY(stage.results[third]->has_value());
    }

    void cancelsPromptly() {
        Stage stage;
        std::stop_source source;
        const auto nod = stage.start(lasting(60), source.get_token());
        QVERIFY(stage.waitForCommands());
        const auto asked = std::chrono::steady_clock::now();
        source.request_stop();
        QVERIFY(stage.wait(nod));
        QVERIFY(stage.results[nod]->error().is(Errc::Cancelled));
        QVERIFY(std::chrono::steady_clock::now() - asked < std::chrono::milliseconds(500));
    }

    void endsWhenTheRobotIsStopped() {
        Stage stage;
        const auto nod = stage.start(lasting(60));
        QVERIFY(stage.waitForCommands());
        stage.gate.stop();
        const auto sent = stage.link.commands().size();
        QVERIFY(stage.wait(nod));
        QVERIFY(stage.results[nod]->error().is(MotionErrc::Stopped));
        QCOMPARE(stage.link.commands().size(), sent);
    }

    void aStopVoidsWhatHasNotBegun() {
        for (int i = 0; i < 50; ++i) {
            Stage stage;
            const auto nod = stage.start(lasting(60));
            stage.gate.stop();
            const auto sent = stage.link.commands().size();
            QVERIFY(stage.wait(nod));
            QVERIFY(stage.results[nod]->error().is(MotionErrc::Stopped));
            QCOMPARE(stage.link.commands().size(), sent);
        }
    }

    void aNewGestureRightAfterAStopPlays() {
        Stage stage;
        const auto old = stage.start(lasting(60));
        QVERIFY(stage.waitForCommands());
        stage.gate.stop();
        const auto next = stage.start(lasting(0.1));
        QVERIFY(stage.wait(old));
        QVERIFY(stage.results[old]->error().is(MotionErrc::Stopped));
        QVERIFY(stage.wait(next));
        QVERIFY(stage.results[next]->has_value());
    }

    void endsWhenAPersonTakesOver() {
        Stage stage;
        const auto nod = stage.start(lasting(60));
        QVERIFY(stage.waitForCommands());
        QVERIFY(stage.gate.submit(intentFor({{"base", 0.1, {}}})));
        QVERIFY(stage.wait(nod));
        QVERIFY(stage.results[nod]->error().is(MotionErrc::Preempted));
    }

    void refusalComesBack() {
        Stage stage;
        Gesture gesture = lasting(1);
        gesture.keyframes[1].joints[0].second = 99;
        const auto nod = stage.start(gesture);
        QVERIFY(stage.wait(nod));
        QVERIFY(stage.results[nod]->error().is(MotionErrc::OutOfRange));
        QVERIFY(stage.link.commands().empty());
    }

    void destructionCompletesEverything() {
        Stage stage;
        const auto playing = stage.start(lasting(60));
        QVERIFY(stage.waitForCommands());
        stage.runner.reset();
        stage.executor.runPending();
        QVERIFY(stage.results[playing]->error().is(Errc::Cancelled));
        QCOMPARE(stage.completions, 1);
    }
};

QTEST_GUILESS_MAIN(MotionRunnerTest)
#include "tst_motion_runner.moc"
