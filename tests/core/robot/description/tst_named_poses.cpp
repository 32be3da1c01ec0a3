// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "robot_files.h"

#include <orrery/robot/description/load_description.h>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

namespace {

const std::string armText = robotWith(R"(<link name="a"/><link name="b"/><link name="c"/><link name="d"/>
<joint name="j" type="revolute"><parent link="a"/><child link="b"/><limit lower="-1" upper="1" effort="1" velocity="1"/></joint>
<joint name="k" type="prismatic"><parent link="b"/><child link="c"/><limit lower="0" upper="1" effort="1" velocity="1"/></joint>
<joint name="f" type="prismatic"><parent link="b"/><child link="d"/><limit lower="0" upper="1" effort="1" velocity="1"/>
<mimic joint="k"/></joint>)");

std::string srdf(std::string_view body, std::string_view robot = "test") {
    return "<robot name=\"" + std::string(robot) + "\">\n" + std::string(body) + "\n</robot>";
}

constexpr std::string_view home = R"(<group_state name="home" group="arm"><joint name="j" value="0.5"/>
<joint name="k" value="1e-1"/><joint name="f" value="1"/><joint name="nobody" value="1"/></group_state>)";

LoadedDescription load(const QTemporaryDir& folder, const QString& name) {
    auto loaded = loadDescription(folder.filePath(name).toStdString(), {{}, {}, false, {}, {}, {}});
    return loaded ? *std::move(loaded) : read(describe(loaded.error()));
}

using Joints = std::map<std::string, double>;

} // namespace

/// Poses from the SRDF beside a URDF: only of joints that are there and can be set.
class NamedPosesTest : public QObject {
    Q_OBJECT

private slots:
    void besideTheDescription_data();
    void besideTheDescription();
    void ofAnotherRobot();
    void groupsThatNameThemAlike();
    void whatIsNoNumber();
    void nothingLeft();
    void damaged();
    void pandas();
};

void NamedPosesTest::besideTheDescription_data() {
    QTest::addColumn<QString>("place");
    for (const char* place :
         {"p/urdf/arm.srdf", "p/urdf/any name.srdf", "p/config/arm.srdf", "p/srdf/arm.srdf", "p/urdf/config/arm.srdf"})
        QTest::newRow(place) << QString(place);
}

void NamedPosesTest::besideTheDescription() {
    QFETCH(QString, place);
    const QTemporaryDir folder;
    write(folder, "p/urdf/arm.urdf", armText);
    write(folder, place, srdf(home));
    const auto loaded = load(folder, "p/urdf/arm.urdf");
    ORRERY_NO_FINDING(loaded);
    QCOMPARE(loaded.description.poses.size(), 1U);
    QCOMPARE(loaded.description.poses[0].name, std::string("home"));
    QVERIFY(loaded.description.poses[0].joints == (Joints{{"j", 0.5}, {"k", 0.1}}));
}

void NamedPosesTest::ofAnotherRobot() {
    const QTemporaryDir folder;
    write(folder, "arm.urdf", armText);
    write(folder, "other.srdf", srdf(home, "other"));
    write(folder, "broken.srdf", "<robot");
    const auto loaded = load(folder, "arm.urdf");
    ORRERY_NO_FINDING(loaded);
    QVERIFY(loaded.description.poses.empty());
}

void NamedPosesTest::groupsThatNameThemAlike() {
    const QTemporaryDir folder;
    write(folder, "arm.urdf", armText);
    write(folder, "arm.srdf",
          srdf("<group_state name=\"open\" group=\"arm\"><joint name=\"j\" value=\"1\"/></group_state><group_state "
               "name=\"open\" group=\"hand\"><joint name=\"k\" value=\"1\"/></group_state><group_state "
               "name=\"open\"><joint name=\"k\" value=\"0\"/></group_state>"));
    write(folder, "second.srdf", srdf(home));
    write(folder, "third.srdf", srdf(home));
    const auto loaded = load(folder, "arm.urdf");
    QStringList names;
    for (const NamedPose& pose : loaded.description.poses) names << QString::fromStdString(pose.name);
    QCOMPARE(names, QStringList({"open (arm)", "open (hand)", "open", "home", "home#2"}));
}

void NamedPosesTest::whatIsNoNumber() {
    const QTemporaryDir folder;
    write(folder, "arm.urdf", armText);
    write(folder, "arm.srdf",
          srdf("<group_state name=\"p\">\n<joint name=\"j\" value=\"1,5\"/><joint name=\"k\" value=\"0.2\"/><joint "
               "name=\"j\" value=\"1 2 3 0 0 0 1\"/></group_state>"));
    const auto loaded = load(folder, "arm.urdf");
    ORRERY_ONE_FINDING(loaded, Warning, "'1,5'");
    QCOMPARE(loaded.findings[0].line, 3);
    QVERIFY(QString::fromStdString(loaded.findings[0].file).endsWith("arm.srdf"));
    QVERIFY(loaded.description.poses.at(0).joints == (Joints{{"k", 0.2}}));
}

void NamedPosesTest::nothingLeft() {
    const QTemporaryDir folder;
    write(folder, "arm.urdf", armText);
    write(folder, "arm.srdf", srdf("<group_state name=\"p\"><joint name=\"f\" value=\"1\"/></group_state>"));
    const auto loaded = load(folder, "arm.urdf");
    ORRERY_ONE_FINDING(loaded, Information, "sets no joint");
    QVERIFY(loaded.description.poses.empty());
}

void NamedPosesTest::damaged() {
    const QTemporaryDir folder;
    write(folder, "arm.urdf", armText);
    write(folder, "arm.srdf", "<robot name=\"test\"><group_state");
    const auto loaded = load(folder, "arm.urdf");
    ORRERY_ONE_FINDING(loaded, Warning, "cannot be read");
    QCOMPARE(loaded.description.links.size(), 4U);
}

void NamedPosesTest::pandas() {
    const QString urdf =
        QStringLiteral(ORRERY_SHARED_DATA "/robots/panda/moveit_resources_panda_description/urdf/panda.urdf");
    if (!QFileInfo::exists(urdf)) QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
    const QTemporaryDir folder;
    QVERIFY(QFile::copy(urdf, folder.filePath("panda.urdf")));
    write(folder, "panda.srdf",
          srdf("<group_state name=\"ready\" group=\"panda_arm\"><joint name=\"panda_joint1\" value=\"0\"/>"
               "<joint name=\"panda_joint4\" value=\"-2.356\"/></group_state><group_state name=\"close\" "
               "group=\"hand\"><joint name=\"panda_finger_joint1\" value=\"0\"/>"
               "<joint name=\"panda_finger_joint2\" value=\"0\"/></group_state>",
               "panda"));
    const auto loaded = load(folder, "panda.urdf");
    QCOMPARE(loaded.description.poses.size(), 2U);
    QCOMPARE(loaded.description.poses[0].joints.at("panda_joint4"), -2.356);
    QCOMPARE(loaded.description.poses[1].joints.size(), 1U); // the other finger follows
}

QTEST_APPLESS_MAIN(NamedPosesTest)
#include "tst_named_poses.moc"
