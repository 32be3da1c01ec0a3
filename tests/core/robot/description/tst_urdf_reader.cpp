// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "urdf_text.h"

#include <numbers>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// What a correct URDF says, and what the file may be encoded as.
class UrdfReaderTest : public QObject {
    Q_OBJECT

private slots:
    void readsLinksAndGeometry();
    void readsJoints();
    void rollPitchYaw();
    void quaternionsByVersion();
    void numbers_data();
    void numbers();
    void namedMaterialDefinedAfterUse();
    void undefinedMaterialKeepsTheMeshsOwn();
    void materialWithTwoColours();
    void encodings_data();
    void encodings();
    void linesAreTheFiles();
    void ignoresWhatIsNotTheRobot();
    void xacroPackagePathsOpen();
    void emptyNamespacePrefixOpens();
    void otherXacroIsNamed();
};

void UrdfReaderTest::readsLinksAndGeometry() {
    const auto loaded = read(robotWith(R"(
<link name="base">
  <inertial><origin xyz="1 2 3"/><mass value="2.5"/><inertia ixx="1" ixy="0.1" ixz="0.2" iyy="2" iyz="0.3" izz="3"/></inertial>
  <visual name="body"><origin xyz="0 0 1"/><geometry><box size="1 2 3"/></geometry></visual>
  <visual><geometry><cylinder radius="0.1" length="0.4"/></geometry></visual>
  <visual><geometry><sphere radius="0.2"/></geometry></visual>
  <visual><geometry><capsule radius="0.1" length="0.3"/></geometry></visual>
  <visual><geometry><mesh filename="package://p/m.stl" scale="0.001 0.001 -0.001"/></geometry></visual>
  <collision name="hull"><geometry><box size="2 2 2"/></geometry></collision>
</link>)"));
    ORRERY_NO_FINDING(loaded);
    const Link& link = loaded.description.links.at(0);
    QCOMPARE(link.visuals.size(), 5U);
    QCOMPARE(link.visuals[0].name, std::string("body"));
    QVERIFY(link.visuals[0].linkFromVisual.position == Vec3({0, 0, 1}));
    QVERIFY(std::get<Box>(link.visuals[0].geometry).size == Vec3({1, 2, 3}));
    QCOMPARE(std::get<Cylinder>(link.visuals[1].geometry).length, 0.4);
    QCOMPARE(std::get<Sphere>(link.visuals[2].geometry).radius, 0.2);
    QCOMPARE(std::get<Capsule>(link.visuals[3].geometry).length, 0.3);
    const auto& mesh = std::get<MeshRef>(link.visuals[4].geometry);
    QCOMPARE(mesh.uri, std::string("package://p/m.stl"));
    QVERIFY(mesh.scale == Vec3({0.001, 0.001, -0.001}));
    QCOMPARE(link.collisions.at(0).name, std::string("hull"));
    QVERIFY(link.inertial.has_value());
    QCOMPARE(link.inertial->mass, 2.5);
    QCOMPARE(link.inertial->inertia[4], 0.3);
}

void UrdfReaderTest::readsJoints() {
    const auto loaded = read(arm("revolute", R"(<origin xyz="0 0 0.5"/><axis xyz="0 0 2"/>
<limit lower="-1" upper="2" effort="3" velocity="4"/><dynamics damping="0.1" friction="0.2"/>)"));
    ORRERY_NO_FINDING(loaded);
    const Joint& joint = loaded.description.joints.at(0);
    QCOMPARE(joint.type, JointType::Revolute);
    QVERIFY(joint.axis == Vec3({0, 0, 1}));
    QCOMPARE(joint.limits.lower, -1.0);
    QCOMPARE(joint.limits.upper, 2.0);
    QCOMPARE(joint.limits.effort, 3.0);
    QCOMPARE(joint.limits.velocity, 4.0);
    QCOMPARE(joint.limits.acceleration, 0.0);
    const std::string limit = R"(<limit lower="-1" upper="2" effort="3" velocity="4" )";
    for (const char* const word : {"acceleration", "drake:acceleration"}) {
        const auto quick = read(arm("revolute", limit + word + R"(="25"/>)"));
        QCOMPARE(quick.description.joints.at(0).limits.acceleration, 25.0);
    }
    QVERIFY(joint.limits.given);
    QCOMPARE(joint.damping, 0.1);
    QCOMPARE(joint.friction, 0.2);
    QCOMPARE(joint.parentFromJoint.position.z, 0.5);
    QCOMPARE(loaded.description.roots, std::vector<std::size_t>{0});
    QCOMPARE(loaded.description.links[1].parentJoint, 0U);
    QCOMPARE(loaded.description.findJoint("j"), 0U);
    QCOMPARE(loaded.description.findLink("nobody"), npos);
    QVERIFY(read(arm("continuous", "")).description.joints.at(0).axis == Vec3({1, 0, 0}));
}

void UrdfReaderTest::rollPitchYaw() {
    const auto rotation = [](const char* rpy) {
        return read(arm("fixed", std::string("<origin rpy=\"") + rpy + "\"/>"))
            .description.joints.at(0)
            .parentFromJoint.rotation;
    };
    const Quaternion quarter = rotation("1.5707963267948966 0 1.5707963267948966");
    QVERIFY(angleBetween(quarter, {0.5, 0.5, 0.5, 0.5}) < 1e-12);
    const Quaternion q = rotation("0.1 0.2 0.3");
    const Vec3 x = rotate(q, {1, 0, 0});
    const Vec3 y = rotate(q, {0, 1, 0});
    const Vec3 z = rotate(q, {0, 0, 1});
    QVERIFY(near(x.x, 0.936293, 1e-6) && near(y.x, -0.275096, 1e-6) && near(z.x, 0.218351, 1e-6));
    QVERIFY(near(x.y, 0.289629, 1e-6) && near(y.y, 0.956425, 1e-6) && near(z.y, -0.036957, 1e-6));
    QVERIFY(near(x.z, -0.198669, 1e-6) && near(y.z, 0.097843, 1e-6) && near(z.z, 0.975170, 1e-6));
}

void UrdfReaderTest::quaternionsByVersion() {
    const std::string body =
        R"(<link name="a"/><link name="b"/><joint name="j" type="fixed"><parent link="a"/><child link="b"/>
<origin rpy="1 0 0" quat_xyzw="0 0 2 0"/></joint></robot>)";
    const auto newer = read("<robot name=\"r\" version=\"1.1\">" + body);
    ORRERY_ONE_FINDING(newer, Warning, "both rpy and quat_xyzw");
    QVERIFY(angleBetween(newer.description.joints.at(0).parentFromJoint.rotation, {0, 0, 0, 1}) < 1e-12);
    const auto older = read("<robot name=\"r\">" + body);
    ORRERY_ONE_FINDING(older, Warning, "1.1");
    QVERIFY(angleBetween(older.description.joints.at(0).parentFromJoint.rotation, quaternionFromRollPitchYaw(1, 0, 0)) <
            1e-12);
}

void UrdfReaderTest::numbers_data() {
    QTest::addColumn<QString>("xyz");
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    QTest::addColumn<double>("z");
    QTest::addColumn<int>("findings");
    QTest::newRow("plain") << "1 2 3" << 1.0 << 2.0 << 3.0 << 0;
    QTest::newRow("blanks") << "  0.001\t0.001 \n    0.001 " << 0.001 << 0.001 << 0.001 << 0;
    QTest::newRow("signs and exponents") << "+1 -2e-3 1E2" << 1.0 << -0.002 << 100.0 << 0;
    QTest::newRow("noise") << "1e-17 -0 1e-400" << 1e-17 << 0.0 << 0.0 << 0;
    QTest::newRow("comma") << "1,5 2 3" << 0.0 << 2.0 << 3.0 << 1;
    QTest::newRow("rubbish behind") << "1m 2 3" << 0.0 << 2.0 << 3.0 << 1;
    QTest::newRow("nan") << "nan 2 3" << 0.0 << 2.0 << 3.0 << 1;
    QTest::newRow("infinite") << "inf 2 3" << 0.0 << 2.0 << 3.0 << 1;
    QTest::newRow("absurd") << "1e300 2 3" << 0.0 << 2.0 << 3.0 << 1;
    QTest::newRow("two") << "1 2" << 1.0 << 2.0 << 0.0 << 1;
    QTest::newRow("four") << "1 2 3 4" << 1.0 << 2.0 << 3.0 << 1;
    QTest::newRow("empty") << "" << 0.0 << 0.0 << 0.0 << 1;
}

void UrdfReaderTest::numbers() {
    QFETCH(QString, xyz);
    QFETCH(double, x);
    QFETCH(double, y);
    QFETCH(double, z);
    QFETCH(int, findings);
    const auto loaded = read(arm("fixed", "<origin xyz=\"" + xyz.toStdString() + "\"/>"));
    const Vec3 position = loaded.description.joints.at(0).parentFromJoint.position;
    QVERIFY2(position == Vec3({x, y, z}), qPrintable(xyz));
    QCOMPARE(static_cast<int>(loaded.findings.size()), findings);
    if (findings == 0) return;
    QCOMPARE(loaded.findings[0].severity, Severity::Warning);
    QCOMPARE(loaded.findings[0].element, std::string("j"));
    QCOMPARE(loaded.findings[0].line, 5);
}

void UrdfReaderTest::namedMaterialDefinedAfterUse() {
    const auto loaded = read(robotWith(R"(
<link name="a"><visual><geometry><sphere radius="1"/></geometry><material name="red"/></visual>
<visual><geometry><sphere radius="1"/></geometry><material name="wood"/></visual></link>
<link name="b"><visual><geometry><sphere radius="1"/></geometry><material name="red"><color rgba="1 0 0 0.5"/></material></visual></link>
<joint name="j" type="fixed"><parent link="a"/><child link="b"/></joint>
<material name="wood"><texture filename="wood.png"/></material>)"));
    ORRERY_NO_FINDING(loaded);
    const auto& visuals = loaded.description.links.at(0).visuals;
    QVERIFY(visuals.at(0).material && visuals[0].material->color == Rgba({1, 0, 0, 0.5F}));
    QVERIFY(visuals.at(1).material && visuals[1].material->textureFile == "wood.png");
}

void UrdfReaderTest::undefinedMaterialKeepsTheMeshsOwn() {
    const auto loaded = read(visual(R"(<geometry><mesh filename="m.dae"/></geometry><material name="nowhere"/>)"));
    ORRERY_ONE_FINDING(loaded, Information, "'nowhere' is defined nowhere");
    QVERIFY(!loaded.description.links.at(0).visuals.at(0).material);
}

void UrdfReaderTest::materialWithTwoColours() {
    const auto loaded = read(robotWith(R"(<link name="a">
<visual><geometry><sphere radius="1"/></geometry><material name="m"><color rgba="1 0 0 1"/></material></visual>
<visual><geometry><sphere radius="1"/></geometry><material name="m"><color rgba="0 1 0 1"/></material></visual></link>)"));
    ORRERY_ONE_FINDING(loaded, Information, "two colours");
    QVERIFY(loaded.description.links.at(0).visuals.at(0).material->color == Rgba({1, 0, 0, 1}));
    QVERIFY(loaded.description.links.at(0).visuals.at(1).material->color == Rgba({0, 1, 0, 1}));
}

void UrdfReaderTest::encodings_data() {
    QTest::addColumn<QByteArray>("bytes");
    const QString text =
        QStringLiteral("<?xml version=\"1.0\"?>\r\n<robot name=\"\u00fcben\">\r\n<link name=\"gr\u00fcn\"/></robot>");
    QByteArray utf16(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
    QByteArray swapped = utf16;
    for (qsizetype i = 0; i + 1 < swapped.size(); i += 2) std::swap(swapped[i], swapped[i + 1]);
    QTest::newRow("UTF-8") << text.toUtf8();
    QTest::newRow("UTF-8 with a mark") << QByteArray("\xEF\xBB\xBF") + text.toUtf8();
    QTest::newRow("Latin-1") << text.toLatin1();
    QTest::newRow("UTF-16 little, marked") << QByteArray("\xFF\xFE", 2) + utf16;
    QTest::newRow("UTF-16 little") << utf16;
    QTest::newRow("UTF-16 big, marked") << QByteArray("\xFE\xFF", 2) + swapped;
    QTest::newRow("UTF-16 big") << swapped;
}

void UrdfReaderTest::encodings() {
    QFETCH(QByteArray, bytes);
    const auto loaded = read(bytes.toStdString());
    ORRERY_NO_FINDING(loaded);
    QCOMPARE(loaded.description.name, std::string("\xC3\xBC"
                                                  "ben"));
    QCOMPARE(loaded.description.links.at(0).name, std::string("gr\xC3\xBCn"));
}

void UrdfReaderTest::linesAreTheFiles() {
    const auto loaded = read("<robot name=\"r\">\r\n<link name=\"a\">\r\n<visual>\r\n<geometry><sphere "
                             "radius=\"1\"/></geometry>\r\n</visual>\r\n</link></robot>");
    QCOMPARE(loaded.description.links.at(0).line, 2);
    QCOMPARE(loaded.description.links[0].visuals.at(0).line, 3);
}

void UrdfReaderTest::ignoresWhatIsNotTheRobot() {
    const auto loaded = read(robotWith(R"(<!-- <robot name="commented"/> -->
<link name="base link/\xC3\xA4"/>
<transmission name="t"><joint name="j"/></transmission><gazebo reference="a"><sensor name="${x}"/></gazebo>
<ros2_control name="c"/><sensor/><drake:proximity/>)"));
    ORRERY_NO_FINDING(loaded);
    QCOMPARE(loaded.description.links.size(), 1U);
}

void UrdfReaderTest::xacroPackagePathsOpen() {
    const auto loaded =
        read("<robot name=\"r\" xmlns:xacro=\"http://www.ros.org/wiki/xacro\"><link name=\"a\"><visual><geometry>"
             "<mesh filename=\"file://$(find my_robot)/meshes/a.dae\"/></geometry></visual></link></robot>");
    ORRERY_NO_FINDING(loaded);
    QCOMPARE(std::get<MeshRef>(loaded.description.links.at(0).visuals.at(0).geometry).uri,
             std::string("file://$(find my_robot)/meshes/a.dae"));
}

void UrdfReaderTest::emptyNamespacePrefixOpens() {
    const auto loaded = read(robotWith(R"(<link name="${namespace}a"/><link name="${namespace}b"/>
<joint name="${namespace}j" type="fixed"><parent link="${namespace}a"/><child link="${namespace}b"/></joint>)"));
    ORRERY_ONE_FINDING(loaded, Warning, "xacro prefix");
    QCOMPARE(loaded.description.joints.at(0).name, std::string("j"));
    QCOMPARE(loaded.description.links.at(1).parentJoint, 0U);
}

void UrdfReaderTest::otherXacroIsNamed() {
    ORRERY_REFUSED(robotWith("\n<xacro:include filename=\"x.xacro\"/><link name=\"a\"/>"), CannotExpand,
                   "'x.xacro', included on line 4");
    ORRERY_REFUSED(arm("fixed", "<origin xyz=\"0 0 ${2*other_function('x')}\"/>"), Unsupported, "on line 5");
    ORRERY_REFUSED(robotWith("<link name=\"$(arg name)\"/>"), CannotExpand, "'name'");
}

QTEST_APPLESS_MAIN(UrdfReaderTest)
#include "tst_urdf_reader.moc"
