// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "sample_robots.h"
#include "scene_look.h"
#include "stage_look.h"

#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <memory>

using namespace orrery;

namespace {

StageLook everything() {
    StageLook look;
    look.frames = look.jointAxes = look.massCentres = look.inertiaBoxes = true;
    look.collisions = StageLook::Collisions::Beside;
    look.opacity = 0.4;
    look.parts = {{"base", StageLook::Part::SeeThrough}, {"arm", StageLook::Part::Hidden}};
    look.section = StageLook::Axis::Y;
    look.sectionShare = 0.3;
    look.sectionFlipped = true;
    look.explosion = 0.25;
    look.picked = "arm";
    look.tape = {{"base", {0.1, 0.2, 0.3}}, {"arm", {0, 0, 1.0 / 3}}};
    look.labelScale = 2.5;
    look.rest = StageLook::Rest{{-1, -2, 0}, {1, 2, 3}, -0.1};
    look.base = {{0.5, 0, 0.2}, quaternionFromAxisAngle({0, 0, 1}, 0.7)};
    look.robot = {{"arm", {{0, 0, 1}, quaternionFromAxisAngle({1, 0, 0}, 0.1)}}};
    look.ghost = {{"arm", {{0, 0, 2}, {}}}};
    look.comparison = {{"base", {{0, 1, 2}, {}}}};
    look.forces = {{{0, 0, 0}, {0, 0, 0.1}}, {{1, 1, 1}, {2, 2, 2}}, 0.7};
    look.place = {1, 2, 0.5, -M_PI_2};
    look.beside = {{"lyra", std::nullopt, {}},
                   {"/robots/arm.urdf", RobotPlace{0, -1, 0, M_PI_4}, {{"base", {{0, 0, 1}, {}}}}}};
    return look;
}

} // namespace

/// How the stage is looked at, as a value: to JSON and back, and from scene to scene.
class StageLookTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadAgain() {
        for (const StageLook& look : {StageLook{}, everything()}) {
            const auto read = readStageLook(writeStageLook(look), "view.json");
            QVERIFY2(read, read ? "" : read.error().message.c_str());
            QVERIFY(*read == look);
        }
        QVERIFY(writeStageLook({}).size() < 40); // only what is not as at first
    }

    void whatIsWrongIsNamed_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* text, const char* said) {
            QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(said);
        };
        row("{\n\"frames\": tru}", "line 2");
        row("[]", "not a JSON object");
        row(R"({"framse": true})", "\"framse\" is nothing");
        row(R"({"frames": 1})", "\"frames\" must be true or false");
        row(R"({"opacity": 0})", "\"opacity\" must be a number from 0.1 to 1");
        row(R"({"section": {"axis": "w"}})", "\"section.axis\" must be one of none, x, y, z");
        row(R"({"section": {"share": 1.5}})", "\"section.share\"");
        row(R"({"section": {"at": 1}})", "\"section.at\" is nothing");
        row(R"({"parts": {"arm": "gone"}})", "\"parts.arm\" must be one of");
        row(R"({"tape": [{}, {}, {}]})", "\"tape\" is too long");
        row(R"({"base": {"position": [1, 2]}})", "\"base.position\" must be 3 numbers");
        row(R"({"base": {"position": [1, 2, 1e30]}})", "\"base.position\"");
        row(R"({"base": {"rotation": [1, 1, 0, 0]}})", "\"base.rotation\" must be a unit quaternion");
        row(R"({"ghost": {"arm": 3}})", "\"ghost.arm\" must be an object");
        row(R"({"beside": [{"place": {"x": 1}}]})", "\"beside\" must name the file of each robot");
        row(R"({"beside": [{"file": "a", "place": {"turn": 999}}]})", "\"beside.place.turn\"");
        row(R"({"forces": {"contacts": [[0, 0, 0]]}})", "\"forces.contacts\" must hold a begin and an end");
        row(R"({"rest": {"minimum": [1, 0, 0]}})", "\"rest\" must have a maximum above");
        row(R"({"version": 2})", "newer Orrery");
    }
    void whatIsWrongIsNamed() {
        QFETCH(QByteArray, text);
        QFETCH(QString, said);
        const auto read = readStageLook(text.toStdString(), "my.json");
        QVERIFY(!read);
        const QString message = QString::fromStdString(read.error().message);
        QVERIFY2(message.contains(said), qPrintable(message));
        QVERIFY(message.contains(QStringLiteral("my.json")));
    }

    void aPlainLookIsOnlyWhereTheRobotIsAndALastingOneHasNoMoment() {
        const StageLook plain = plainLook(everything());
        QVERIFY(!plain.frames && plain.parts.empty() && plain.tape.empty() && plain.ghost.empty());
        QVERIFY(plain.base == everything().base && plain.robot == everything().robot);
        const StageLook lasting = lastingLook(everything());
        QVERIFY(lasting.frames && lasting.tape.size() == 2 && lasting.base == everything().base);
        QVERIFY(lasting.robot.empty() && lasting.ghost.empty() && lasting.comparison.empty());
        QVERIFY(lasting.forces == StageLook::Forces{});
    }

    void aSceneTakesTheLookOfAnother() {
        Scene from;
        RobotScene& scene = *from.scene;
        scene.view()->setProperty("frames", true);
        scene.view()->setProperty("section", static_cast<int>(ViewOptions::Axis::Z));
        scene.view()->setExplosion(0.5);
        scene.view()->setLook(1, ViewOptions::Look::SeeThrough);
        scene.setPickedLink(1);
        scene.tape()->lay(SurfaceTape::Point{0, {0, 0, 0.1}}, SurfaceTape::Point{1, {0.1, 0, 0}});
        std::vector<Pose> poses = scene.linkPoses();
        for (Pose& pose : poses) pose.position.x += 2;
        scene.setLinkPoses(poses);
        poses[1].position.z += 0.5;
        scene.ghost()->setLinkPoses(poses);

        Scene to;
        StageLook look = lookOf(scene);
        look.rest->floor = -0.25;
        QVERIFY(setLook(*to.scene, look));
        to.scene->setLinkPoses(posesIn(look, *to.scene, to.scene->linkPoses()));
        QVERIFY(lookOf(*to.scene) == look);
        QCOMPARE(to.scene->floorHeight(), -0.25);
        QCOMPARE(to.scene->sectionPlane(), scene.sectionPlane());
        QCOMPARE(to.scene->tape()->distanceText(), scene.tape()->distanceText());
        QVERIFY(to.scene->shownPoses() == scene.shownPoses());
    }

    void theBaseMovesEveryLink() {
        Scene to;
        StageLook look;
        look.base.position = {3, 0, 0};
        const auto poses = posesIn(look, *to.scene, to.scene->linkPoses());
        QCOMPARE(poses[0].position.x, 3.0);
        QCOMPARE(poses[1].position, (Vec3{3, 0, 1}));
    }

    void aLinkThatTheRobotHasNotIsSaid() {
        Scene to;
        StageLook look;
        look.frames = true;
        look.parts["tail"] = StageLook::Part::Hidden;
        const Status set = setLook(*to.scene, look);
        QVERIFY(!set);
        QVERIFY(set.error().message.find("'tail'") != std::string::npos);
        QVERIFY(!to.scene->view()->frames());
    }

private:
    struct Scene {
        QTemporaryDir folder;
        ManualExecutor gui;
        WorkerPool workers{1};
        std::unique_ptr<RobotScene> scene = std::make_unique<RobotScene>(workers, gui, folder.path().toStdString());

        Scene() {
            scene->load(sample::twoLinks());
            gui.runUntil([this] { return !scene->isLoading(); }, std::chrono::seconds(20));
        }
    };
};

QTEST_GUILESS_MAIN(StageLookTest)
#include "tst_stage_look.moc"
