// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "robot_files.h"

#include <orrery/robot/description/load_description.h>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// What real files get wrong, each as a small file: what is said of it, and that the rest of the robot is there all the
/// same. The mistakes in meshes are in tst_stl_import and tst_scene_import.
class MistakesTest : public QObject {
    Q_OBJECT

private slots:
    void refused_data();
    void refused();
    void repaired_data();
    void repaired();
    void harmless_data();
    void harmless();
    void upperCaseEndings();
};

namespace {

const QString twoLinks = "<link name=\"a\"/><link name=\"b\"/>";

QString joint(const char* type, const QString& inside, const char* name = "j") {
    return QString("<joint name=\"%1\" type=\"%2\"><parent link=\"a\"/><child link=\"b\"/>%3</joint>")
        .arg(QString(name), QString(type), inside);
}

QString robotText(const QString& body) {
    return "<robot name=\"r\">\n" + body + "\n</robot>";
}

QString shaped(const QString& inside) {
    return robotText("<link name=\"a\"><visual>" + inside +
                     "</visual><visual><geometry><sphere radius=\"1\"/></geometry></visual></link>");
}

QString meshed(const QString& uri) {
    return shaped("<geometry><mesh filename=\"" + uri + "\"/></geometry>");
}

const QString limit = "<limit lower=\"-1\" upper=\"1\" effort=\"1\" velocity=\"1\"/>";

Result<LoadedDescription> load(const QByteArray& bytes, const char* name = "robot.urdf") {
    const QTemporaryDir folder;
    write(folder, name, bytes.toStdString());
    return loadDescription(folder.filePath(name).toStdString(), {{}, {}, false, {}, {}, {}});
}

} // namespace

void MistakesTest::refused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const QByteArray& bytes, const char* part) {
        QTest::newRow(name) << bytes << QString(part);
    };
    row("not XML", "Repository not found", "not XML");
    row("error page", "<!DOCTYPE html><html><body>404</body></html>", "web page");
    row("LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "Git LFS");
    row("gzip", QByteArray("\x1f\x8b\x08\x00\x00", 5), "gzip");
    row("launch", "<launch><node pkg=\"p\"/></launch>", "launch file");
    row("no link", robotText("").toUtf8(), "no links");
    row("no root",
        robotText(twoLinks + joint("fixed", "") +
                  joint("fixed", "", "k").replace("\"a\"", "\"x\"").replace("\"b\"", "\"a\"").replace("\"x\"", "\"b\""))
            .toUtf8(),
        "loop");
    row("document type", "<!DOCTYPE r [<!ENTITY a \"aa\">]><robot name=\"r\"><link name=\"&a;\"/></robot>", "DOCTYPE");
    row("huge", robotText(QString(11 * 1024 * 1024, ' ')).toUtf8(), "MB");
}

void MistakesTest::refused() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    const auto loaded = load(bytes);
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.find(part.toStdString()) != std::string::npos, describe(loaded.error()).c_str());
    QVERIFY(loaded.error().where.find("robot.urdf") != std::string::npos);
}

void MistakesTest::repaired_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("warns");
    QTest::addColumn<QString>("part");
    QTest::addColumn<int>("links");
    QTest::addColumn<int>("visuals");
    const auto add = [](const char* name, const QString& text, bool warns, const char* part, int links, int visuals) {
        QTest::newRow(name) << text << warns << QString(part) << links << visuals;
    };
    const auto moves = [&](const char* name, const char* type, const QString& inside, const char* part,
                           bool warns = true) {
        add(name, robotText(twoLinks + joint(type, inside)), warns, part, 2, 0);
    };
    const auto shows = [&](const char* name, const QString& text, const char* part, int visuals, bool warns = true) {
        add(name, text, warns, part, 1, visuals);
    };
    // Structure
    add("no name", "<robot><link name=\"a\"/></robot>", true, "no name", 1, 0);
    add("several roots", robotText(twoLinks), true, "root", 2, 0);
    add("two parents",
        robotText(twoLinks + "<link name=\"c\"/>" + joint("fixed", "") +
                  "<joint name=\"k\" type=\"fixed\"><parent link=\"a\"/><child link=\"c\"/></joint>"
                  "<joint name=\"l\" type=\"fixed\"><parent link=\"c\"/><child link=\"b\"/></joint>"),
        true, "'l'", 3, 0);
    add("unknown child", robotText("<link name=\"a\"/>" + joint("fixed", "")), true, "'b'", 1, 0);
    add("duplicate link", robotText(twoLinks + "<link name=\"b\"/>" + joint("fixed", "")), true, "b#2", 3, 0);
    add("duplicate joint",
        robotText(twoLinks + "<link name=\"c\"/>" + joint("fixed", "") + joint("fixed", "").replace("\"b\"", "\"c\"")),
        true, "j#2", 3, 0);
    add("empty names", robotText("<link/><link name=\"a\"/>"), true, "name", 2, 0);
    add("further robot", "<robot name=\"r\"><link name=\"a\"/></robot><robot name=\"s\"/>", true, "further <robot>", 1,
        0);
    add("nested robot", "<cell><robot name=\"r\"><link name=\"a\"/></robot></cell>", true, "not the first element", 1,
        0);
    add("passive joints", robotText(twoLinks + joint("revolute", limit, "passive_1")), false, "passive joint", 2, 0);
    // Joints
    moves("no type", "", "", "no type");
    moves("unknown type", "hinge", "", "fixed");
    moves("no limits", "revolute", "", "no limits");
    moves("swapped limits", "revolute", "<limit lower=\"1\" upper=\"-1\" effort=\"1\" velocity=\"1\"/>", "swapped");
    moves("zero limits", "revolute", "<limit lower=\"0\" upper=\"0\" effort=\"1\" velocity=\"1\"/>",
          "both limits are 0");
    moves("huge limits", "revolute", "<limit lower=\"-1e8\" upper=\"1e8\" effort=\"1\" velocity=\"1\"/>", "wider",
          false);
    moves("degrees", "revolute", "<limit lower=\"-90\" upper=\"180\" effort=\"1\" velocity=\"1\"/>", "degrees", false);
    moves("no rates", "revolute", "<limit lower=\"-1\" upper=\"1\"/>", "no largest effort", false);
    moves("zero axis", "revolute", "<axis xyz=\"0 0 0\"/>" + limit, "axis is zero");
    moves("unknown leader", "revolute", limit + "<mimic joint=\"nobody\"/>", "does not exist");
    moves("follows itself", "revolute", limit + "<mimic joint=\"j\"/>", "follows itself");
    moves("both rotations", "fixed", "<origin rpy=\"0 0 1\" quat_xyzw=\"0 0 0 1\"/>", "quat_xyzw");
    moves("comma", "fixed", "<origin xyz=\"1,5 0 0\"/>", "'1,5'");
    moves("nan", "fixed", "<origin xyz=\"nan 0 0\"/>", "'nan'");
    moves("empty numbers", "fixed", "<origin xyz=\"\"/>", "empty");
    moves("two numbers", "fixed", "<origin xyz=\"0 0\"/>", "2 numbers");
    // Looks
    shows("no geometry", shaped(""), "no geometry", 1);
    shows("zero size", shaped("<geometry><sphere radius=\"0\"/></geometry>"), "no size", 1, false);
    shows("negative size", shaped("<geometry><sphere radius=\"-1\"/></geometry>"), "negative size", 1);
    shows("zero scale", shaped("<geometry><mesh filename=\"m.stl\" scale=\"0 1 1\"/></geometry>"), "scale", 2);
    shows("mesh not found", meshed("package://nobody/m.stl"), "was not found", 2);
    shows("path of another computer", meshed("/home/somebody/ws/m.stl"), "was not found", 2);
    shows("Windows path", meshed("C:\\robots\\m.stl"), "was not found", 2);
    shows("undefined material", shaped("<geometry><sphere radius=\"1\"/></geometry><material name=\"none\"/>"),
          "defined nowhere", 2, false);
    shows("bytes as colour",
          shaped("<geometry><sphere radius=\"1\"/></geometry><material name=\"m\"><color rgba=\"255 0 "
                 "0 255\"/></material>"),
          "255", 2);
    shows("all transparent",
          robotText("<link name=\"a\"><visual><geometry><sphere radius=\"1\"/></geometry><material "
                    "name=\"m\"><color rgba=\"1 0 0 0\"/></material></visual></link>"),
          "transparent", 1);
    shows("inertia", robotText("<link name=\"a\"><inertial><mass value=\"0\"/></inertial></link>"), "no real body", 0,
          false);
    shows("prefix", robotText("<link name=\"${prefix}a\"/>"), "prefix", 0);
}

void MistakesTest::repaired() {
    QFETCH(QString, text);
    QFETCH(bool, warns);
    QFETCH(QString, part);
    QFETCH(int, links);
    QFETCH(int, visuals);
    const auto loaded = load(text.toUtf8());
    QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
    const Finding* finding = findingWith(*loaded, part.toStdString());
    QVERIFY2(finding, all(*loaded).c_str());
    QVERIFY2(finding->severity == (warns ? Severity::Warning : Severity::Information), all(*loaded).c_str());
    QCOMPARE(static_cast<int>(loaded->description.links.size()), links);
    int shown = 0;
    for (const Link& link : loaded->description.links) shown += static_cast<int>(link.visuals.size());
    QCOMPARE(shown, visuals);
}

void MistakesTest::harmless_data() {
    QTest::addColumn<QByteArray>("bytes");
    const auto add = [](const char* name, const QString& text) { QTest::newRow(name) << text.toUtf8(); };
    add("zero axis of a fixed joint", robotText(twoLinks + joint("fixed", "<axis xyz=\"0 0 0\"/>")));
    add("long axis", robotText(twoLinks + joint("revolute", "<axis xyz=\"0 3 4\"/>" + limit)));
    add("continuous with ends", robotText(twoLinks + joint("continuous", limit)));
    add("repeated blanks", robotText(twoLinks + joint("fixed", "<origin xyz=\"0.001 0.001     0.001\"/>")));
    add("noise", robotText(twoLinks + joint("fixed", "<origin xyz=\"1e-17 0 -1e-300\"/>")));
    add("odd names",
        robotText("<link name=\"a b/c\"/><link name=\"\u00e4\u6f22 &amp; \u00df\"/><joint name=\"j / \u00fc\" "
                  "type=\"fixed\"><parent link=\"a b/c\"/><child link=\"\u00e4\u6f22 &amp; \u00df\"/></joint>"));
    add("commented-out robot", "<!-- <robot name=\"old\"/> -->" + robotText("<link name=\"a\"/>"));
    add("foreign elements", robotText("<link name=\"a\"/><gazebo/><transmission/><ros2_control/>"));
    add("mimic of a mimic",
        robotText(
            twoLinks + "<link name=\"c\"/><link name=\"d\"/>" + joint("revolute", limit) +
            "<joint name=\"k\" type=\"revolute\"><parent link=\"b\"/><child link=\"c\"/>" + limit +
            "<mimic joint=\"j\"/></joint><joint name=\"l\" type=\"revolute\"><parent link=\"c\"/><child link=\"d\"/>" +
            limit + "<mimic joint=\"k\"/></joint>"));
    add("mark and carriage returns", QString("\ufeff") + robotText("<link name=\"a\"/>").replace("\n", "\r\n"));
    QString chain = "<link name=\"l0\"/>";
    for (int i = 1; i < 600; ++i)
        chain += QString("<link name=\"l%1\"/><joint name=\"j%1\" type=\"fixed\"><parent link=\"l%2\"/><child "
                         "link=\"l%1\"/></joint>")
                     .arg(i)
                     .arg(i - 1);
    add("very deep chain", robotText(chain));
}

void MistakesTest::harmless() {
    QFETCH(QByteArray, bytes);
    const auto loaded = load(bytes);
    QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
    ORRERY_NO_FINDING(*loaded);
    QCOMPARE(loaded->description.roots.size(), 1U);
}

void MistakesTest::upperCaseEndings() {
    const QTemporaryDir folder;
    write(folder, "robot/ROBOT.URDF",
          robotText(
              "<link name=\"a\"><visual><geometry><mesh filename=\"PART.STL\"/></geometry></visual><visual><geometry>"
              "<mesh filename=\"Part.DAE\"/></geometry></visual></link>")
              .toStdString());
    write(folder, "robot/PART.STL", "solid");
    write(folder, "robot/Part.DAE", "<COLLADA/>");
    for (const char* path : {"robot", "robot/ROBOT.URDF"}) {
        const auto loaded = loadDescription(folder.filePath(path).toStdString(), {{}, {}, false, {}, {}, {}});
        QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
        ORRERY_NO_FINDING(*loaded);
        for (const Visual& visual : loaded->description.links.at(0).visuals)
            QVERIFY(!std::get<MeshRef>(visual.geometry).file.empty());
    }
}

QTEST_APPLESS_MAIN(MistakesTest)
#include "tst_mistakes.moc"
