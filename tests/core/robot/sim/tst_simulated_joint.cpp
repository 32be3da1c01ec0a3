// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <orrery/robot/sim/simulated_joint.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace orrery::robot;

namespace {

constexpr double kStep = 0.005;
constexpr MotorLimits kElbow{-2, 2.5, 1.5, 8};

/// Steps a joint and notes where it breaks its limits.
struct Track {
    explicit Track(MotorLimits motor, double start = 0) : limits(motor), joint(motor, start) {}

    void step(double dt = kStep) {
        const double before = joint.velocity();
        joint.step(dt);
        const double v = joint.velocity();
        const double p = joint.position();
        sound = sound && std::isfinite(p) && p >= limits.lower - 1e-9 && p <= limits.upper + 1e-9 &&
                std::abs(v) <= limits.velocity + 1e-9 && std::abs(v - before) <= limits.acceleration * dt + 1e-9;
    }

    MotorLimits limits;
    SimulatedJoint joint;
    bool sound = true;
};

} // namespace

class SimulatedJointTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void arrivesInTheTimeOfATrapezoidWithoutOvershoot() {
        Track track(kElbow);
        track.joint.setTarget(2.0, 10);
        double most = 0;
        int steps = 0;
        while ((track.joint.position() != 2.0 || track.joint.velocity() != 0) && steps < 10000) {
            track.step();
            most = std::max(most, track.joint.position());
            ++steps;
        }
        QVERIFY(track.sound);
        QVERIFY(most <= 2.0 + 1e-9);
        const double ideal = 2.0 / 1.5 + 1.5 / 8;
        QVERIFY2(std::abs(steps * kStep - ideal) < 0.02, qPrintable(QString::number(steps * kStep)));
        for (int i = 0; i < 100; ++i) track.step();
        QCOMPARE(track.joint.position(), 2.0);
    }

    void shortWaysNeverReachFullSpeed() {
        for (const double way : {1e-9, 1e-6, 1e-4, 0.001, 0.01, 0.1}) {
            Track track(kElbow);
            track.joint.setTarget(way, 10);
            double most = 0;
            for (int i = 0; i < 200; ++i) {
                track.step();
                most = std::max(most, track.joint.position());
            }
            QVERIFY(track.sound);
            QCOMPARE(track.joint.position(), way);
            QCOMPARE(track.joint.velocity(), 0.0);
            QVERIFY(most <= way + 1e-9);
        }
    }

    void respectsTheCommandsSpeed() {
        Track track(kElbow);
        track.joint.setTarget(2, 0.3);
        double fastest = 0;
        for (int i = 0; i < 1500; ++i) {
            track.step();
            fastest = std::max(fastest, track.joint.velocity());
        }
        QVERIFY(std::abs(fastest - 0.3) < 1e-9);
        QCOMPARE(track.joint.position(), 2.0);
    }

    void respectsTheCommandsAcceleration() {
        Track track(kElbow);
        track.joint.setTarget(2.0, 10, 1.0);
        double most = 0;
        for (int i = 0; i < 2000; ++i) {
            const double before = track.joint.velocity();
            track.step();
            most = std::max(most, std::abs(track.joint.velocity() - before) / kStep);
        }
        QVERIFY(track.sound);
        QVERIFY2(std::abs(most - 1.0) < 1e-6, qPrintable(QString::number(most)));
        QCOMPARE(track.joint.position(), 2.0);
    }

    void aGentleTargetNeverMakesItPassALimit() {
        std::mt19937 random(3);
        std::uniform_real_distribution<double> target(-2, 2.5);
        std::uniform_real_distribution<double> gentleness(0.05, 12);
        Track track(kElbow);
        for (int i = 0; i < 20000; ++i) {
            if (i % 37 == 0) track.joint.setTarget(target(random), 10, gentleness(random));
            track.step();
            QVERIFY2(track.sound, qPrintable(QString::number(i)));
        }
        track.joint.setTarget(1.0, 10, 0.5);
        for (int i = 0; i < 4000; ++i) track.step();
        QVERIFY(track.sound);
        QCOMPARE(track.joint.position(), 1.0);
    }

    void targetsBeyondLimitsEndAtTheLimit() {
        Track track(kElbow);
        track.joint.setTarget(100, 10);
        for (int i = 0; i < 1000; ++i) track.step();
        QCOMPARE(track.joint.position(), 2.5);
        QVERIFY(track.sound);
        QCOMPARE(SimulatedJoint(kElbow, -50).position(), -2.0);
    }

    void survivesTargetsThatChangeMidWay() {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> anywhere(-2.2, 2.7);
        std::uniform_real_distribution<double> speed(0.01, 3);
        std::uniform_int_distribution<int> patience(1, 300);
        for (const double dt : {0.001, 0.005, 0.02, 0.1}) {
            Track track(kElbow);
            for (int change = 0; change < 3000; ++change) {
                if (change % 10 == 9) {
                    track.joint.hold();
                } else {
                    track.joint.setTarget(anywhere(random), speed(random));
                }
                const int steps = patience(random);
                for (int i = 0; i < steps; ++i) track.step(dt);
            }
            QVERIFY(track.sound);
            track.joint.setTarget(1, 3);
            for (int i = 0; i < 20 / dt; ++i) track.step(dt);
            QCOMPARE(track.joint.position(), 1.0);
            QVERIFY(track.sound);
        }
    }

    void fromRestItNeverPassesTheTarget() {
        std::mt19937 random(11);
        std::uniform_real_distribution<double> anywhere(-2, 2.5);
        std::uniform_real_distribution<double> step(0.0005, 0.05);
        for (int round = 0; round < 2000; ++round) {
            const double start = anywhere(random);
            const double target = anywhere(random);
            const double dt = step(random);
            Track track(kElbow, start);
            track.joint.setTarget(target, 2);
            for (int i = 0; i < 6 / dt; ++i) {
                track.step(dt);
                const double left = (target - track.joint.position()) * (target < start ? -1 : 1);
                QVERIFY(left >= -1e-9);
            }
            QVERIFY(std::abs(track.joint.position() - target) < 1e-9);
            QVERIFY(track.sound);
        }
    }

    void holdBrakesAtTheLimitAndStays() {
        Track track(kElbow);
        track.joint.setTarget(2, 10);
        for (int i = 0; i < 100; ++i) track.step();
        QCOMPARE(track.joint.velocity(), 1.5);
        const double from = track.joint.position();
        track.joint.hold();
        int steps = 0;
        for (; track.joint.velocity() != 0 && steps < 1000; ++steps) track.step();
        QVERIFY(track.sound);
        QVERIFY(std::abs(steps * kStep - 1.5 / 8) <= kStep);
        QVERIFY(std::abs(track.joint.position() - from - 1.5 * 1.5 / 16) < 1e-9);
        const double rest = track.joint.position();
        for (int i = 0; i < 100; ++i) track.step();
        QCOMPARE(track.joint.position(), rest);
    }

    void turnsWithoutEnd() {
        const double infinity = std::numeric_limits<double>::infinity();
        Track track({-infinity, infinity, 5, 8});
        track.joint.setTarget(100, 5);
        for (int i = 0; i < 6000; ++i) track.step();
        QCOMPARE(track.joint.position(), 100.0);
    }

    void freezingStopsAtOnce() {
        Track track(kElbow);
        track.joint.setTarget(2, 10);
        for (int i = 0; i < 50; ++i) track.step();
        const double at = track.joint.position();
        track.joint.freeze();
        track.joint.step(kStep);
        QCOMPARE(track.joint.position(), at);
        track.joint.step(0);
        track.joint.step(-1);
        track.joint.step(std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(track.joint.position(), at);
    }
};

QTEST_GUILESS_MAIN(SimulatedJointTest)
#include "tst_simulated_joint.moc"
