// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "robot_folder.h"

#include <orrery/base/executor.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/motion/gesture_player.h>
#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/sim/kinematic_simulator.h>

using namespace orrery;
using namespace orrery::robot;

/// The robots we ship: every file of theirs is right, and every gesture can be played as written.
class BundledRobotsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_robots = listRobotFolders(QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots"));
        QVERIFY(m_robots.size() >= 2);
    }

    void descriptionsAreWithoutFindings() {
        for (const RobotFolder& folder : m_robots) {
            const Result<LoadedDescription> loaded = loadDescription(folder.file.toStdString());
            QVERIFY2(loaded, loaded ? "" : describe(loaded.error()).c_str());
            QVERIFY2(loaded->findings.empty(),
                     loaded->findings.empty() ? "" : loaded->findings.front().message.c_str());
            QVERIFY(!folder.title.isEmpty() && !folder.description.isEmpty());
        }
    }

    void homePosesNameRealJointsWithinLimits() {
        for (const RobotFolder& folder : m_robots) {
            const Description description = loadDescription(folder.file.toStdString())->description;
            for (const auto& [name, value] : folder.homePose) {
                const std::size_t i = description.findJoint(name);
                QVERIFY2(i != npos && description.joints[i].isControlled(), name.c_str());
                const JointLimits& limits = description.joints[i].limits;
                QVERIFY2(value >= limits.lower && value <= limits.upper, name.c_str());
            }
        }
    }

    void gesturesPlayAsWritten() {
        for (const RobotFolder& folder : m_robots) {
            QVERIFY(folder.gestures.size() >= 6);
            const Description description = loadDescription(folder.file.toStdString())->description;
            KinematicSimulatorOptions options;
            options.positions = folder.homePose;
            KinematicSimulator simulator(description, options);
            QTRY_VERIFY(simulator.states().newest().has_value());
            MotionGate gate(description.joints, simulator);
            for (const Gesture& gesture : folder.gestures) {
                Result<MotionLease> lease = gate.acquire(MotionSource::Gesture, gesture.title);
                QVERIFY(lease);
                const Result<GesturePlayer> player = GesturePlayer::create(gesture, gate, std::move(*lease));
                QVERIFY2(player, player ? "" : describe(player.error()).c_str());
                QVERIFY2(player->report().clamped.empty(), gesture.name.c_str());
                QVERIFY2(player->report().stretch < 1.02, gesture.name.c_str());
            }
        }
    }

private:
    std::vector<RobotFolder> m_robots;
};

QTEST_GUILESS_MAIN(BundledRobotsTest)
#include "tst_bundled_robots.moc"
