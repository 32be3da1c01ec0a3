// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/robot/description/urdf_reader.h>
#include <orrery/robot/kinematics/figures.h>
#include <orrery/robot/kinematics/forward.h>

#include <cmath>

using namespace orrery;
using namespace orrery::robot;

namespace {

/// Two links of 0.4 and 0.3 m, both elbows bent 90 degrees at zero, standing on a column of 0.2 m.
constexpr const char* arm = R"(<robot name="arm">
<link name="base"><inertial><mass value="3"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/></inertial></link>
<link name="upper"><inertial><origin xyz="0.2 0 0"/><mass value="1"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/></inertial></link>
<link name="lower"/><link name="tool"/>
<joint name="shoulder" type="revolute"><origin xyz="0 0 0.2"/><parent link="base"/><child link="upper"/><axis xyz="0 1 0"/><limit lower="LOW" upper="HIGH" velocity="1" effort="1"/></joint>
<joint name="elbow" type="revolute"><origin xyz="0.4 0 0" rpy="0 1.5707963 0"/><parent link="upper"/><child link="lower"/><axis xyz="0 1 0"/><limit lower="-2" upper="2" velocity="1" effort="1"/></joint>
<joint name="tip" type="fixed"><origin xyz="0.3 0 0"/><parent link="lower"/><child link="tool"/></joint></robot>)";

Description read(const char* low, const char* high) {
    std::string text = arm;
    text.replace(text.find("LOW"), 3, low);
    text.replace(text.find("HIGH"), 4, high);
    auto loaded = readUrdf(text, "arm.urdf");
    return loaded ? std::move(loaded->description) : Description{};
}

} // namespace

class FiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void massAndItsCentre() {
        const Description description = read("-3", "3");
        const KinematicModel model(description);
        const auto poses = forwardKinematics(model, std::vector<double>{0, 0});
        const MassFigures figures = massFigures(description, poses);
        QCOMPARE(figures.mass, 4.0);
        QCOMPARE(figures.without, std::size_t{2});
        QVERIFY(norm(figures.centre - Vec3{0.05, 0, 0.05}) < 1e-9);
        QCOMPARE(massFigures({}, {}).mass, 0.0);
    }
    void theTipIsTheLastPartOfTheLongestChain() {
        const Description description = read("-3", "3");
        QCOMPARE(outermostLink(description), description.findLink("tool"));
    }
    void aStraightArmReachesItsLength() {
        const Description description = read("-3", "3");
        const KinematicModel model(description);
        const Reach reach = reachOf(model, description.findLink("tool"));
        QVERIFY2(std::abs(reach.distance - 0.9) < 0.002, qPrintable(QString::number(reach.distance)));
        const auto poses = forwardKinematics(model, reach.positions);
        QVERIFY(std::abs(norm(poses[description.findLink("tool")].position) - reach.distance) < 1e-9);
        QCOMPARE(reachOf(model, description.findLink("tool")).distance, reach.distance);
    }
    void limitsCount() {
        const Description description = read("0", "0.1"); // the shoulder cannot look up
        const KinematicModel model(description);
        const Reach reach = reachOf(model, description.findLink("tool"));
        QVERIFY(reach.distance < 0.75);
        for (std::size_t i = 0; i < reach.positions.size(); ++i) {
            QVERIFY(reach.positions[i] >= model.coordinates()[i].limits.lower - 1e-9);
            QVERIFY(reach.positions[i] <= model.coordinates()[i].limits.upper + 1e-9);
        }
    }
    void theBaseReachesNothing() {
        const Description description = read("-3", "3");
        QCOMPARE(reachOf(KinematicModel(description), 0).distance, 0.0);
    }
};

QTEST_GUILESS_MAIN(FiguresTest)
#include "tst_figures.moc"
