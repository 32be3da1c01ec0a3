// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/robot/description/urdf_reader.h>
#include <orrery/robot/kinematics/forward.h>

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <string>

using namespace orrery;
using namespace orrery::robot;

/// Poses that can be worked out by hand.
class ForwardKinematicsTest : public QObject {
    Q_OBJECT

private slots:
    void revoluteTurnsAboutItsAxis();
    void prismaticSlidesInTheJointFrame();
    void otherJointsStandStill();
    void followersFollowFollowers();
    void coordinatesAreTheControlledJoints();
    void positionsByName();
    void neutralStaysWithinLimits();
    void outputIsReused();
    void severalRootsStandAtTheOrigin();
    void deepChain();
};

namespace {

Description read(const std::string& body) {
    auto loaded = readUrdf("<robot name=\"r\">" + body + "</robot>", "test.urdf");
    return loaded ? std::move(loaded->description) : Description{};
}

std::string link(const char* name) {
    return std::string("<link name=\"") + name + "\"/>";
}

std::string joint(const char* name, const char* type, const char* parent, const char* child, const char* inside) {
    return std::string("<joint name=\"") + name + "\" type=\"" + type + "\"><parent link=\"" + parent +
           "\"/><child link=\"" + child + "\"/>" + inside +
           "<limit lower=\"-2\" upper=\"2\" effort=\"1\" velocity=\"1\"/></joint>";
}

bool near(Vec3 a, Vec3 b) {
    return norm(a - b) < 1e-12;
}

/// base -j0 (turn, z)-> arm -j1 (slide, y)-> hand
Description arm() {
    return read(link("base") + link("arm") + link("hand") +
                joint("j0", "revolute", "base", "arm", "<origin xyz=\"0 0 1\"/><axis xyz=\"0 0 1\"/>") +
                joint("j1", "prismatic", "arm", "hand",
                      "<origin xyz=\"1 0 0\" rpy=\"0 0 1.5707963267948966\"/><axis xyz=\"0 1 0\"/>"));
}

} // namespace

void ForwardKinematicsTest::revoluteTurnsAboutItsAxis() {
    const KinematicModel model(arm());
    const auto poses = forwardKinematics(model, std::vector{std::numbers::pi / 2, 0.0});
    QVERIFY(near(poses.at(1).position, {0, 0, 1}));
    QVERIFY(near(poses.at(2).position, {0, 1, 1}));
    QVERIFY(near(rotate(poses.at(1).rotation, {1, 0, 0}), {0, 1, 0}));
}

void ForwardKinematicsTest::prismaticSlidesInTheJointFrame() {
    const KinematicModel model(arm());
    const auto poses = forwardKinematics(model, std::vector{0.0, 0.5});
    QVERIFY(near(poses.at(2).position, {0.5, 0, 1})); // y of the turned joint frame is -x of the base
}

void ForwardKinematicsTest::otherJointsStandStill() {
    const auto robot =
        read(link("a") + link("b") + link("c") + joint("p", "planar", "a", "b", "<origin xyz=\"1 2 3\"/>") +
             joint("f", "floating", "b", "c", "<origin xyz=\"1 0 0\"/>"));
    const KinematicModel model(robot);
    QCOMPARE(model.coordinateCount(), 0U);
    QVERIFY(near(forwardKinematics(model, {}).at(2).position, {2, 2, 3}));
}

void ForwardKinematicsTest::followersFollowFollowers() {
    const auto robot =
        read(link("a") + link("b") + link("c") + link("d") +
             joint("third", "prismatic", "a", "d", "<mimic joint=\"second\" multiplier=\"-1\" offset=\"0.25\"/>") +
             joint("second", "prismatic", "a", "c", "<mimic joint=\"first\" multiplier=\"2\" offset=\"0.5\"/>") +
             joint("first", "prismatic", "a", "b", ""));
    const KinematicModel model(robot);
    QCOMPARE(model.coordinateCount(), 1U);
    const auto poses = forwardKinematics(model, std::vector{3.0});
    QVERIFY(near(poses.at(1).position, {3, 0, 0}));
    QVERIFY(near(poses.at(2).position, {6.5, 0, 0})); // beyond its own limits: not clamped
    QVERIFY(near(poses.at(3).position, {-6.25, 0, 0}));
    std::vector<double> values;
    jointValues(model, std::vector{3.0}, values);
    QCOMPARE(values, (std::vector{-6.25, 6.5, 3.0}));
}

void ForwardKinematicsTest::coordinatesAreTheControlledJoints() {
    const auto robot = arm();
    const KinematicModel model(robot);
    QCOMPARE(model.coordinateCount(), 2U);
    QCOMPARE(model.coordinates()[1].name, std::string("j1"));
    QCOMPARE(model.coordinates()[1].type, JointType::Prismatic);
    QCOMPARE(model.coordinates()[1].limits.upper, 2.0);
    QCOMPARE(model.findCoordinate("j1"), 1U);
    QCOMPARE(model.findCoordinate("nobody"), npos);
}

void ForwardKinematicsTest::positionsByName() {
    const auto robot =
        read(link("a") + link("b") + link("c") + link("d") + joint("lead", "revolute", "a", "b", "") +
             joint("follow", "revolute", "b", "c", "<mimic joint=\"lead\"/>") + joint("weld", "fixed", "c", "d", ""));
    const KinematicModel model(robot);
    QCOMPARE(*positionsFromNames(model, {{"lead", 0.5}}), std::vector{0.5});
    QCOMPARE(*positionsFromNames(model, {}), std::vector{0.0});
    const auto unknown = positionsFromNames(model, {{"lead", 1}, {"elbow", 1}, {"wrist", 1}});
    QVERIFY(!unknown && unknown.error().is(KinematicsErrc::UnknownJoint));
    QVERIFY2(unknown.error().message.find("'elbow', 'wrist'") != std::string::npos, unknown.error().message.c_str());
    QVERIFY(unknown.error().message.find("lead") != std::string::npos);
    const auto passive = positionsFromNames(model, {{"follow", 1}, {"weld", 1}});
    QVERIFY(!passive && passive.error().is(KinematicsErrc::NotControlled));
    QVERIFY2(passive.error().message.find("'follow' follows 'lead', 'weld' is fixed") != std::string::npos,
             passive.error().message.c_str());
}

void ForwardKinematicsTest::neutralStaysWithinLimits() {
    const auto robot = read(link("a") + link("b") +
                            "<joint name=\"j\" type=\"revolute\"><parent link=\"a\"/><child link=\"b\"/>"
                            "<limit lower=\"-3\" upper=\"-0.5\" effort=\"1\" velocity=\"1\"/></joint>");
    QCOMPARE(neutralPositions(KinematicModel(robot)), std::vector{-0.5});
}

void ForwardKinematicsTest::outputIsReused() {
    const KinematicModel model(arm());
    std::vector<Pose> poses;
    forwardKinematics(model, std::vector{0.1, 0.2}, poses);
    const Pose* memory = poses.data();
    const Pose before = poses[2];
    forwardKinematics(model, std::vector{0.3, 0.4}, poses);
    QCOMPARE(poses.data(), memory);
    QVERIFY(!(poses[2] == before));
    forwardKinematics(model, std::vector{0.1, 0.2}, poses);
    QVERIFY(poses[2] == before);
    forwardKinematics(model, {}, poses); // too few values count as 0
    QVERIFY(near(poses[2].position, {1, 0, 1}));
}

void ForwardKinematicsTest::severalRootsStandAtTheOrigin() {
    const auto robot =
        read(link("lonely") + link("a") + link("b") + joint("j", "fixed", "a", "b", "<origin xyz=\"1 0 0\"/>"));
    const auto poses = forwardKinematics(KinematicModel(robot), {});
    QVERIFY(near(poses.at(0).position, {}) && near(poses.at(2).position, {1, 0, 0}));
}

void ForwardKinematicsTest::deepChain() {
    constexpr int count = 5000;
    std::string text = link("l0");
    for (int i = 1; i < count; ++i) {
        const char* inside =
            i == 1 ? "<axis xyz=\"0 0 1\"/>"
                   : "<origin xyz=\"0.001 0 0\"/><axis xyz=\"0 0 1\"/><mimic joint=\"j1\" multiplier=\"0\"/>";
        const std::string parent = fmt::format("l{}", i - 1);
        const std::string child = fmt::format("l{}", i);
        text += link(child.c_str()) +
                joint(fmt::format("j{}", i).c_str(), "continuous", parent.c_str(), child.c_str(), inside);
    }
    const KinematicModel model(read(text));
    QCOMPARE(model.coordinateCount(), 1U);
    const auto poses = forwardKinematics(model, std::vector{std::numbers::pi / 2});
    QVERIFY(norm(poses.at(count - 1).position - Vec3{0, (count - 2) * 0.001, 0}) < 1e-9);
}

QTEST_APPLESS_MAIN(ForwardKinematicsTest)
#include "tst_forward_kinematics.moc"
