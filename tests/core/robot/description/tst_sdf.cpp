// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "robot_files.h"

#include <orrery/robot/description/load_description.h>
#include <orrery/robot/description/sdf_reader.h>

#include <numbers>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// SDF models as descriptions, in which a child's frame is its joint's.
class SdfTest : public QObject {
    Q_OBJECT

private slots:
    void arm();
    void jointsMoveTheirLinks();
    void posesAreRelative();
    void axesByVersion();
    void shapesAndMaterials();
    void inertia();
    void whatIsNotHeldIsSaid();
    void nestedModels();
    void worlds();
    void includes();
    void includesWithoutEnd();
    void framesWithoutEnd();
    void xacroInSdf();
    void notSdf();
};

namespace {

std::string model(std::string_view body, std::string_view version = "1.9") {
    return "<?xml version=\"1.0\"?>\n<sdf version=\"" + std::string(version) + "\">\n<model name=\"m\">\n" +
           std::string(body) + "\n</model>\n</sdf>\n";
}

LoadedDescription readModel(const std::string& text, const ExpansionOptions& options = {}) {
    auto loaded = readSdf(text, "/robots/test.sdf", options);
    return loaded ? *std::move(loaded) : read(describe(loaded.error()));
}

const Joint& joint(const LoadedDescription& loaded, std::string_view name) {
    return loaded.description.joints.at(loaded.description.findJoint(name));
}

bool near(Vec3 a, Vec3 b) {
    return norm(a - b) < 1e-9;
}

constexpr std::string_view arm2 = R"(<link name="base"/>
<link name="upper"><pose>0 0 1 0 0 0</pose><visual name="v"><pose>0 0 0.5 0 0 0</pose><geometry><box><size>0.1 0.2 1</size></box></geometry></visual></link>
<joint name="shoulder" type="revolute"><parent>base</parent><child>upper</child>
<axis><xyz>0 1 0</xyz><limit><lower>-1</lower><upper>2</upper><effort>5</effort><velocity>3</velocity></limit><dynamics><damping>0.1</damping><friction>0.2</friction></dynamics></axis></joint>)";

} // namespace

void SdfTest::arm() {
    const auto loaded = readModel(model(arm2));
    ORRERY_NO_FINDING(loaded);
    const Description& robot = loaded.description;
    QCOMPARE(robot.name, std::string("m"));
    QCOMPARE(robot.links.size(), 2U);
    const Joint& shoulder = joint(loaded, "shoulder");
    QCOMPARE(shoulder.type, JointType::Revolute);
    QVERIFY(near(shoulder.parentFromJoint.position, {0, 0, 1}) && near(shoulder.axis, {0, 1, 0}));
    QCOMPARE(shoulder.limits.lower, -1.0);
    QCOMPARE(shoulder.limits.upper, 2.0);
    QCOMPARE(shoulder.limits.effort, 5.0);
    QCOMPARE(shoulder.limits.velocity, 3.0);
    QCOMPARE(shoulder.damping, 0.1);
    QCOMPARE(shoulder.friction, 0.2);
    QCOMPARE(shoulder.line, 6);
    QCOMPARE(robot.links.at(1).visuals.at(0).line, 5);
    QVERIFY(near(robot.links[1].visuals[0].linkFromVisual.position, {0, 0, 0.5}));
}

void SdfTest::jointsMoveTheirLinks() {
    const auto loaded = readModel(model(R"(<link name="a"><pose>1 0 0 0 0 0</pose></link>
<link name="b"><pose>1 0 2 0 0 0</pose><inertial><pose>0 0 0.1 0 0 0</pose></inertial><visual name="v"><geometry><sphere><radius>1</radius></sphere></geometry></visual></link>
<link name="c"><pose>1 0 3 0 0 0</pose></link>
<joint name="ab" type="prismatic"><pose>0 0 -1 0 0 1.5707963267948966</pose><parent>a</parent><child>b</child><axis><xyz>1 0 0</xyz><limit><lower>0</lower><upper>1</upper></limit></axis></joint>
<joint name="bc" type="fixed"><parent>b</parent><child>c</child></joint>)"));
    const Joint& ab = joint(loaded, "ab");
    QVERIFY(near(ab.parentFromJoint.position, {0, 0, 1}));
    QVERIFY(near(rotate(ab.parentFromJoint.rotation, {1, 0, 0}), {0, 1, 0}));
    const Link& b = loaded.description.links.at(loaded.description.findLink("b"));
    QVERIFY(near(b.visuals.at(0).linkFromVisual.position, {0, 0, 1}));
    QVERIFY(near(b.inertial->linkFromInertia.position, {0, 0, 1.1}));
    const Joint& bc = joint(loaded, "bc");
    QVERIFY(near(bc.parentFromJoint.position, {0, 0, 2}));
    const Pose aFromC = ab.parentFromJoint * bc.parentFromJoint;
    QVERIFY(near(aFromC.position, {0, 0, 3}) && angleBetween(aFromC.rotation, {}) < 1e-9);
}

void SdfTest::posesAreRelative() {
    const auto loaded = readModel(
        model(R"(<frame name="f" attached_to="a"><pose relative_to="a" degrees="true">0 0 1 0 0 90</pose></frame>
<link name="a"><pose>5 0 0 0 0 0</pose></link>
<link name="b"><pose relative_to="f">1 0 0 0 0 0</pose><visual name="v"><pose relative_to="a">0 0 0 0 0 0</pose><geometry><sphere><radius>1</radius></sphere></geometry></visual></link>
<joint name="j" type="continuous"><parent>f</parent><child>b</child><axis><xyz expressed_in="a">1 0 0</xyz></axis></joint>)"));
    QCOMPARE(loaded.description.links.size(), 2U);
    const Joint& j = joint(loaded, "j");
    QCOMPARE(loaded.description.links.at(j.parent).name, std::string("a"));
    QVERIFY(near(j.parentFromJoint.position, {0, 1, 1}));
    QVERIFY(near(rotate(j.parentFromJoint.rotation, j.axis), {1, 0, 0}));
    const Pose aFromVisual = j.parentFromJoint * loaded.description.links.at(1).visuals.at(0).linkFromVisual;
    QVERIFY(near(aFromVisual.position, {0, 0, 0}));
    const auto quaternion =
        readModel(model("<link name=\"a\"><visual name=\"v\"><pose rotation_format=\"quat_xyzw\">1 2 3 0 0 1 0</pose>"
                        "<geometry><sphere><radius>1</radius></sphere></geometry></visual></link>"));
    QVERIFY(
        near(rotate(quaternion.description.links.at(0).visuals.at(0).linkFromVisual.rotation, {1, 0, 0}), {-1, 0, 0}));
}

void SdfTest::axesByVersion() {
    const std::string body = R"(<link name="a"/><link name="b"><pose>0 0 0 0 0 1.5707963267948966</pose></link>
<joint name="j" type="revolute"><parent>a</parent><child>b</child><axis><xyz>1 0 0</xyz></axis></joint>)";
    const auto old = readModel(model(body, "1.4"));
    const Joint& before = joint(old, "j");
    QCOMPARE(before.type, JointType::Continuous); // no ends are given
    QVERIFY(near(rotate(before.parentFromJoint.rotation, before.axis), {1, 0, 0}));
    const auto fresh = readModel(model(body, "1.6"));
    QVERIFY(near(joint(fresh, "j").axis, {1, 0, 0}));
}

void SdfTest::shapesAndMaterials() {
    const auto loaded = readModel(model(R"(<link name="a">
<visual name="1"><geometry><cylinder><radius>1</radius><length>2</length></cylinder></geometry><material><diffuse>1 0.5 0 1</diffuse></material><transparency>0.5</transparency></visual>
<visual name="2"><geometry><capsule><radius>1</radius><length>2</length></capsule></geometry></visual>
<visual name="3"><geometry><mesh><uri>model://m/a.dae</uri><scale>2 2 2</scale></mesh></geometry><material><script><name>Gazebo/Grey</name></script></material></visual>
<visual name="4"><geometry><plane><normal>0 0 1</normal></plane></geometry></visual>
<collision name="c"><geometry><sphere><radius>3</radius></sphere></geometry></collision></link>)"));
    const Link& link = loaded.description.links.at(0);
    QCOMPARE(link.visuals.size(), 3U);
    QCOMPARE(std::get<Cylinder>(link.visuals[0].geometry).length, 2.0);
    QCOMPARE(link.visuals[0].material->color->g, 0.5F);
    QCOMPARE(link.visuals[0].material->color->a, 0.5F);
    QCOMPARE(std::get<Capsule>(link.visuals[1].geometry).radius, 1.0);
    QCOMPARE(std::get<MeshRef>(link.visuals[2].geometry).uri, std::string("model://m/a.dae"));
    QCOMPARE(std::get<Sphere>(link.collisions.at(0).geometry).radius, 3.0);
    QVERIFY(findingWith(loaded, "<plane> cannot be shown"));
    QVERIFY(findingWith(loaded, "Gazebo/Grey"));
}

void SdfTest::inertia() {
    const auto loaded = readModel(model("<link "
                                        "name=\"a\"><inertial><mass>2</mass><inertia><ixx>3</ixx><iyy>4</iyy><izz>5</"
                                        "izz></inertia></inertial></link>"));
    const auto& inertial = loaded.description.links.at(0).inertial;
    QVERIFY(inertial && inertial->mass == 2 && inertial->inertia[0] == 3 && inertial->inertia[1] == 0 &&
            inertial->inertia[5] == 5);
}

void SdfTest::whatIsNotHeldIsSaid() {
    const auto loaded =
        readModel(model(R"(<link name="a"><sensor name="s"/><sensor name="t"/></link><link name="b"/><link name="c"/>
<plugin name="p"/><joint name="ball" type="ball"><parent>a</parent><child>b</child></joint>
<joint name="uni" type="universal"><parent>b</parent><child>c</child><axis><xyz>1 0 0</xyz></axis></joint>)"));
    QVERIFY2(findingWith(loaded, "ball joints"), all(loaded).c_str());
    QVERIFY(findingWith(loaded, "'universal'"));
    const Finding* sensors = findingWith(loaded, "2 <sensor> are not shown");
    QVERIFY(sensors && sensors->line == 4);
    QVERIFY(findingWith(loaded, "1 <plugin> is not shown"));
    QCOMPARE(joint(loaded, "ball").type, JointType::Fixed);
}

void SdfTest::nestedModels() {
    const auto loaded = readModel(model(R"(<link name="base"/>
<model name="arm"><pose>0 0 1 0 0 0</pose><link name="wrist"><pose>0 0 2 0 0 0</pose></link></model>
<joint name="j" type="fixed"><parent>base</parent><child>arm::wrist</child></joint>
<joint name="w" type="fixed"><parent>world</parent><child>base</child></joint>)"));
    const Description& robot = loaded.description;
    QCOMPARE(robot.links.size(), 3U);
    QCOMPARE(robot.links.at(robot.roots.at(0)).name, std::string("world"));
    QVERIFY(near(joint(loaded, "j").parentFromJoint.position, {0, 0, 3}));
}

void SdfTest::worlds() {
    const auto loaded =
        readModel("<sdf version=\"1.7\"><world name=\"w\"><model name=\"ground\"><link name=\"g\"/></model>"
                  "<model name=\"robot\"><link name=\"a\"/><link name=\"b\"/><joint name=\"j\" "
                  "type=\"fixed\"><parent>a</parent><child>b</child></joint></model></world></sdf>");
    QCOMPARE(loaded.description.name, std::string("robot"));
    QVERIFY(findingWith(loaded, "2 models"));
}

void SdfTest::includes() {
    const QTemporaryDir folder;
    write(folder, "models/robot/model.sdf", model(R"(<link name="base"/>
<include><uri>model://hand</uri><name>left</name><pose>0 0 1 0 0 0</pose></include>
<include><uri>model://nowhere</uri></include>
<joint name="j" type="fixed"><parent>base</parent><child>left::palm</child></joint>)"));
    write(folder, "models/hand/model.config",
          "<model><name>hand</name><sdf version=\"1.5\">old.sdf</sdf><sdf version=\"1.9\">hand.sdf</sdf></model>");
    write(
        folder, "models/hand/hand.sdf",
        model("\n\n<link name=\"palm\"><visual "
              "name=\"v\"><geometry><mesh><uri>model://hand/meshes/palm.stl</uri></mesh></geometry></visual></link>"));
    write(folder, "models/hand/meshes/palm.stl", "solid");
    const auto loaded = loadDescription(folder.filePath("models/robot/model.sdf").toStdString());
    QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
    const Description& robot = loaded->description;
    QCOMPARE(robot.links.size(), 2U);
    const Link& palm = robot.links.at(robot.findLink("left::palm"));
    QVERIFY(QString::fromStdString(robot.sourceFileAt(palm.file)).endsWith("hand.sdf"));
    QCOMPARE(palm.line, 6);
    QVERIFY(!std::get<MeshRef>(palm.visuals.at(0).geometry).file.empty());
    QVERIFY(near(joint(*loaded, "j").parentFromJoint.position, {0, 0, 1}));
    const Finding* missing = findingWith(*loaded, "model://nowhere");
    QVERIFY(missing && missing->line == 6);
}

void SdfTest::includesWithoutEnd() {
    ExpansionOptions options;
    const std::string self = model("<link "
                                   "name=\"a\"/><include><uri>a.sdf</uri><name>x</name></include><include><uri>a.sdf</"
                                   "uri><name>y</name></include>");
    options.open = [&](const std::string& name, const std::string&) {
        return Result<IncludedFile>(IncludedFile{name, self, {}});
    };
    const auto loaded = readModel(self, options);
    QVERIFY2(findingWith(loaded, "without end"), all(loaded).substr(0, 1000).c_str());
}

void SdfTest::framesWithoutEnd() {
    const auto loaded = readModel(model(
        R"(<link name="a"><pose relative_to="b">1 0 0 0 0 0</pose></link><link name="b"><pose relative_to="a">1 0 0 0 0 0</pose></link>
<frame name="f" attached_to="g"/><frame name="g" attached_to="f"/><joint name="j" type="fixed"><parent>f</parent><child>b</child></joint>)"));
    QVERIFY(findingWith(loaded, "hangs on an unknown frame or on itself"));
    QVERIFY(findingWith(loaded, "does not exist"));
}

void SdfTest::xacroInSdf() {
    const auto loaded =
        readModel("<sdf version=\"1.7\" xmlns:xacro=\"http://www.ros.org/wiki/xacro\">\n<xacro:property name=\"h\" "
                  "value=\"2\"/>\n"
                  "<model name=\"m\"><link name=\"a\">\n<pose>0 0 ${h * 2} 0 0 0</pose></link>\n<link "
                  "name=\"b\"/></model></sdf>");
    QVERIFY2(loaded.description.links.size() == 2, all(loaded).c_str());
    QCOMPARE(loaded.description.links.at(1).line, 5);
}

void SdfTest::notSdf() {
    const auto none = readSdf("<sdf version=\"1.7\"/>", "x.sdf");
    QVERIFY(!none && none.error().is(DescriptionErrc::NoLinks));
    const auto other = readSdf("<robot/>", "x.sdf");
    QVERIFY(!other && other.error().is(DescriptionErrc::Unsupported));
}

QTEST_APPLESS_MAIN(SdfTest)
#include "tst_sdf.moc"
