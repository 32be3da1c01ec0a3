// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "urdf_text.h"

#include <orrery/robot/description/load_description.h>

#include <QFileInfo>

#include <set>
#include <tuple>

using namespace orrery::robot;
using namespace orrery::robot::testing;

/// Real robots: what is in them, found on this disk.
class SharedRobotsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void counts_data();
    void counts();
    void reachyMiniHasTheUrdfsColours();
    void pandaFromXacroEqualsPanda();
    void otherFormatsOpenOrAreNamed();

private:
    static LoadedDescription load(const QString& path) {
        auto loaded =
            loadDescription((QStringLiteral(ORRERY_SHARED_DATA "/robots/") + path).toStdString(), {{}, {}, false});
        return loaded ? *std::move(loaded) : read(describe(loaded.error()));
    }
};

void SharedRobotsTest::initTestCase() {
    if (!QFileInfo::exists(ORRERY_SHARED_DATA "/robots"))
        QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
}

void SharedRobotsTest::counts_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("links");
    QTest::addColumn<int>("joints");
    QTest::addColumn<int>("controlled");
    QTest::addColumn<int>("visuals");
    QTest::addColumn<int>("meshes");
    QTest::newRow("SO-101") << "so101/so101_new_calib.urdf" << 8 << 7 << 6 << 17 << 13;
    QTest::newRow("Panda") << "panda/moveit_resources_panda_description/urdf/panda.urdf" << 12 << 11 << 8 << 11 << 10;
    QTest::newRow("Panda, find") << "panda/moveit_resources_panda_description/urdf/panda.urdf.xacro" << 12 << 11 << 8
                                 << 11 << 10;
    QTest::newRow("Reachy Mini") << "reachy_mini/robot.urdf" << 45 << 44 << 30 << 161 << 41;
    QTest::newRow("Reachy Mini, bare") << "reachy_mini/robot_no_collision.urdf" << 45 << 44 << 30 << 161 << 41;
    QTest::newRow("Reachy Mini, simple") << "reachy_mini/robot_simple_collision.urdf" << 45 << 44 << 30 << 161 << 41;
}

void SharedRobotsTest::counts() {
    QFETCH(QString, file);
    QFETCH(int, links);
    QFETCH(int, joints);
    QFETCH(int, controlled);
    QFETCH(int, visuals);
    QFETCH(int, meshes);
    const auto loaded = load(file);
    const Description& robot = loaded.description;
    QCOMPARE(static_cast<int>(robot.links.size()), links);
    QCOMPARE(static_cast<int>(robot.joints.size()), joints);
    QCOMPARE(robot.roots.size(), 1U);
    QCOMPARE(static_cast<int>(std::count_if(robot.joints.begin(), robot.joints.end(),
                                            [](const Joint& j) { return j.isControlled(); })),
             controlled);
    int shown = 0;
    std::set<std::string> files;
    for (const Link& link : robot.links) {
        for (const Visual& visual : link.visuals) {
            ++shown;
            const auto* mesh = std::get_if<MeshRef>(&visual.geometry);
            QVERIFY(mesh && QFileInfo::exists(QString::fromStdString(mesh->file)));
            files.insert(mesh->file);
        }
        for (const Collision& collision : link.collisions) {
            const auto* mesh = std::get_if<MeshRef>(&collision.geometry);
            QVERIFY(!mesh || !mesh->file.empty());
        }
    }
    QCOMPARE(shown, visuals);
    QCOMPARE(static_cast<int>(files.size()), meshes);
    for (const Finding& finding : loaded.findings)
        QVERIFY2(finding.severity == Severity::Information, finding.message.c_str());
}

void SharedRobotsTest::reachyMiniHasTheUrdfsColours() {
    const auto loaded = load("reachy_mini/robot.urdf");
    std::set<std::tuple<float, float, float, float>> colours;
    int translucent = 0;
    for (const Link& link : loaded.description.links) {
        for (const Visual& visual : link.visuals) {
            QVERIFY(visual.material && visual.material->color);
            const Rgba& color = *visual.material->color;
            translucent += color.a < 1;
            QVERIFY(color.a == 1 || near(color.a, 0.301961, 1e-6));
            colours.insert({color.r, color.g, color.b, color.a});
        }
    }
    QCOMPARE(translucent, 2); // the lenses, as the URDF says
    QCOMPARE(colours.size(), 14U);
    QVERIFY(findingWith(loaded, "place holder"));
}

void SharedRobotsTest::pandaFromXacroEqualsPanda() {
    const auto plain = load("panda/moveit_resources_panda_description/urdf/panda.urdf").description;
    const auto find = load("panda/moveit_resources_panda_description/urdf/panda.urdf.xacro").description;
    QCOMPARE(plain.links.size(), find.links.size());
    for (std::size_t i = 0; i < plain.links.size(); ++i) {
        QCOMPARE(plain.links[i].visuals.size(), find.links[i].visuals.size());
        for (std::size_t k = 0; k < plain.links[i].visuals.size(); ++k) {
            QCOMPARE(std::get<MeshRef>(plain.links[i].visuals[k].geometry).file,
                     std::get<MeshRef>(find.links[i].visuals[k].geometry).file);
        }
    }
    const std::size_t right = plain.findJoint("panda_finger_joint2");
    QVERIFY(plain.joints.at(right).mimic);
    QCOMPARE(plain.joints.at(plain.joints[right].mimic->leader).name, std::string("panda_finger_joint1"));
}

void SharedRobotsTest::otherFormatsOpenOrAreNamed() {
    const auto mjcf = loadDescription(ORRERY_SHARED_DATA "/robots/so101/scene.xml");
    if (mjcf) {
        QVERIFY(mjcf->description.links.size() > 5);
        return;
    }
    QVERIFY(mjcf.error().is(DescriptionErrc::Unsupported)); // built without MuJoCo
    QVERIFY(mjcf.error().message.find("MJCF") != std::string::npos);
}

QTEST_APPLESS_MAIN(SharedRobotsTest)
#include "tst_shared_robots.moc"
