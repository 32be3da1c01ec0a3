// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <orrery/robot/collision/self_collision.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/description/urdf_reader.h>
#include <orrery/robot/motion/gesture_player.h>
#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/sim/kinematic_simulator.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// A base from which a chain of three bars of 0.2 m stands up; each joint bends about y. `tip` is the last bar's shape.
Description chain(const std::string& tip, const std::string& element = "collision") {
    const auto shape = [&](const std::string& geometry, double z) {
        return "<" + element + "><origin xyz=\"0 0 " + std::to_string(z) + "\"/><geometry>" + geometry +
               "</geometry></" + element + ">";
    };
    const std::string bar = "<box size=\"0.04 0.04 0.16\"/>";
    std::string text = "<robot name=\"chain\"><link name=\"base_link\">" + shape("<box size=\"0.2 0.2 0.1\"/>", 0.05) +
                       "</link><link name=\"upper\">" + shape(bar, 0.1) + "</link><link name=\"lower\">" +
                       shape(bar, 0.1) + "</link><link name=\"gripper_link\">" + shape(tip, 0.1) + "</link>";
    const char* const links[] = {"base_link", "upper", "lower", "gripper_link"};
    const char* const joints[] = {"shoulder", "elbow", "wrist"};
    for (int i = 0; i < 3; ++i) {
        text += std::string("<joint name=\"") + joints[i] + "\" type=\"revolute\"><parent link=\"" + links[i] +
                "\"/><child link=\"" + links[i + 1] + "\"/><origin xyz=\"0 0 " + (i == 0 ? "0.12" : "0.2") +
                "\"/><axis xyz=\"0 1 0\"/><limit lower=\"-3\" upper=\"3\" effort=\"1\" velocity=\"2\"/></joint>";
    }
    return readUrdf(text + "</robot>", "chain.urdf")->description;
}

std::shared_ptr<const SelfCollision> make(const Description& robot, const SelfCollisionOptions& options = {}) {
    auto made = SelfCollision::create(robot, options);
    return made ? *made : nullptr;
}

QByteArray contentsOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString robotFile(const char* path) {
    return QStringLiteral(ORRERY_SHARED_DATA "/robots/") + QString::fromUtf8(path);
}

} // namespace

class SelfCollisionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsWhichLinksTouch_data() {
        QTest::addColumn<QString>("tip");
        QTest::newRow("box") << "<box size=\"0.04 0.04 0.16\"/>";
        QTest::newRow("cylinder") << "<cylinder radius=\"0.02\" length=\"0.16\"/>";
        QTest::newRow("capsule") << "<capsule radius=\"0.02\" length=\"0.12\"/>";
        QTest::newRow("sphere") << "<sphere radius=\"0.06\"/>";
    }
    void findsWhichLinksTouch() {
        QFETCH(QString, tip);
        const auto check = make(chain(tip.toStdString()));
        QVERIFY(check);
        QCOMPARE(check->joints(), (JointNames{"shoulder", "elbow", "wrist"}));
        QCOMPARE(check->facts().pairs, 3U); // base-lower, base-gripper, upper-gripper
        QVERIFY(!check->firstContact(std::vector{0.0, 0.0, 0.0}));
        QVERIFY(!check->firstContact(std::vector{0.5, 0.5, 0.5}));
        // Folded back on itself: the gripper lies beside the upper bar and in it.
        const auto folded = check->firstContact(std::vector{0.0, 3.0, 3.0});
        QVERIFY(folded);
        QCOMPARE(folded->first, "gripper_link");
        QVERIFY(folded->depth > 0.005 && folded->depth < 0.2);
        QCOMPARE(contactSentence({"gripper_link", "base_link", 0}), "The gripper would touch the base.");
    }

    void missingPositionsAreNeutral() {
        const auto check = make(chain("<sphere radius=\"0.06\"/>"));
        QVERIFY(!check->firstContact({}));
        QVERIFY(!check->firstContact(std::vector{kNan, kNan, kNan}));
        QVERIFY(check->firstContact(std::vector{kNan, 3.0, 3.0}));
    }

    void depthGrowsOnTheWayIn() {
        const auto check = make(chain("<sphere radius=\"0.06\"/>"));
        double last = 0;
        int inside = 0;
        for (double bend = 2.1; bend < 2.4; bend += 0.01) { // the triangle of three bars closes at 120 degrees
            const auto contact = check->firstContact(std::vector{0.0, bend, bend});
            if (!contact) continue;
            QVERIFY(contact->depth >= last - 1e-4);
            last = contact->depth;
            ++inside;
        }
        QVERIFY(inside > 5);
    }

    void whatTouchesAtHomeIsIgnored() {
        const Description robot = chain("<box size=\"0.04 0.04 0.16\"/>");
        const std::vector folded{0.0, 3.0, 3.0};
        QVERIFY(make(robot)->firstContact(folded));
        const auto lenient = make(robot, {{{"elbow", 3.0}, {"wrist", 3.0}}, {}});
        QVERIFY(!lenient->firstContact(folded));
        QVERIFY(lenient->facts().touching >= 1);
    }

    void withoutCollisionShapesItIsCheckedAsItLooks() {
        const auto check = make(chain("<sphere radius=\"0.06\"/>", "visual"));
        QVERIFY(check);
        QVERIFY(check->facts().fromVisuals);
        QVERIFY(check->firstContact(std::vector{0.0, 3.0, 3.0}));
        const auto none = SelfCollision::create(Description{});
        QVERIFY(none.error().is(CollisionErrc::NoShapes));
    }

    void theGateRefusesAndNamesBothLinks() {
        const Description robot = chain("<box size=\"0.04 0.04 0.16\"/>");
        KinematicSimulator simulator(robot);
        MotionGate gate(robot.joints, simulator, make(robot));
        const auto move = [&](std::vector<JointTarget> targets) {
            return gate.submit({MotionSource::Slider,
                                std::move(targets),
                                std::chrono::steady_clock::now() + std::chrono::seconds(5),
                                {}});
        };
        const auto verdict = move({{"elbow", 3.0, {}}, {"wrist", 3.0, {}}});
        QVERIFY(verdict.error().is(MotionErrc::Contact));
        QVERIFY2(QString::fromStdString(verdict.error().message)
                     .contains(QRegularExpression("^The gripper would touch the (base|upper)\\.$")),
                 verdict.error().message.c_str());
        QVERIFY(move({{"elbow", 1.0, {}}}));
    }

    void ourOwnGesturesNeverTouch_data() {
        QTest::addColumn<QString>("robot");
        for (const char* const robot : {"lyra", "meridian"}) QTest::newRow(robot) << QString::fromUtf8(robot);
    }
    void ourOwnGesturesNeverTouch() {
        QFETCH(QString, robot);
        const QDir folder(QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/") + robot);
        const auto description = loadDescription(folder.filePath(robot + ".urdf").toStdString())->description;
        KinematicSimulatorOptions options;
        const auto facts = QJsonDocument::fromJson(contentsOf(folder.filePath("robot.json"))).object();
        const auto home = facts["home"].toObject();
        for (auto at = home.begin(); at != home.end(); ++at) options.positions[at.key().toStdString()] = at->toDouble();
        KinematicSimulator simulator(description, options);
        const auto check = make(description);
        QVERIFY(check->contacts({}).empty());
        MotionGate gate(description.joints, simulator, check);
        const auto files = QDir(folder.filePath("gestures")).entryInfoList({"*.json"});
        QVERIFY(files.size() >= 6);
        for (const QFileInfo& file : files) {
            const auto gesture = readGesture(contentsOf(file.filePath()).toStdString(), file.fileName().toStdString());
            QVERIFY(gesture);
            auto lease = gate.acquire(MotionSource::Gesture, gesture->title);
            const auto player = GesturePlayer::create(*gesture, gate, std::move(*lease));
            QVERIFY2(player, player ? "" : (gesture->name + ": " + player.error().message).c_str());
            QVERIFY(player->report().stretch < 1.02);
        }
    }

    void manyThreadsGetTheSameAnswers() {
        const auto check = make(chain("<capsule radius=\"0.02\" length=\"0.12\"/>"));
        std::vector<std::vector<double>> poses;
        std::vector<bool> expected;
        for (int i = 0; i < 300; ++i) {
            poses.push_back({0.0, 0.01 * i, 0.01 * i});
            expected.push_back(check->firstContact(poses.back()).has_value());
        }
        QVERIFY(std::ranges::count(expected, true) > 10 && std::ranges::count(expected, false) > 10);
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < 4; ++t) {
                threads.emplace_back([&] {
                    for (std::size_t i = 0; i < poses.size(); ++i)
                        if (check->firstContact(poses[i]).has_value() != expected[i]) ++wrong;
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
    }

    void realRobotsAreFreeAtRestAndTouchWhenFolded_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("so101") << robotFile("so101/so101_new_calib.urdf");
        QTest::newRow("panda") << robotFile("panda/moveit_resources_panda_description/urdf/panda.urdf");
        QTest::newRow("reachy_mini") << robotFile("reachy_mini/robot.urdf");
        QTest::newRow("meridian") << QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf");
    }
    void realRobotsAreFreeAtRestAndTouchWhenFolded() {
        QFETCH(QString, file);
        if (!QFileInfo::exists(file)) QSKIP("SKIP: needs the shared robots");
        const auto loaded = loadDescription(file.toStdString());
        QVERIFY(loaded);
        const Description& robot = loaded->description;
        const auto check = make(robot);
        QVERIFY(check);
        qInfo("%zu shapes, %zu pairs, %zu left out as touching, %zu links with unread shapes", check->facts().shapes,
              check->facts().pairs, check->facts().touching, check->facts().leftOut.size());
        QVERIFY(check->facts().leftOut.empty());
        QVERIFY(!check->firstContact({}));
        int touching = 0;
        for (int i = 0; i < 200; ++i) {
            std::vector<double> positions;
            for (const std::string& name : check->joints()) {
                const JointLimits& limits = robot.joints[robot.findJoint(name)].limits;
                const double share = std::fmod(0.5 + 0.618 * (i + 1) * static_cast<double>(positions.size() + 1), 1.0);
                positions.push_back(std::lerp(limits.lower, limits.upper, share));
            }
            touching += check->firstContact(positions) ? 1 : 0;
        }
        qInfo("%d of 200 poses touch", touching);
        if (file.contains("reachy")) return; // its head and body touch in rest already
        QVERIFY2(touching > 2 && touching < 190, qPrintable(QString::number(touching)));
    }
};

QTEST_GUILESS_MAIN(SelfCollisionTest)
#include "tst_self_collision.moc"
