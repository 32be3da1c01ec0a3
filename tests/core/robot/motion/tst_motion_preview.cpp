// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "prediction.h"
#include "recording_link.h"
#include "trapezoid.h"

#include <orrery/robot/motion/gesture_player.h>
#include <orrery/robot/motion/motion_gate.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>

using namespace orrery;
using namespace orrery::robot;

namespace {

/// A wall across the elbow's way, between 0.9 and 1.1; as deep as its middle is near.
class Wall final : public MotionConstraint {
public:
    [[nodiscard]] const JointNames& joints() const override { return m_joints; }
    [[nodiscard]] std::vector<MotionViolation> violations(std::span<const double> q) const override {
        const double depth = 0.1 - std::abs(q[0] - 1);
        if (!(depth > 0)) return {};
        return {{"hand", "wall", depth, "The hand would touch the wall."}};
    }

private:
    JointNames m_joints{"elbow", "nowhere"};
};

struct Stage {
    explicit Stage(double elbow = 0) { link.moveTo({0, elbow, 0, 0.1, 0, 0}); }

    Result<GateVerdict> move(double elbow) { return gate.submit(intentFor({{"elbow", elbow, {}}})); }

    RecordingLink link;
    MotionGate gate{armJoints(), link, std::make_shared<Wall>()};
};

} // namespace

class MotionPreviewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTrapezoidKeepsSpeedAndAccelerationAndEndsAtItsTarget_data() {
        QTest::addColumn<double>("speed");
        QTest::addColumn<double>("target");
        QTest::newRow("from rest") << 0.0 << 1.0;
        QTest::newRow("short") << 0.0 << 0.01;
        QTest::newRow("back") << 0.0 << -1.0;
        QTest::newRow("moving there") << 0.5 << 1.0;
        QTest::newRow("moving away") << -0.5 << 1.0;
        QTest::newRow("too fast to halt") << 1.0 << 0.01;
        QTest::newRow("faster than allowed") << 3.0 << 5.0;
        QTest::newRow("there already") << 0.0 << 0.0;
        QTest::newRow("there but moving") << 0.7 << 0.0;
    }
    void aTrapezoidKeepsSpeedAndAccelerationAndEndsAtItsTarget() {
        QFETCH(double, speed);
        QFETCH(double, target);
        constexpr double dt = 1e-3;
        const Trapezoid way(0, speed, target, 1.0, 4.0);
        QCOMPARE(way.at(way.duration()), target);
        double last = 0;
        double lastSpeed = speed;
        for (double time = dt; time < way.duration() + 2 * dt; time += dt) {
            const double now = (way.at(time) - last) / dt;
            QVERIFY(std::abs(now) <= std::max(1.0, std::abs(speed)) + 1e-6);
            QVERIFY2(std::abs(now - lastSpeed) / dt <= 4.0 * 1.01, qPrintable(QString::number(time)));
            last = way.at(time);
            lastSpeed = now;
        }
        QVERIFY(std::abs(last - target) < 1e-9);
    }

    void showsTheWholeMotionInTheLinksOrder() {
        RecordingLink link;
        link.moveTo({0.2, 0, 0, 0.1, -0.2, 0});
        const MotionGate gate(armJoints(), link);
        const auto ghost = gate.preview({{"base", 1.0, {}}, {"elbow", 0.5, 0.5}});
        QVERIFY(ghost);
        QVERIFY(!ghost->contact);
        QCOMPARE(ghost->verdict.applied.size(), 2U);
        // The elbow: 0.5 rad at 0.5 rad/s and 8 rad/s2.
        QVERIFY(std::abs(ghost->duration - (0.5 / 0.5 + 0.5 / 8)) < 1e-9);
        QCOMPARE(ghost->positions.size(), static_cast<std::size_t>(std::ceil(ghost->duration / ghost->step)) + 1);
        QCOMPARE(ghost->positions.front(), (std::vector{0.2, 0.0, 0.0, 0.1, -0.2, 0.0}));
        const auto& end = ghost->positions.back();
        QCOMPARE(end[0], 1.0);
        QCOMPARE(end[1], 0.5);
        QCOMPARE(end[3], 0.1);
        QCOMPARE(end[4], -1.0); // the finger follows the base
        for (std::size_t i = 1; i < ghost->positions.size(); ++i)
            QVERIFY(ghost->positions[i][1] - ghost->positions[i - 1][1] <= 0.5 * ghost->step + 1e-9);
        QVERIFY(link.commands().empty());
        QVERIFY(gate.applied().empty());
    }

    void saysWhatSubmitWouldSay() {
        Stage stage;
        QVERIFY(stage.gate.preview({{"elbow", 9, {}}}).error().is(MotionErrc::OutOfRange));
        QCOMPARE(stage.gate.preview({{"elbow", radiansFromDegrees(147), {}}})->verdict.clamped.size(), 1U);
        RecordingLink silent;
        const MotionGate gate(armJoints(), silent);
        QVERIFY(gate.preview({{"elbow", 0.1, {}}}).error().is(MotionErrc::NoState));
    }

    void aLongMotionHasABoundedGhost() {
        Stage stage;
        const auto ghost = stage.gate.preview({{"wheel", 600, 0.001}});
        QVERIFY(ghost->duration > 500000);
        QVERIFY(ghost->positions.size() < 3000);
        QCOMPARE(ghost->positions.back()[2], 600.0);
    }

    void refusesAWayThroughAWallAndNamesIt() {
        Stage stage;
        const auto ghost = stage.gate.preview({{"elbow", 2.0, {}}}); // free at both ends
        QVERIFY(ghost->contact);
        QCOMPARE(ghost->contact->violation.sentence, "The hand would touch the wall.");
        const auto at = static_cast<std::size_t>(ghost->contact->time / ghost->step);
        QVERIFY(std::abs(ghost->positions[at][1] - 0.9) < 0.06);
        const auto verdict = stage.move(2.0);
        QVERIFY(verdict.error().is(MotionErrc::Contact));
        QCOMPARE(verdict.error().message, "The hand would touch the wall.");
        QVERIFY(stage.link.commands().empty());
        QVERIFY(stage.move(0.85));
        stage.gate.setConstraint(nullptr);
        QVERIFY(stage.move(2.0));
    }

    void leadsOutOfAContactButNotDeeperOrBackIn() {
        Stage stage(0.95); // 0.05 deep, half-way to the middle
        QVERIFY(stage.move(0.5));
        QVERIFY(stage.move(0.95)); // where it is
        QVERIFY(stage.move(0.92)); // less deep
        QVERIFY(!stage.move(0.98));
        QVERIFY(!stage.move(2.0));
        QVERIFY(stage.gate.submit(intentFor({{"base", 1.0, {}}}))); // others may move
    }

    void joinsWhatIsStillUnderWay() {
        Stage stage;
        QVERIFY(stage.move(0.8));
        const auto ghost = stage.gate.preview({{"base", 0.1, {}}});
        QCOMPARE(ghost->positions.back()[1], 0.8);
        stage.gate.stop();
        QCOMPARE(stage.gate.preview({{"base", 0.1, {}}})->positions.back()[1], 0.0);
    }

    void withoutAStateAConstraintLetsNothingPass() {
        RecordingLink link;
        MotionGate gate(armJoints(), link, std::make_shared<Wall>());
        QVERIFY(gate.submit(intentFor({{"elbow", 0.1, {}}})).error().is(MotionErrc::NoState));
        QVERIFY(link.commands().empty());
    }

    void aGestureThroughAWallNeverBegins() {
        Stage stage;
        const auto play = [&](double end) -> Result<GesturePlayer> {
            auto lease = stage.gate.acquire(MotionSource::Gesture, "Reach");
            const Gesture reach{"reach", "Reach", "", 2, false, {{0, {{"elbow", 0.2}}}, {2, {{"elbow", end}}}}};
            return GesturePlayer::create(reach, stage.gate, std::move(*lease));
        };
        const auto refused = play(2.0);
        QVERIFY(refused.error().is(MotionErrc::Contact));
        QCOMPARE(refused.error().message, "The gesture cannot be played from here: The hand would touch the wall.");
        QVERIFY(play(0.8));
    }
};

QTEST_GUILESS_MAIN(MotionPreviewTest)
#include "tst_motion_preview.moc"
