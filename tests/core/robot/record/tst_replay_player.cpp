// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "recording_link.h"

#include <orrery/robot/record/record_error.h>
#include <orrery/robot/record/replay_player.h>

#include <chrono>
#include <cmath>

using namespace orrery;
using namespace orrery::robot;
using namespace std::chrono_literals;

namespace {

using Motion = double (*)(double);

/// Two seconds of the elbow, at 50 states a second.
std::shared_ptr<const Take> elbowTake(Motion motion, const std::string& joint = "elbow") {
    TakeBuilder builder;
    for (int i = 0; i <= 100; ++i)
        (void)builder.add(static_cast<std::uint64_t>(i) * 20'000'000, {joint, "finger"},
                          std::vector{motion(i * 0.02), 0.1}, {}, {});
    return builder.build();
}

double gentle(double time) {
    return 0.8 + 0.4 * std::sin(3 * time);
}

/// A gate before a robot that stands still, with the elbow at 0.2.
struct Stage {
    Stage() { link.moveTo({0, 0.2, 0, 0.1, 0, 0}); }

    Result<ReplayPlayer> play(std::shared_ptr<const Take> take, const ReplayOptions& options = {}) {
        auto lease = gate.acquire(MotionSource::Replay, "the replay");
        if (!lease) return fail(lease.error());
        return ReplayPlayer::create(std::move(take), options, gate, *std::move(lease));
    }
    Result<bool> tickThrough(ReplayPlayer& player, int most = 5000) {
        Result<bool> going = true;
        for (int i = 0; i < most && going && *going; ++i) {
            going = player.tick(now);
            now += 10ms;
        }
        return going;
    }
    [[nodiscard]] std::vector<double> elbow() const {
        std::vector<double> positions;
        for (const auto& command : link.commands()) positions.push_back(command.targets().front().position);
        return positions;
    }

    RecordingLink link;
    MotionGate gate{armJoints(), link};
    SteadyTime now{};
};

double fastest(const std::vector<double>& positions) {
    double most = 0;
    for (std::size_t i = 1; i < positions.size(); ++i)
        most = std::max(most, std::abs(positions[i] - positions[i - 1]) / 0.01);
    return most;
}

} // namespace

class ReplayPlayerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void approachesAndThenFollowsTheRecording() {
        Stage stage;
        auto player = stage.play(elbowTake(gentle));
        QVERIFY(player);
        QCOMPARE(player->report().stretch, 1.0);
        QCOMPARE(player->report().joints, JointNames{"elbow"});
        QCOMPARE(player->report().leftOut, JointNames{"finger"}); // a follower
        const auto end = stage.tickThrough(*player);
        QVERIFY(end && !*end);
        const auto elbow = stage.elbow();
        QCOMPARE(elbow.front(), 0.2);
        QVERIFY(std::abs(elbow.back() - gentle(2)) < 1e-9);
        QVERIFY(fastest(elbow) <= 2.0);
        const double approach = player->report().duration - 2;
        QVERIFY(approach > 0.2);
        for (std::size_t i = 0; i < elbow.size(); ++i) {
            const double time = static_cast<double>(i) * 0.01 - approach;
            if (time >= 0 && time <= 2) QVERIFY(std::abs(elbow[i] - gentle(time)) < 1e-3);
        }
        QCOMPARE(player->takeTime(), 2.0);
    }

    void speedChangesTheDuration() {
        Stage stage;
        const double asRecorded = stage.play(elbowTake(gentle))->report().duration;
        const double slow = stage.play(elbowTake(gentle), {.speed = 0.5})->report().duration;
        QVERIFY(std::abs(slow - asRecorded - 2) < 1e-9);
        QVERIFY(stage.play(elbowTake(gentle), {.speed = 0}).error().is(Errc::InvalidArgument));
        QVERIFY(stage.play(elbowTake(gentle), {.speed = std::nan("")}).error().is(Errc::InvalidArgument));
    }

    void tooFastIsStretched() {
        Stage stage;
        auto player = stage.play(elbowTake(gentle), {.speed = 10});
        QVERIFY(player->report().stretch > 5);
        QVERIFY(stage.tickThrough(*player));
        QVERIFY(fastest(stage.elbow()) < 2.0 * 1.1);
    }

    void tooMuchAccelerationIsStretched() {
        Stage stage;
        // 0.1 rad to and fro 1.6 times a second: 1 rad/s is within its speed, 10 rad/s2 are not within 8.
        auto player = stage.play(elbowTake([](double time) { return 0.8 + 0.1 * std::sin(10 * time); }));
        QVERIFY(player);
        QVERIFY2(player->report().stretch > 1.03 && player->report().stretch < 1.2,
                 qPrintable(QString::number(player->report().stretch)));
    }

    void absurdlyFastIsRefused() {
        Stage stage;
        const auto player = stage.play(elbowTake([](double time) { return time < 1 ? 0.0 : 2.5; }), {.speed = 10});
        QVERIFY(player.error().is(MotionErrc::TooFast));
    }

    void whatDoesNotFitNeverBegins() {
        Stage stage;
        const auto beyond = stage.play(elbowTake([](double time) { return 2 * time; }));
        QVERIFY(beyond.error().is(MotionErrc::OutOfRange));
        QVERIFY(stage.play(elbowTake(gentle, "nose")).error().is(RecordErrc::NoJoints));
        QVERIFY(stage.link.commands().empty());
        QVERIFY(stage.play(elbowTake(gentle))); // the failed ones gave their leases back
    }

    void loopsWithoutAJump() {
        Stage stage;
        auto player = stage.play(elbowTake(gentle), {.loop = true});
        const auto going = stage.tickThrough(*player, 1500);
        QVERIFY(going && *going);
        QCOMPARE(stage.elbow().size(), std::size_t{1500});
        QVERIFY(fastest(stage.elbow()) <= 2.0);
    }

    void aStopEndsItForGood() {
        Stage stage;
        auto player = stage.play(elbowTake(gentle));
        QVERIFY(stage.tickThrough(*player, 50));
        const std::size_t sent = stage.link.commands().size();
        stage.gate.stop();
        QVERIFY(player->tick(stage.now).error().is(MotionErrc::Stopped));
        QCOMPARE(stage.link.commands().size(), sent);
    }

    void aPersonTakesOver() {
        Stage stage;
        auto player = stage.play(elbowTake(gentle));
        QVERIFY(stage.tickThrough(*player, 50));
        QVERIFY(stage.gate.submit(intentFor({{"elbow", 0.3, {}}})));
        QVERIFY(player->tick(stage.now).error().is(MotionErrc::Preempted));
    }

    void itYieldsToWhatHasTheRobot() {
        Stage stage;
        const auto lease = stage.gate.acquire(MotionSource::Gesture, "Wave");
        QVERIFY(stage.play(elbowTake(gentle)).error().is(MotionErrc::Busy));
    }

    void aPauseHoldsAndGoesOn() {
        Stage stage;
        auto player = stage.play(elbowTake(gentle));
        QVERIFY(stage.tickThrough(*player, 150));
        const double at = player->takeTime();
        QVERIFY(at > 0 && at < 2);
        player->setPaused(true);
        const double held = stage.elbow().back();
        const auto paused = stage.tickThrough(*player, 100);
        QVERIFY(paused && *paused);
        QCOMPARE(player->takeTime(), at);
        QCOMPARE(stage.elbow().back(), held);
        player->setPaused(false);
        const auto end = stage.tickThrough(*player);
        QVERIFY(end && !*end);
        QCOMPARE(player->takeTime(), 2.0);
        QVERIFY(fastest(stage.elbow()) <= 2.0);
    }

    void aSeekApproachesThePoseThere() {
        Stage stage;
        auto player = stage.play(elbowTake(gentle), {.from = 0.5, .paused = true});
        QVERIFY(stage.tickThrough(*player, 200));
        QCOMPARE(player->takeTime(), 0.5);
        QVERIFY(std::abs(stage.elbow().back() - gentle(0.5)) < 1e-6);
        player->seek(1.5);
        QCOMPARE(player->takeTime(), 1.5);
        QVERIFY(stage.tickThrough(*player, 200));
        QVERIFY(std::abs(stage.elbow().back() - gentle(1.5)) < 1e-6);
        player->seek(-7);
        QCOMPARE(player->takeTime(), 0.0);
        QVERIFY(stage.tickThrough(*player, 300));
        player->seek(std::nan(""));
        QVERIFY(stage.tickThrough(*player, 300));
        QVERIFY(fastest(stage.elbow()) <= 2.0);
    }

    void theSpeedChangesOnTheWay() {
        Stage stage;
        auto player = stage.play(elbowTake(gentle), {.from = 0.5, .paused = true});
        QVERIFY(stage.tickThrough(*player, 200));
        player->setSpeed(0.1);
        player->setPaused(false);
        QVERIFY(stage.tickThrough(*player, 100));
        QVERIFY(std::abs(player->takeTime() - 0.6) < 0.01);
        player->setSpeed(1);
        QVERIFY(std::abs(player->takeTime() - 0.6) < 0.01); // changing it is no jump
        QVERIFY(stage.tickThrough(*player, 50));
        QVERIFY(std::abs(player->takeTime() - 1.1) < 0.02);
        player->setSpeed(10);
        QVERIFY(player->report().stretch > 5);
        const auto end = stage.tickThrough(*player);
        QVERIFY(end && !*end);
        QVERIFY(fastest(stage.elbow()) < 2.0 * 1.1);
    }

    void aLoopCanBeginAndEndOnTheWay() {
        Stage stage;
        auto player = stage.play(elbowTake(gentle));
        player->setLoop(true);
        const auto going = stage.tickThrough(*player, 800);
        QVERIFY(going && *going);
        player->setLoop(false);
        const auto end = stage.tickThrough(*player);
        QVERIFY(end && !*end);
    }

    void aLateTickDoesNotJump() {
        Stage stage;
        auto player = stage.play(elbowTake(gentle));
        QVERIFY(stage.tickThrough(*player, 150));
        const double before = stage.elbow().back();
        QVERIFY(player->tick(stage.now + 60s));
        QVERIFY(std::abs(stage.elbow().back() - before) <= 2.0 * 0.06);
    }
};

QTEST_GUILESS_MAIN(ReplayPlayerTest)
#include "tst_replay_player.moc"
