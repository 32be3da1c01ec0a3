// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "robot_files.h"

#include <orrery/robot/description/load_description.h>

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <string>
#include <string_view>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

namespace {

std::string model(std::string_view defaults, std::string_view joints, std::string_view sections) {
    return "<mujoco model=\"m\"><compiler angle=\"radian\" autolimits=\"true\"/><default>" + std::string(defaults) +
           "</default>\n<worldbody><body name=\"base\"><geom size=\"0.1\"/><body name=\"arm\"><inertial pos=\"0 0 0\" "
           "mass=\"1\" diaginertia=\"0.1 0.1 0.1\"/>" +
           std::string(joints) + "</body></body></worldbody>\n" + std::string(sections) + "</mujoco>";
}

LoadedDescription load(const std::string& text) {
    const QTemporaryDir folder;
    write(folder, "m.xml", text);
    auto loaded = loadDescription(folder.filePath("m.xml").toStdString(), {{}, {}, false, {}, {}, {}});
    return loaded ? *std::move(loaded) : read(describe(loaded.error()));
}

Joint jointOf(const LoadedDescription& loaded, const char* name = "j") {
    const std::size_t joint = loaded.description.findJoint(name);
    return joint == npos ? Joint() : loaded.description.joints[joint];
}

using Joints = std::map<std::string, double>;

} // namespace

/// What MJCF says of motors and poses. Where links stand is in tst_mjcf_fk.
class MjcfTest : public QObject {
    Q_OBJECT

private slots:
    void jointsTakeTheirClass();
    void drives_data();
    void drives();
    void dampingRatio();
    void otherActuatorsAreNoDrives();
    void oddActuatorsDoNotKeepTheRobotAway();
    void keyframes();
    void ballsInKeyframes();
    void badKeyframes();
    void composites();
    void textures();
    void so101();
};

void MjcfTest::jointsTakeTheirClass() {
    const auto loaded = load(model(
        "<joint damping=\"1\"/><default class=\"motor\"><joint armature=\"0.02\" frictionloss=\"0.3\"/></default>",
        "<joint name=\"j\" class=\"motor\"/>", ""));
    ORRERY_NO_FINDING(loaded);
    const Joint joint = jointOf(loaded);
    QCOMPARE(joint.damping, 1.0);
    QCOMPARE(joint.armature, 0.02);
    QCOMPARE(joint.friction, 0.3);
    QVERIFY(!joint.drive);
}

void MjcfTest::drives_data() {
    QTest::addColumn<QString>("defaults");
    QTest::addColumn<QString>("actuator");
    QTest::addColumn<double>("stiffness");
    QTest::addColumn<double>("damping");
    QTest::addColumn<double>("effort");
    const auto row = [](const char* name, const char* defaults, const char* actuator, double kp, double kv,
                        double most) {
        QTest::newRow(name) << QString(defaults) << QString(actuator) << kp << kv << most;
    };
    const char* nested = "<position kp=\"5\" kv=\"0.5\"/><default class=\"a\"><position forcerange=\"-3 4\"/><default "
                         "class=\"b\"><position kp=\"9\"/></default></default>";
    row("written", "", "<position joint=\"j\" kp=\"7\" kv=\"0.7\" forcerange=\"-2 2\"/>", 7, 0.7, 2);
    row("nothing said", "", "<position joint=\"j\"/>", 1, 0, 0);
    row("top class", nested, "<position joint=\"j\"/>", 5, 0.5, 0);
    row("class", nested, "<position joint=\"j\" class=\"a\"/>", 5, 0.5, 4);
    row("class in a class", nested, "<position joint=\"j\" class=\"b\"/>", 9, 0.5, 4);
    row("over the class", nested, "<position joint=\"j\" class=\"b\" kp=\"2\" forcerange=\"-1 1\"/>", 2, 0.5, 1);
    row("unknown class", nested, "<position joint=\"j\" class=\"none\" kp=\"2\"/>", 2, 0, 0);
    row("not limited", nested, "<position joint=\"j\" class=\"a\" forcelimited=\"false\"/>", 5, 0.5, 0);
    row("gear", "", "<position joint=\"j\" kp=\"7\" kv=\"1\" gear=\"2 0 0 0 0 0\" forcerange=\"-2 2\"/>", 28, 4, 4);
    row("general", "", "<general joint=\"j\" gainprm=\"8\" biastype=\"affine\" biasprm=\"0 -8 -0.8\"/>", 8, 0.8, 0);
    row("the first of two", "", "<position joint=\"j\" kp=\"7\"/><position joint=\"j\" kp=\"8\"/>", 7, 0, 0);
}

void MjcfTest::drives() {
    QFETCH(QString, defaults);
    QFETCH(QString, actuator);
    QFETCH(double, stiffness);
    QFETCH(double, damping);
    QFETCH(double, effort);
    const auto loaded = load(model(defaults.toStdString(), "<joint name=\"j\" range=\"-1 1\"/>",
                                   "<actuator>" + actuator.toStdString() + "</actuator>"));
    ORRERY_NO_FINDING(loaded);
    const Joint joint = jointOf(loaded);
    QVERIFY(joint.drive.has_value());
    QCOMPARE(joint.drive->stiffness, stiffness);
    QCOMPARE(joint.drive->damping, damping);
    QCOMPARE(joint.limits.effort, effort);
}

void MjcfTest::dampingRatio() {
    const auto loaded = load(model("", "<joint name=\"j\" armature=\"0.3\"/>",
                                   "<actuator><position joint=\"j\" kp=\"10\" dampratio=\"0.5\"/></actuator>"));
    ORRERY_NO_FINDING(loaded);
    QVERIFY(near(jointOf(loaded).drive.value_or(PositionDrive{}).damping, 2 * 0.5 * std::sqrt(10 * 0.4), 1e-9));
}

void MjcfTest::otherActuatorsAreNoDrives() {
    const auto loaded = load(model("", "<joint name=\"j\" range=\"-1 1\"/>",
                                   "<actuator><motor joint=\"j\" gear=\"5\" ctrlrange=\"-1 1\"/></actuator>"));
    ORRERY_NO_FINDING(loaded);
    QVERIFY(!jointOf(loaded).drive);
    QCOMPARE(jointOf(loaded).limits.effort, 5.0);
    const auto speed = load(model("", "<joint name=\"j\"/>", "<actuator><velocity joint=\"j\" kv=\"3\"/></actuator>"));
    QVERIFY(!jointOf(speed).drive);
}

void MjcfTest::oddActuatorsDoNotKeepTheRobotAway() {
    for (const char* actuator : {"<position joint=\"nobody\"/>", "<position tendon=\"t\"/>", "<muscle joint=\"j\"/>",
                                 "<adhesion body=\"arm\"/>", "<position joint=\"j\" kp=\"nan\"/>",
                                 "<position joint=\"j\" timeconst=\"1\" inheritrange=\"1\"/>", "<fluffy/>"}) {
        const auto loaded =
            load(model("", "<joint name=\"j\"/>", std::string("<actuator>") + actuator + "</actuator>"));
        QCOMPARE(loaded.description.links.size(), 2U);
    }
}

void MjcfTest::keyframes() {
    const auto loaded = load(model("", "<joint name=\"j\"/><joint name=\"k\" type=\"slide\" ref=\"0.1\"/>",
                                   "<keyframe><key name=\"home\" qpos=\"0.5 0.2\" ctrl=\"1 2 3\"/><key qpos=\" -1\n0.3 "
                                   "\"/></keyframe><keyframe><key name=\"home\" qpos=\"1 0\"/><key name=\"speed\" "
                                   "qvel=\"1 1\"/></keyframe>"));
    const auto& poses = loaded.description.poses;
    QCOMPARE(poses.size(), 3U);
    QVERIFY(poses[0] == (NamedPose{"home", {{"j", 0.5}, {"k", 0.2}}}));
    QVERIFY(poses[1] == (NamedPose{"key_1", {{"j", -1}, {"k", 0.3}}}));
    QVERIFY(poses[2] == (NamedPose{"home#2", {{"j", 1}, {"k", 0}}}));
}

void MjcfTest::ballsInKeyframes() {
    const Quaternion turned = quaternionFromAxisAngle({1, 0, 0}, 0.3) * quaternionFromAxisAngle({0, 1, 0}, -0.4) *
                              quaternionFromAxisAngle({0, 0, 1}, 0.5);
    const auto loaded = load(model("", "<joint name=\"b\" type=\"ball\"/>",
                                   fmt::format("<keyframe><key name=\"p\" qpos=\"{} {} {} {}\"/></keyframe>", turned.w,
                                               turned.x, turned.y, turned.z)));
    QCOMPARE(loaded.description.poses.size(), 1U);
    const Joints joints = loaded.description.poses[0].joints;
    QVERIFY(near(joints.at("b_x"), 0.3, 1e-9) && near(joints.at("b_y"), -0.4, 1e-9) &&
            near(joints.at("b_z"), 0.5, 1e-9));
}

void MjcfTest::badKeyframes() {
    const auto loaded = load(model("", "<joint name=\"j\"/>",
                                   "<keyframe>\n<key name=\"long\" qpos=\"1 2 3\"/><key name=\"odd\" "
                                   "qpos=\"one\"/></keyframe>"));
    QVERIFY(loaded.description.poses.empty());
    const Finding* finding = findingWith(loaded, "gives 3 numbers where this model has 1");
    QVERIFY2(finding && finding->line == 4, all(loaded).c_str());
    QVERIFY(findingWith(loaded, "'odd' sets no joint"));
}

void MjcfTest::composites() {
    const auto loaded = load(model("",
                                   "<joint name=\"j\"/><composite type=\"grid\" count=\"1000 1000 1\" "
                                   "spacing=\"1\"><geom size=\"1\"/></composite>",
                                   ""));
    ORRERY_ONE_FINDING(loaded, Information, "<composite> is not shown");
    QCOMPARE(loaded.description.links.size(), 2U);
}

void MjcfTest::textures() {
    const QTemporaryDir folder;
    write(folder, "skins/wood.png", "not looked at");
    const auto pathFor = [&](const char* type) {
        write(folder, "m.xml",
              fmt::format(R"(<mujoco model="r"><compiler meshdir="meshes" texturedir="skins"/><asset>
<texture name="t" type="{}" file="wood.png"/><material name="m" texture="t"/></asset>
<worldbody><body name="a"><geom type="box" size="1 1 1" material="m"/></body></worldbody></mujoco>)",
                          type));
        const auto loaded = loadDescription(folder.filePath("m.xml").toStdString());
        if (!loaded) return describe(loaded.error());
        const std::size_t link = loaded->description.findLink("a");
        return link == npos ? "no link" : loaded->description.links[link].visuals.at(0).material->texturePath;
    };
    QCOMPARE(QString::fromStdString(pathFor("2d")), QFileInfo(folder.filePath("skins/wood.png")).canonicalFilePath());
    QCOMPARE(pathFor("cube"), std::string()); // nothing to lay on a surface
}

void MjcfTest::so101() {
    const std::string file = ORRERY_SHARED_DATA "/robots/so101/so101_new_calib.xml";
    if (!QFileInfo::exists(QString::fromStdString(file)))
        QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
    const auto loaded = loadDescription(file, {{}, {}, false, {}, {}, {}});
    QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
    for (const Joint& joint : loaded->description.joints) {
        if (!joint.isControlled()) continue;
        QVERIFY2(joint.drive, joint.name.c_str());
        QCOMPARE(joint.drive->stiffness, 998.22);
        QCOMPARE(joint.drive->damping, 2.731);
        QCOMPARE(joint.limits.effort, 3.35); // its own, not the class's 2.94
        QVERIFY(joint.damping > 0 && joint.friction > 0 && joint.armature > 0);
    }
}

QTEST_APPLESS_MAIN(MjcfTest)
#include "tst_mjcf.moc"
