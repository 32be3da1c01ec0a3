// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "urdf_text.h"

#include <orrery/robot/description/load_description.h>

#include <fmt/format.h>

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <random>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// Files that are no robot at all, and robots that were damaged on purpose.
class UrdfHostileTest : public QObject {
    Q_OBJECT

private slots:
    void notXml_data();
    void notXml();
    void documentTypes();
    void tooLarge();
    void tooDeep();
    void findingsAreBounded();
    void manyRingsAreQuick();
    void truncatedAndMutated();
    void missingFileAndFolder();
};

namespace {

/// One of everything that the reader knows.
const std::string rich = R"(<?xml version="1.0" encoding="utf-8"?>
<!-- comment --><robot name="rich" version="1.1">
<material name="red"><color rgba="1 0 0 1"/></material>
<link name="base"><inertial><origin xyz="0 0 0.1" rpy="0 0 1"/><mass value="1"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/></inertial>
<visual><origin xyz="1 2 3" quat_xyzw="0 0 0 1"/><geometry><mesh filename="package://p/m.stl" scale="1 1 1"/></geometry><material name="red"/></visual>
<collision><geometry><box size="1 1 1"/></geometry></collision></link>
<link name="arm"><visual><geometry><cylinder radius="0.1" length="1"/></geometry></visual></link>
<link name="hand"><visual><geometry><sphere radius="0.1"/></geometry></visual></link>
<joint name="j1" type="revolute"><parent link="base"/><child link="arm"/><axis xyz="0 0 1"/><limit lower="-1" upper="1" effort="1" velocity="1"/></joint>
<joint name="j2" type="prismatic"><parent link="arm"/><child link="hand"/><limit lower="0" upper="1" effort="1" velocity="1"/>
<mimic joint="j1" multiplier="0.5" offset="0.1"/><dynamics damping="1" friction="1"/></joint>
</robot>)";

/// What every accepted file must satisfy, whatever was in it.
bool isValid(const Description& robot) {
    if (robot.links.empty() || robot.roots.empty() || robot.jointOrder.size() != robot.joints.size()) return false;
    std::vector<bool> placed(robot.links.size(), false);
    for (const std::size_t root : robot.roots) placed.at(root) = true;
    for (const std::size_t index : robot.jointOrder) {
        const Joint& joint = robot.joints.at(index);
        if (!placed.at(joint.parent) || placed.at(joint.child) || robot.links[joint.child].parentJoint != index)
            return false;
        placed[joint.child] = true;
        if (!near(norm(joint.axis), 1, 1e-9) || !(joint.limits.lower <= joint.limits.upper)) return false;
        if (joint.mimic && (joint.mimic->leader >= robot.joints.size() || joint.mimic->leader == index)) return false;
        if (!isFinite(joint.parentFromJoint.position) ||
            !near(angleBetween(joint.parentFromJoint.rotation, joint.parentFromJoint.rotation), 0, 1e-6))
            return false;
    }
    return std::all_of(placed.begin(), placed.end(), [](bool is) { return is; });
}

} // namespace

void UrdfHostileTest::notXml_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    QTest::newRow("empty") << QByteArray() << "empty";
    QTest::newRow("blank") << QByteArray(" \n\t") << "empty";
    QTest::newRow("web page") << QByteArray("<!DOCTYPE html><html><body>404</body></html>") << "web page";
    QTest::newRow("LFS") << QByteArray("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n")
                         << "Git LFS pointer";
    QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08\x00\x00", 5) << "gzip";
    QTest::newRow("ZIP") << QByteArray("PK\x03\x04rest") << "ZIP";
    QTest::newRow("JSON") << QByteArray("{\"error\": \"not found\"}") << "JSON";
    QTest::newRow("text") << QByteArray("Repository not found") << "not XML";
    QTest::newRow("binary") << QByteArray("<robot>\0\1\2", 10) << "binary";
    QTest::newRow("cut off") << QByteArray("<robot name=\"r\">\n<link name=\"a\">\n") << "cut off";
    QTest::newRow("mismatched") << QByteArray("<robot name=\"r\">\n<link></robot>") << "line 2";
    QTest::newRow("only a comment") << QByteArray("<!-- nothing -->") << "no XML element";
}

void UrdfHostileTest::notXml() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    ORRERY_REFUSED(bytes.toStdString(), NotXml, part.toStdString());
}

void UrdfHostileTest::documentTypes() {
    const std::string bomb = "<?xml version=\"1.0\"?><!-- a < b -->\n<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b "
                             "\"&a;&a;\">]><robot name=\"&b;\"><link name=\"a\"/></robot>";
    ORRERY_REFUSED(bomb, Forbidden, "DOCTYPE");
    ORRERY_NO_FINDING(read("<!-- <!DOCTYPE in a comment> --><robot name=\"r\"><link name=\"a\"/></robot>"));
}

void UrdfHostileTest::tooLarge() {
    ORRERY_REFUSED(std::string(maxDescriptionBytes + 1, ' '), TooLarge, "MB");
}

void UrdfHostileTest::tooDeep() {
    const auto nested = [](int levels) {
        std::string text = "<robot name=\"r\"><link name=\"a\"/>";
        for (int i = 0; i < levels; ++i) text += "<x>";
        for (int i = 0; i < levels; ++i) text += "</x>";
        return text + "</robot>";
    };
    ORRERY_NO_FINDING(read(nested(50)));
    ORRERY_REFUSED(nested(300), TooLarge, "nested");
    ORRERY_REFUSED(nested(200000), TooLarge, "nested");
}

void UrdfHostileTest::findingsAreBounded() {
    std::string text = "<link name=\"a\">";
    for (int i = 0; i < 20000; ++i) text += "<visual/>";
    const auto loaded = read(robotWith(text + "</link>"));
    QVERIFY(loaded.findings.size() < 2000);
    QVERIFY(findingWith(loaded, "more findings"));
}

void UrdfHostileTest::manyRingsAreQuick() {
    std::string text = "<link name=\"root\"/>";
    for (int i = 0; i < 2400; ++i) {
        text += fmt::format("<link name=\"a{0}\"/><link name=\"b{0}\"/>", i);
        for (const char* ends : {"ab", "ba", "ba"}) {
            text += fmt::format(
                "<joint name=\"{1}{2}{0}\" type=\"fixed\"><parent link=\"{1}{0}\"/><child link=\"{2}{0}\"/></joint>", i,
                ends[0], ends[1]);
        }
    }
    QElapsedTimer timer;
    timer.start();
    const auto loaded = read(robotWith(text));
    QVERIFY(isValid(loaded.description));
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void UrdfHostileTest::truncatedAndMutated() {
    QVERIFY(isValid(read(rich).description));
    int accepted = 0;
    const auto attempt = [&](const std::string& text) {
        const auto loaded = readUrdf(text, "mutant.urdf");
        if (!loaded) {
            QVERIFY(!loaded.error().message.empty());
            return;
        }
        ++accepted;
        QVERIFY2(isValid(loaded->description), text.c_str());
    };
    for (std::size_t length = 0; length < rich.size(); length += 3) attempt(rich.substr(0, length));
    std::mt19937 random(20261122);
    const std::string fragment = "\"base\"";
    const std::string alphabet = "<>\"/=&; .-0123456789ejx\xff\n";
    for (int round = 0; round < 4000; ++round) {
        std::string text = rich;
        for (unsigned edits = 1 + random() % 3; edits > 0; --edits) {
            const std::size_t at = random() % text.size();
            switch (random() % 4) {
            case 0: text[at] = alphabet[random() % alphabet.size()]; break;
            case 1: text.erase(at, 1 + random() % 20); break;
            case 2: text.insert(at, text.substr(random() % text.size(), random() % 120)); break;
            default: text = text.substr(0, at) + fragment + text.substr(at); break;
            }
            if (text.empty()) text.push_back(' ');
        }
        attempt(text);
    }
    QVERIFY2(accepted > 200, qPrintable(QString::number(accepted)));
}

void UrdfHostileTest::missingFileAndFolder() {
    QTemporaryDir folder;
    const auto missing = loadDescription(folder.filePath("none.urdf").toStdString());
    QVERIFY(!missing && missing.error().is(DescriptionErrc::NotFound));
    const auto directory = loadDescription(folder.path().toStdString());
    QVERIFY(!directory && directory.error().is(DescriptionErrc::NotFound));
    QFile big(folder.filePath("big.urdf"));
    QVERIFY(big.open(QIODevice::WriteOnly));
    QVERIFY(big.resize(40 * 1024 * 1024));
    big.close();
    const auto large = loadDescription(folder.filePath("big.urdf").toStdString());
    QVERIFY(!large && large.error().is(DescriptionErrc::TooLarge));
}

QTEST_APPLESS_MAIN(UrdfHostileTest)
#include "tst_urdf_hostile.moc"
