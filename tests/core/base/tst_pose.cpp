// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/base/pose.h>
#include <orrery/base/units.h>

#include <cmath>
#include <limits>
#include <numbers>

using namespace orrery;

namespace {

constexpr double pi = std::numbers::pi;
constexpr double tolerance = 1e-12;

bool near(Vec3 a, Vec3 b, double within = tolerance) {
    return norm(a - b) <= within;
}

bool near(Quaternion a, Quaternion b, double within = tolerance) {
    return angleBetween(a, b) <= within;
}

} // namespace

class PoseTest : public QObject {
    Q_OBJECT

private slots:
    void vectors() {
        QCOMPARE(dot({1, 2, 3}, {4, 5, 6}), 32.0);
        QVERIFY(cross({1, 0, 0}, {0, 1, 0}) == (Vec3{0, 0, 1})); // right-handed
        QVERIFY(near(normalized(Vec3{3, 0, 4}), {0.6, 0, 0.8}));
        QVERIFY(normalized(Vec3{}) == Vec3{});
        QVERIFY(isFinite({1, 2, 3}));
        QVERIFY(!isFinite({1, std::numeric_limits<double>::quiet_NaN(), 3}));
        QVERIFY(!isFinite({1, 2, std::numeric_limits<double>::infinity()}));
    }

    void aQuarterTurnAboutEachAxis() {
        const double q = pi / 2;
        QVERIFY(near(rotate(quaternionFromAxisAngle({0, 0, 1}, q), {1, 0, 0}), {0, 1, 0}));
        QVERIFY(near(rotate(quaternionFromAxisAngle({1, 0, 0}, q), {0, 1, 0}), {0, 0, 1}));
        QVERIFY(near(rotate(quaternionFromAxisAngle({0, 1, 0}, q), {0, 0, 1}), {1, 0, 0}));
    }

    void productsTurnTheRightOneFirst() {
        const Quaternion a = quaternionFromAxisAngle({0, 0, 1}, pi / 2);
        const Quaternion b = quaternionFromAxisAngle({1, 0, 0}, pi / 2);
        const Vec3 v{1, 2, 3};
        QVERIFY(near(rotate(a * b, v), rotate(a, rotate(b, v))));
        QVERIFY(!near(rotate(a * b, v), rotate(b, rotate(a, v)), 0.1));
    }

    void brokenQuaternionsBecomeNoRotation() {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(normalized(Quaternion{0, 0, 0, 0}) == Quaternion{});
        QVERIFY(normalized(Quaternion{nan, 0, 0, 0}) == Quaternion{});
        QVERIFY(near(normalized(Quaternion{2, 0, 0, 2}), quaternionFromAxisAngle({0, 0, 1}, pi / 2)));
    }

    void rollPitchYawTurnsAboutFixedAxes() {
        // Roll first: z goes to -y; the later yaw then takes -y to x.
        QVERIFY(near(rotate(quaternionFromRollPitchYaw(pi / 2, 0, pi / 2), {0, 0, 1}), {1, 0, 0}));
    }

    void rollPitchYawAndBack_data() {
        QTest::addColumn<double>("roll");
        QTest::addColumn<double>("pitch");
        QTest::addColumn<double>("yaw");
        QTest::newRow("none") << 0.0 << 0.0 << 0.0;
        QTest::newRow("all") << 0.3 << -0.7 << 2.5;
        QTest::newRow("negative") << -3.0 << 1.2 << -3.1;
        QTest::newRow("almost upright") << 0.4 << 1.5 << 0.2;
    }
    void rollPitchYawAndBack() {
        QFETCH(const double, roll);
        QFETCH(const double, pitch);
        QFETCH(const double, yaw);
        QVERIFY(
            near(rollPitchYawFromQuaternion(quaternionFromRollPitchYaw(roll, pitch, yaw)), {roll, pitch, yaw}, 1e-9));
    }

    void atTheGimbalLockTheRotationIsKept_data() {
        QTest::addColumn<double>("pitch");
        QTest::newRow("up") << pi / 2;
        QTest::newRow("down") << -pi / 2;
    }
    void atTheGimbalLockTheRotationIsKept() {
        QFETCH(const double, pitch);
        const Quaternion before = quaternionFromRollPitchYaw(0.3, pitch, 0.8);
        const Vec3 angles = rollPitchYawFromQuaternion(before);
        QCOMPARE(angles.z, 0.0);
        QVERIFY(near(quaternionFromRollPitchYaw(angles.x, angles.y, angles.z), before, 1e-7));
    }

    void anglesBetweenRotations() {
        const Quaternion a = quaternionFromAxisAngle({0, 1, 0}, 0.5);
        const Quaternion b = quaternionFromAxisAngle({0, 1, 0}, -0.25);
        QVERIFY(std::abs(angleBetween(a, b) - 0.75) < tolerance);
        QVERIFY(angleBetween(a, {-a.w, -a.x, -a.y, -a.z}) < tolerance); // the same rotation, written otherwise
        QVERIFY(std::abs(angleBetween({}, quaternionFromAxisAngle({1, 0, 0}, pi)) - pi) < tolerance);
    }

    void posesChainAndInvert() {
        const Pose worldFromBase{{1, 2, 3}, quaternionFromRollPitchYaw(0.1, 0.2, 0.3)};
        const Pose baseFromTool{{-0.5, 0.25, 4}, quaternionFromRollPitchYaw(-1, 0.5, 2)};
        const Vec3 pointInTool{0.1, -0.2, 0.3};
        QVERIFY(near((worldFromBase * baseFromTool) * pointInTool, worldFromBase * (baseFromTool * pointInTool)));
        const Pose none = inverse(worldFromBase) * worldFromBase;
        QVERIFY(near(none.position, {}));
        QVERIFY(near(none.rotation, Quaternion{}));
        QVERIFY(near(Pose{{1, 0, 0}, quaternionFromAxisAngle({0, 0, 1}, pi / 2)} * Vec3{1, 0, 0}, {1, 1, 0}));
    }

    void unitsOfTheEdges() {
        QCOMPARE(degreesFromRadians(pi), 180.0);
        QCOMPARE(radiansFromDegrees(90), pi / 2);
    }
};

QTEST_APPLESS_MAIN(PoseTest)
#include "tst_pose.moc"
