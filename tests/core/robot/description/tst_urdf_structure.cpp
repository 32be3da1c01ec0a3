// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "urdf_text.h"

#include <fmt/format.h>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// What is wrong between links and joints, and which files are refused.
class UrdfStructureTest : public QObject {
    Q_OBJECT

private slots:
    void unnamedRobot();
    void noLinks();
    void severalRoots();
    void closedLoop();
    void secondParent();
    void loopThatAlsoHangsElsewhere();
    void ringBesideTheTree();
    void ringWithASecondClosingJoint();
    void jointToItself();
    void unknownReferences();
    void duplicateNames();
    void emptyNames();
    void jointOrderPutsParentsFirst();
    void firstRobotElementCounts();
    void otherKindsAreNamed_data();
    void otherKindsAreNamed();
    void deepChain();
    void tooManyLinks();
};

namespace {

std::string link(const std::string& name) {
    return fmt::format("<link name=\"{}\"/>\n", name);
}

std::string joint(const std::string& name, const std::string& parent, const std::string& child) {
    return fmt::format("<joint name=\"{}\" type=\"fixed\"><parent link=\"{}\"/><child link=\"{}\"/></joint>\n", name,
                       parent, child);
}

std::string links(std::initializer_list<const char*> names) {
    std::string text;
    for (const char* name : names) text += link(name);
    return text;
}

} // namespace

void UrdfStructureTest::unnamedRobot() {
    const auto loaded = read("<robot><link name=\"a\"/></robot>");
    ORRERY_ONE_FINDING(loaded, Warning, "no name");
    QCOMPARE(loaded.description.name, std::string("test"));
}

void UrdfStructureTest::noLinks() {
    ORRERY_REFUSED(robotWith(""), NoLinks, "'test' has no links");
}

void UrdfStructureTest::severalRoots() {
    const auto loaded = read(robotWith(links({"lonely", "a", "b"}) + joint("j", "a", "b")));
    ORRERY_ONE_FINDING(loaded, Warning, "'lonely' hangs on nothing: 'a' is taken as the root");
    QCOMPARE(loaded.description.roots, (std::vector<std::size_t>{1, 0}));
}

void UrdfStructureTest::closedLoop() {
    const std::string text =
        robotWith(links({"a", "b", "c"}) + joint("ab", "a", "b") + joint("bc", "b", "c") + joint("ca", "c", "a"));
    ORRERY_REFUSED(text, NoRoot, "a -> b -> c -> a");
    QVERIFY(readUrdf(text, "x.urdf").error().where.starts_with("x.urdf:"));
}

void UrdfStructureTest::secondParent() {
    const auto loaded =
        read(robotWith(links({"a", "b", "c"}) + joint("ab", "a", "b") + joint("ac", "a", "c") + joint("bc", "b", "c")));
    ORRERY_ONE_FINDING(loaded, Warning, "'bc': loop, not closed: the link 'c' already hangs on joint 'ac'");
    QCOMPARE(loaded.description.joints.size(), 2U);
}

void UrdfStructureTest::loopThatAlsoHangsElsewhere() {
    // The closing joint comes first: keeping it would leave b and c hanging on each other.
    const auto loaded =
        read(robotWith(links({"a", "b", "c"}) + joint("cb", "c", "b") + joint("ab", "a", "b") + joint("bc", "b", "c")));
    ORRERY_ONE_FINDING(loaded, Warning, "'cb': loop, not closed");
    QCOMPARE(loaded.description.roots.size(), 1U);
}

void UrdfStructureTest::ringBesideTheTree() {
    const auto loaded = read(robotWith(links({"a", "b", "c"}) + joint("bc", "b", "c") + joint("cb", "c", "b")));
    QVERIFY(findingWith(loaded, "closes a loop that hangs on nothing"));
    QCOMPARE(loaded.description.joints.size(), 1U);
    QCOMPARE(loaded.description.roots.size(), 2U);
    QCOMPARE(loaded.description.roots.front(), 1U);
}

void UrdfStructureTest::ringWithASecondClosingJoint() {
    const auto loaded = read(
        robotWith(links({"a", "b", "c"}) + joint("cb", "c", "b") + joint("bc", "b", "c") + joint("cb2", "c", "b")));
    QVERIFY(findingWith(loaded, "'cb2': loop, not closed: it leads back to the link 'b'"));
    QCOMPARE(loaded.description.joints.size(), 1U);
}

void UrdfStructureTest::jointToItself() {
    const auto loaded = read(robotWith(link("a") + joint("aa", "a", "a")));
    ORRERY_ONE_FINDING(loaded, Warning, "'a' with itself");
    QVERIFY(loaded.description.joints.empty());
}

void UrdfStructureTest::unknownReferences() {
    const auto child = read(robotWith(link("a") + joint("j", "a", "ghost")));
    ORRERY_ONE_FINDING(child, Warning, "its child link 'ghost' does not exist");
    QCOMPARE(child.findings[0].element, std::string("j"));
    QCOMPARE(child.findings[0].line, 4);
    const auto parent = read(robotWith(links({"a", "b"}) + joint("j", "ghost", "b")));
    QVERIFY(findingWith(parent, "its parent link 'ghost' does not exist"));
    QCOMPARE(parent.description.roots.size(), 2U);
    const auto none = read(robotWith(link("a") + "<joint name=\"j\" type=\"fixed\"/>"));
    ORRERY_ONE_FINDING(none, Warning, "names no parent link");
}

void UrdfStructureTest::duplicateNames() {
    const auto loaded = read(robotWith(links({"a", "b", "c", "b"}) + joint("j", "a", "b") + joint("j", "a", "c")));
    const auto& robot = loaded.description;
    QCOMPARE(robot.links.at(3).name, std::string("b#2"));
    QCOMPARE(robot.joints.at(1).name, std::string("j#2"));
    QCOMPARE(robot.joints[0].child, 1U);
    QVERIFY(findingWith(loaded, "A second link is called 'b'"));
    QVERIFY(findingWith(loaded, "A second joint is called 'j'"));
    const auto taken = read(robotWith(links({"a", "a", "a#2"}))).description;
    QCOMPARE(taken.links.at(1).name, std::string("a#3"));
    QCOMPARE(taken.links.at(2).name, std::string("a#2"));
}

void UrdfStructureTest::emptyNames() {
    const auto loaded = read(robotWith("<link/>" + link("a") + joint("", "a", "")));
    QVERIFY(findingWith(loaded, "A link has no name"));
    QVERIFY(!loaded.description.links.at(0).name.empty());
}

void UrdfStructureTest::jointOrderPutsParentsFirst() {
    const auto loaded = read(
        robotWith(links({"c", "b", "a", "d"}) + joint("cd", "c", "d") + joint("bc", "b", "c") + joint("ab", "a", "b")));
    ORRERY_NO_FINDING(loaded);
    QCOMPARE(loaded.description.jointOrder, (std::vector<std::size_t>{2, 1, 0}));
}

void UrdfStructureTest::firstRobotElementCounts() {
    const auto nested = read("<workspace><cell><robot name=\"inner\"><link name=\"a\"/></robot></cell></workspace>");
    ORRERY_ONE_FINDING(nested, Warning, "<robot> is not the first element");
    QCOMPARE(nested.description.name, std::string("inner"));
    const auto second =
        read("<robot name=\"one\"><link name=\"a\"/></robot><robot name=\"two\"><link name=\"b\"/></robot>");
    ORRERY_ONE_FINDING(second, Warning, "further <robot>");
    QCOMPARE(second.description.name, std::string("one"));
}

void UrdfStructureTest::otherKindsAreNamed_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("MJCF") << "<mujoco model=\"x\"><worldbody/></mujoco>"
                          << "MJCF";
    QTest::newRow("SDF") << "<sdf version=\"1.7\"><model name=\"x\"/></sdf>"
                         << "SDF";
    QTest::newRow("launch") << "<launch><node pkg=\"p\"/></launch>"
                            << "launch file";
    QTest::newRow("Collada") << "<COLLADA version=\"1.4.1\"/>"
                             << "Collada";
    QTest::newRow("other") << "<svg/>"
                           << "<svg>";
}

void UrdfStructureTest::otherKindsAreNamed() {
    QFETCH(QString, text);
    QFETCH(QString, part);
    ORRERY_REFUSED(text.toStdString(), Unsupported, part.toStdString());
}

void UrdfStructureTest::deepChain() {
    std::string text = link("l0");
    for (int i = 1; i < 5000; ++i) {
        text += link(fmt::format("l{}", i)) +
                joint(fmt::format("j{}", i), fmt::format("l{}", i - 1), fmt::format("l{}", i));
    }
    const auto loaded = read(robotWith(text));
    ORRERY_NO_FINDING(loaded);
    QCOMPARE(loaded.description.jointOrder.size(), 4999U);
}

void UrdfStructureTest::tooManyLinks() {
    std::string text;
    for (int i = 0; i < 5001; ++i) text += link(fmt::format("l{}", i));
    ORRERY_REFUSED(robotWith(text), TooLarge, "5001 links");
}

QTEST_APPLESS_MAIN(UrdfStructureTest)
#include "tst_urdf_structure.moc"
