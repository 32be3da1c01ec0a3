// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "recording_link.h"

#include <orrery/robot/motion/gesture_player.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

using namespace orrery;
using namespace orrery::robot;
using std::chrono::milliseconds;

namespace {

Gesture makeGesture(std::vector<Keyframe> keyframes) {
    Gesture gesture{"wave", "Wave", "", 0, false, std::move(keyframes)};
    gesture.duration = gesture.keyframes.back().time;
    return gesture;
}

Gesture elbowGesture() {
    return makeGesture({{0, {{"elbow", 0.4}}}, {1, {{"elbow", 0.8}}}, {2, {{"elbow", 1.2}}}, {3, {{"elbow", 0.5}}}});
}

/// A gate before a robot that stands still at known positions.
struct Stage {
    Stage() { link.moveTo({0, 0.2, 0, 0.1, 0, 0}); }

    Result<GesturePlayer> play(const Gesture& gesture) {
        auto lease = gate.acquire(MotionSource::Gesture, gesture.title);
        if (!lease) return fail(lease.error());
        return GesturePlayer::create(gesture, gate, std::move(*lease));
    }
    /// Ticks every 10 ms until it ends or `most` ticks are over.
    Result<bool> tickThrough(GesturePlayer& player, int most = 2000) {
        Result<bool> going = true;
        for (int i = 0; i < most && going && *going; ++i) {
            going = player.tick(now);
            now += milliseconds(10);
        }
        return going;
    }
    std::vector<double> positionsOf(std::size_t joint) const {
        std::vector<double> positions;
        for (const auto& command : link.commands()) {
            for (const auto& target : command.targets()) {
                if (target.joint == joint) positions.push_back(target.position);
            }
        }
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

bool contains(const std::vector<double>& positions, double value, double within) {
    return std::any_of(positions.begin(), positions.end(), [&](double p) { return std::abs(p - value) <= within; });
}

} // namespace

class GesturePlayerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beginsAtThePresentPoseAndPassesEveryKeyframe() {
        Stage stage;
        auto player = stage.play(elbowGesture());
        QVERIFY(player);
        QCOMPARE(player->report().stretch, 1.0);
        const auto end = stage.tickThrough(*player);
        QVERIFY(end && !*end);
        const auto elbow = stage.positionsOf(1);
        QCOMPARE(elbow.front(), 0.2);
        QCOMPARE(elbow.back(), 0.5);
        for (const double keyframe : {0.4, 0.8, 1.2}) QVERIFY(contains(elbow, keyframe, 0.005));
        QVERIFY(std::abs(static_cast<double>(elbow.size()) * 0.01 - player->report().duration) < 0.03);
        QVERIFY(fastest(elbow) <= 2.0 + 1e-9);
    }

    void goesSteadilyBetweenKeyframes() {
        Stage stage;
        auto player = stage.play(elbowGesture());
        QVERIFY(stage.tickThrough(*player));
        const auto elbow = stage.positionsOf(1);
        const auto top = std::max_element(elbow.begin(), elbow.end());
        QVERIFY(*top <= 1.2);
        QVERIFY(std::is_sorted(elbow.begin(), top));
        QVERIFY(std::is_sorted(top, elbow.end(), std::greater<>()));
        // 0.8 lies on the way from 0.4 to 1.2: no halt there.
        const auto middle = std::lower_bound(elbow.begin(), top, 0.8);
        QVERIFY(*std::next(middle) - *middle > 0.002);
    }

    void linearKeepsOneSpeed() {
        Stage stage;
        auto player = stage.play(makeGesture({{0, {{"elbow", 0.2}}}, {1, {{"elbow", 1.2}}, Ease::Linear}}));
        QVERIFY(stage.tickThrough(*player));
        const auto elbow = stage.positionsOf(1);
        QVERIFY(std::abs(fastest(elbow) - 1.0) < 1e-6);
    }

    void tooFastIsStretched() {
        Stage stage;
        auto player = stage.play(makeGesture({{0, {{"elbow", 0.2}, {"base", 0}}},
                                              {0.1, {{"elbow", 2.2}, {"base", 0.1}}},
                                              {0.2, {{"elbow", 0.2}, {"base", -0.1}}, Ease::Linear}}));
        QVERIFY(player->report().stretch > 10);
        QVERIFY(stage.tickThrough(*player));
        QVERIFY(fastest(stage.positionsOf(1)) <= 2.0 + 1e-9);
        QVERIFY(fastest(stage.positionsOf(1)) > 1.9);
        QVERIFY(fastest(stage.positionsOf(0)) <= kDefaultVelocity + 1e-9);
    }

    void tooMuchAccelerationIsStretched() {
        Stage stage;
        // Slow enough for its speed (0.6 rad/s at most), but 24 rad/s2 to and fro.
        auto player =
            stage.play(makeGesture({{0, {{"elbow", 0.2}}}, {0.1, {{"elbow", 0.24}}}, {0.2, {{"elbow", 0.2}}}}));
        QVERIFY(player);
        QVERIFY2(std::abs(player->report().stretch - std::sqrt(3.0)) < 0.01,
                 qPrintable(QString::number(player->report().stretch)));
        QVERIFY(stage.tickThrough(*player));
        const auto elbow = stage.positionsOf(1);
        for (std::size_t i = 2; i < elbow.size(); ++i)
            QVERIFY(std::abs(elbow[i] - 2 * elbow[i - 1] + elbow[i - 2]) / 1e-4 <= kDefaultAcceleration * 1.01);
    }

    void absurdlyFastIsRefused() {
        Stage stage;
        const auto player =
            stage.play(makeGesture({{0, {{"elbow", 0}}}, {0.002, {{"elbow", 2.5}}}, {1, {{"elbow", 0}}}}));
        QVERIFY(player.error().is(MotionErrc::TooFast));
        QVERIFY(player.error().message.find("times slower") != std::string::npos);
    }

    void farApproachTakesItsTime() {
        Stage stage;
        auto player = stage.play(makeGesture({{0, {{"lift", 0.3}, {"base", 3}}}}));
        QVERIFY(stage.tickThrough(*player));
        QVERIFY(fastest(stage.positionsOf(3)) <= 0.2 + 1e-9);
        QVERIFY(fastest(stage.positionsOf(0)) <= kDefaultVelocity + 1e-9);
        QCOMPARE(stage.positionsOf(0).back(), 3.0);
    }

    void jointsMentionedLateStayUntilThen() {
        Stage stage;
        auto player = stage.play(makeGesture({{0, {{"elbow", 0.4}}}, {1, {{"elbow", 0.6}}}, {2, {{"base", 0.5}}}}));
        QVERIFY(stage.tickThrough(*player));
        QCOMPARE(stage.positionsOf(0).front(), 0.0);
        QCOMPARE(stage.positionsOf(0).back(), 0.5);
        QCOMPARE(stage.positionsOf(1).back(), 0.6);
        QVERIFY(fastest(stage.positionsOf(0)) < 0.5);
    }

    void aLateTickDoesNotJumpAndTimeDoesNotRunBack() {
        Stage stage;
        auto player = stage.play(elbowGesture());
        QVERIFY(stage.tickThrough(*player, 100));
        const double before = stage.positionsOf(1).back();
        stage.now += std::chrono::seconds(60);
        QVERIFY(*player->tick(stage.now));
        QVERIFY(std::abs(stage.positionsOf(1).back() - before) <= 2.0 * 0.05);
        const double then = stage.positionsOf(1).back();
        QVERIFY(*player->tick(stage.now - std::chrono::seconds(30)));
        QCOMPARE(stage.positionsOf(1).back(), then);
        QVERIFY(*player->tick(stage.now));
        QCOMPARE(stage.positionsOf(1).back(), then);
    }

    void loopsWithoutAJump() {
        Stage stage;
        Gesture gesture = makeGesture({{0, {{"elbow", 0.4}}}, {0.5, {{"elbow", 0.9}}}});
        gesture.loop = true;
        gesture.duration = 1.2;
        auto player = stage.play(gesture);
        const auto going = stage.tickThrough(*player, 1000);
        QVERIFY(going && *going);
        const auto elbow = stage.positionsOf(1);
        QCOMPARE(elbow.size(), 1000U);
        QVERIFY(fastest(elbow) <= 2.0 + 1e-9);
        const auto lastPasses = std::vector<double>(elbow.end() - 240, elbow.end());
        QVERIFY(contains(lastPasses, 0.9, 0.005));
        QVERIFY(contains(lastPasses, 0.4, 0.005));
    }

    void aGestureThatDoesNotFitNeverBegins() {
        Stage stage;
        auto player = stage.play(makeGesture({{0, {{"elbow", 0.4}}}, {1, {{"elbow", 3.4907}}}}));
        QVERIFY(player.error().is(MotionErrc::OutOfRange));
        QVERIFY(player.error().message.find("keyframe 2: elbow can bend to 145 deg, 200 deg") != std::string::npos);
        QVERIFY(stage.play(makeGesture({{0, {{"nose", 0.4}}}})).error().is(MotionErrc::UnknownJoint));
        QVERIFY(
            stage.play(makeGesture({{1, {{"elbow", 0.4}}}, {1, {{"elbow", 0.5}}}})).error().is(MotionErrc::BadGesture));
        QVERIFY(stage.link.commands().empty());
        QVERIFY(stage.play(elbowGesture())); // the failed ones gave their leases back
    }

    void shortenedKeyframesAreReported() {
        Stage stage;
        auto player = stage.play(makeGesture({{0, {{"elbow", radiansFromDegrees(146)}}}}));
        QCOMPARE(player->report().clamped.size(), 1U);
        QVERIFY(stage.tickThrough(*player));
        QCOMPARE(stage.positionsOf(1).back(), radiansFromDegrees(145));
    }

    void comesBackInsideFromBeyondALimit() {
        Stage stage;
        stage.link.moveTo({0, 3.0, 0, 0.1, 0, 0});
        auto player = stage.play(elbowGesture());
        const auto end = stage.tickThrough(*player);
        QVERIFY(end && !*end);
        QCOMPARE(stage.positionsOf(1).front(), radiansFromDegrees(145));
    }

    void needsToKnowWhereTheRobotIs() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        auto lease = gate.acquire(MotionSource::Gesture, "Wave");
        QVERIFY(GesturePlayer::create(elbowGesture(), gate, std::move(*lease)).error().is(MotionErrc::NoState));
    }

    void stopEndsIt() {
        Stage stage;
        auto player = stage.play(elbowGesture());
        QVERIFY(*stage.tickThrough(*player, 50));
        stage.gate.stop();
        QVERIFY(player->tick(stage.now).error().is(MotionErrc::Stopped));
        QCOMPARE(stage.positionsOf(1).size(), 50U);
    }

    void aPersonEndsIt() {
        Stage stage;
        auto player = stage.play(elbowGesture());
        QVERIFY(*stage.tickThrough(*player, 50));
        QVERIFY(stage.gate.submit(intentFor({{"base", 0.1, {}}})));
        const auto tick = player->tick(stage.now);
        QVERIFY(tick.error().is(MotionErrc::Preempted));
        QCOMPARE(tick.error().message, "Wave ended because a person took over.");
        QCOMPARE(stage.positionsOf(1).size(), 50U);
    }
};

QTEST_GUILESS_MAIN(GesturePlayerTest)
#include "tst_gesture_player.moc"
