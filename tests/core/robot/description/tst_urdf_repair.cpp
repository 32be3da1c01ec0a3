// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "urdf_text.h"

#include <numbers>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// What is wrong inside one link or joint, and what is made of it.
class UrdfRepairTest : public QObject {
    Q_OBJECT

private slots:
    void jointTypes();
    void missingLimits();
    void swappedLimits();
    void zeroLimits();
    void hugeLimits();
    void degreesAreOnlySuspected();
    void infiniteLimits();
    void continuousIgnoresEnds();
    void whatHasNoValueHasNoLimits();
    void missingRatesAreOneFinding();
    void axes();
    void mimics();
    void mimicRings();
    void shapesWithoutExtent();
    void visualsWithoutGeometry();
    void zeroScale();
    void transparentRobot();
    void byteColours();
    void inertiaIsOnlyInformation();
};

namespace {

constexpr double pi = std::numbers::pi;
const char* const fullLimit = "<limit lower=\"-1\" upper=\"1\" effort=\"1\" velocity=\"1\"/>";

Joint jointOf(const LoadedDescription& loaded) {
    return loaded.description.joints.empty() ? Joint{} : loaded.description.joints[0];
}

/// A chain of links l0, l1 ... with one revolute joint j0, j1 ... for each text, which stands inside the joint.
std::string chain(const std::vector<std::string>& insides) {
    std::string body = "<link name=\"l0\"/>\n";
    for (std::size_t i = 0; i < insides.size(); ++i) {
        const std::string n = std::to_string(i);
        const std::string next = std::to_string(i + 1);
        body += "<link name=\"l" + next + "\"/><joint name=\"j" + n + "\" type=\"revolute\"><parent link=\"l" + n +
                "\"/><child link=\"l" + next + "\"/>" + fullLimit + insides[i] + "</joint>\n";
    }
    return robotWith(body);
}

} // namespace

void UrdfRepairTest::jointTypes() {
    const auto unknown = read(arm("hinge", ""));
    ORRERY_ONE_FINDING(unknown, Warning, "'hinge' is no joint type");
    QCOMPARE(jointOf(unknown).type, JointType::Fixed);
    const auto none = read(robotWith(
        "<link name=\"a\"/><link name=\"b\"/><joint name=\"j\"><parent link=\"a\"/><child link=\"b\"/></joint>"));
    ORRERY_ONE_FINDING(none, Warning, "has no type");
    QCOMPARE(jointOf(read(arm("planar", ""))).type, JointType::Planar);
    QCOMPARE(jointOf(read(arm("floating", ""))).type, JointType::Floating);
}

void UrdfRepairTest::missingLimits() {
    const auto loaded = read(arm("revolute", ""));
    ORRERY_ONE_FINDING(loaded, Warning, "no limits are given");
    QCOMPARE(jointOf(loaded).limits.lower, -pi);
    QCOMPARE(jointOf(loaded).limits.upper, pi);
    QVERIFY(!jointOf(loaded).limits.given);
    const auto slide = read(arm("prismatic", ""));
    QVERIFY(jointOf(slide).limits.upper > 0 && jointOf(slide).limits.upper <= 1);
}

void UrdfRepairTest::swappedLimits() {
    const auto loaded = read(arm("revolute", "<limit lower=\"2\" upper=\"-1\" effort=\"1\" velocity=\"1\"/>"));
    ORRERY_ONE_FINDING(loaded, Warning, "swapped");
    QCOMPARE(jointOf(loaded).limits.lower, -1.0);
    QCOMPARE(jointOf(loaded).limits.upper, 2.0);
}

void UrdfRepairTest::zeroLimits() {
    for (const char* limit :
         {"<limit lower=\"0\" upper=\"0\" effort=\"1\" velocity=\"1\"/>", "<limit effort=\"1\" velocity=\"1\"/>"}) {
        const auto loaded = read(arm("revolute", limit));
        QCOMPARE(loaded.findings.size(), 1U);
        QCOMPARE(loaded.findings[0].severity, Severity::Warning);
        QCOMPARE(jointOf(loaded).limits.upper, pi);
        QVERIFY(!jointOf(loaded).limits.given);
    }
}

void UrdfRepairTest::hugeLimits() {
    const auto loaded = read(arm("revolute", "<limit lower=\"-1000.5\" upper=\"1e8\" effort=\"1\" velocity=\"1e8\"/>"));
    ORRERY_ONE_FINDING(loaded, Information, "wider than any slider");
    QCOMPARE(jointOf(loaded).limits.lower, -2 * pi);
    QCOMPARE(jointOf(loaded).limits.upper, 2 * pi);
    QVERIFY(!jointOf(loaded).limits.given);
    const auto turns = read(arm("revolute", "<limit lower=\"-12.5\" upper=\"12.5\" effort=\"1\" velocity=\"1\"/>"));
    ORRERY_NO_FINDING(turns);
    QCOMPARE(jointOf(turns).limits.upper, 12.5);
}

void UrdfRepairTest::degreesAreOnlySuspected() {
    const auto loaded = read(arm("revolute", "<limit lower=\"-90\" upper=\"180\" effort=\"1\" velocity=\"1\"/>"));
    ORRERY_ONE_FINDING(loaded, Information, "look like degrees");
    QVERIFY(jointOf(loaded).limits.upper > pi);
}

void UrdfRepairTest::infiniteLimits() {
    const auto loaded = read(arm("revolute", "<limit lower=\"-inf\" upper=\"nan\" effort=\"1\" velocity=\"1\"/>"));
    ORRERY_NO_FINDING(loaded);
    QCOMPARE(jointOf(loaded).limits.lower, -pi);
    QCOMPARE(jointOf(loaded).limits.upper, pi);
    QVERIFY(!jointOf(loaded).limits.given);
    const auto half = read(arm("revolute", "<limit lower=\"4\" upper=\"inf\" effort=\"1\" velocity=\"1\"/>"));
    QVERIFY(jointOf(half).limits.lower <= jointOf(half).limits.upper);
}

void UrdfRepairTest::whatHasNoValueHasNoLimits() {
    for (const char* type : {"fixed", "floating", "planar"}) {
        const auto loaded = read(arm(type, "<limit lower=\"inf\" upper=\"-1e9\"/>"));
        const JointLimits& limits = jointOf(loaded).limits;
        QVERIFY(limits.lower == 0 && limits.upper == 0 && !limits.given);
    }
}

void UrdfRepairTest::continuousIgnoresEnds() {
    const auto loaded = read(arm("continuous", "<limit lower=\"5\" upper=\"1\" effort=\"2\" velocity=\"3\"/>"));
    ORRERY_NO_FINDING(loaded);
    QCOMPARE(jointOf(loaded).limits.lower, -pi);
    QCOMPARE(jointOf(loaded).limits.velocity, 3.0);
}

void UrdfRepairTest::missingRatesAreOneFinding() {
    const std::string two =
        robotWith("<link name=\"a\"/><link name=\"b\"/><link name=\"c\"/>"
                  "<joint name=\"j\" type=\"revolute\"><parent link=\"a\"/><child link=\"b\"/><limit "
                  "lower=\"-1\" upper=\"1\"/></joint>"
                  "<joint name=\"k\" type=\"revolute\"><parent link=\"b\"/><child link=\"c\"/><limit "
                  "lower=\"-1\" upper=\"1\"/></joint>");
    ORRERY_ONE_FINDING(read(two), Information, "2 joints ('j' is the first) give no largest effort");
}

void UrdfRepairTest::axes() {
    const auto moving = read(arm("revolute", std::string("<axis xyz=\"0 0 0\"/>") + fullLimit));
    ORRERY_ONE_FINDING(moving, Warning, "the axis is zero");
    QCOMPARE(jointOf(moving).type, JointType::Fixed);
    ORRERY_NO_FINDING(read(arm("fixed", "<axis xyz=\"0 0 0\"/>")));
    const auto longAxis = read(arm("revolute", std::string("<axis xyz=\"0 3 4\"/>") + fullLimit));
    ORRERY_NO_FINDING(longAxis);
    QVERIFY(near(jointOf(longAxis).axis.y, 0.6) && near(jointOf(longAxis).axis.z, 0.8));
}

void UrdfRepairTest::mimics() {
    const auto chained =
        read(chain({"", "<mimic joint=\"j0\" multiplier=\"2\" offset=\"0.1\"/>", "<mimic joint=\"j1\"/>"}));
    ORRERY_NO_FINDING(chained);
    const auto& joints = chained.description.joints;
    QVERIFY(joints.at(0).isControlled() && !joints.at(1).isControlled());
    QCOMPARE(joints[1].mimic->leader, 0U);
    QCOMPARE(joints[1].mimic->multiplier, 2.0);
    QCOMPARE(joints[1].mimic->offset, 0.1);
    QCOMPARE(joints[2].mimic->leader, 1U);
    QCOMPARE(joints[2].mimic->multiplier, 1.0);

    const auto unknown = read(chain({"<mimic joint=\"nobody\"/>"}));
    ORRERY_ONE_FINDING(unknown, Warning, "'nobody', which does not exist");
    QVERIFY(unknown.description.joints.at(0).isControlled());
    ORRERY_ONE_FINDING(read(chain({"<mimic joint=\"j0\"/>"})), Warning, "follows itself");
    ORRERY_ONE_FINDING(read(chain({"<mimic/>"})), Warning, "does not exist");
}

void UrdfRepairTest::mimicRings() {
    const auto loaded = read(chain({"<mimic joint=\"j1\"/>", "<mimic joint=\"j0\"/>", "<mimic joint=\"j0\"/>"}));
    QCOMPARE(loaded.findings.size(), 2U);
    QVERIFY(findingWith(loaded, "follows it in turn"));
    const auto& joints = loaded.description.joints;
    QVERIFY(joints.at(0).isControlled() && joints.at(1).isControlled());
    QCOMPARE(joints.at(2).mimic->leader, 0U); // it only led into the ring
}

void UrdfRepairTest::shapesWithoutExtent() {
    const auto zero = read(visual("<geometry><box size=\"0 0 0\"/></geometry>"));
    ORRERY_ONE_FINDING(zero, Information, "place holder");
    QVERIFY(zero.description.links.at(0).visuals.empty());
    ORRERY_ONE_FINDING(read(visual("<geometry><sphere radius=\"-1\"/></geometry>")), Warning, "negative size");
    ORRERY_ONE_FINDING(read(visual("<geometry><cylinder radius=\"1\" length=\"0\"/></geometry>")), Information,
                       "place holder");
}

void UrdfRepairTest::visualsWithoutGeometry() {
    for (const char* inside : {"", "<geometry/>", "<geometry><torus/></geometry>", "<geometry><mesh/></geometry>"}) {
        const auto loaded = read(visual(inside));
        QVERIFY2(loaded.findings.size() == 1 && loaded.findings[0].severity == Severity::Warning, inside);
        QCOMPARE(loaded.findings[0].line, 3);
        QVERIFY(loaded.description.links.at(0).visuals.empty());
    }
}

void UrdfRepairTest::zeroScale() {
    const auto loaded = read(visual("<geometry><mesh filename=\"m.stl\" scale=\"1 0 2\"/></geometry>"));
    ORRERY_ONE_FINDING(loaded, Warning, "scale");
    QVERIFY(std::get<MeshRef>(loaded.description.links.at(0).visuals.at(0).geometry).scale == Vec3({1, 1, 2}));
    const auto two = read(visual("<geometry><mesh filename=\"m.stl\" scale=\"2 2\"/></geometry>"));
    QVERIFY(std::get<MeshRef>(two.description.links.at(0).visuals.at(0).geometry).scale == Vec3({2, 2, 1}));
}

void UrdfRepairTest::transparentRobot() {
    const std::string clear = "<visual><geometry><sphere radius=\"1\"/></geometry><material name=\"\"><color rgba=\"1 "
                              "0 0 0\"/></material></visual>";
    const std::string solid = "<visual><geometry><sphere radius=\"1\"/></geometry><material name=\"\"><color rgba=\"1 "
                              "0 0 1\"/></material></visual>";
    const auto allClear = read(robotWith("<link name=\"a\">" + clear + clear + "</link>"));
    ORRERY_ONE_FINDING(allClear, Warning, "fully transparent");
    QCOMPARE(allClear.description.links.at(0).visuals.at(0).material->color->a, 1.0F);
    const auto one = read(robotWith("<link name=\"a\">" + clear + solid + "</link>"));
    ORRERY_NO_FINDING(one);
    QCOMPARE(one.description.links.at(0).visuals.at(0).material->color->a, 0.0F);
}

void UrdfRepairTest::byteColours() {
    const auto loaded = read(visual(
        "<geometry><sphere radius=\"1\"/></geometry><material name=\"m\"><color rgba=\"255 51 0 1\"/></material>"));
    ORRERY_ONE_FINDING(loaded, Warning, "0-255");
    const Rgba color = *loaded.description.links.at(0).visuals.at(0).material->color;
    QVERIFY(near(color.r, 1, 1e-6) && near(color.g, 0.2, 1e-6) && near(color.a, 1, 1e-6));
}

void UrdfRepairTest::inertiaIsOnlyInformation() {
    const auto loaded = read(robotWith("<link name=\"a\"><inertial><mass value=\"0\"/><inertia ixx=\"-1\" ixy=\"0\" "
                                       "ixz=\"0\" iyy=\"1\" iyz=\"0\" izz=\"1\"/></inertial></link>"));
    ORRERY_ONE_FINDING(loaded, Information, "Link 'a' has a mass or inertia that no real body has");
    QCOMPARE(loaded.description.links.at(0).inertial->inertia[0], -1.0);
}

QTEST_APPLESS_MAIN(UrdfRepairTest)
#include "tst_urdf_repair.moc"
