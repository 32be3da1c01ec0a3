// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QTest>

#include "freeze_guard.h"
#include "recording_link.h"
#include "stop_desk.h"

#include <orrery/robot/motion/motion_gate.h>

#include <atomic>
#include <thread>

using namespace orrery::robot;
using namespace std::chrono_literals;

class FreezeGuardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFreezeStopsARobotThatMoves() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        StopDesk desk;
        desk.stopSwitch().connect(gate);
        FreezeGuard guard(desk, [] { return true; });
        QSignalSpy stopped(&guard, &FreezeGuard::stopped);
        QTest::qWait(300);
        const std::uint64_t before = link.epoch();
        std::this_thread::sleep_for(500ms); // nobody hears anything
        QCOMPARE(link.epoch(), before + 1); // once, and before the thread was back
        QTRY_VERIFY(stopped.count() >= 1);
    }

    void aRobotThatStandsStillIsLeftAlone() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        StopDesk desk;
        desk.stopSwitch().connect(gate);
        const FreezeGuard guard(desk, [] { return false; });
        std::this_thread::sleep_for(500ms);
        QCOMPARE(link.epoch(), std::uint64_t(0));
    }
};

QTEST_GUILESS_MAIN(FreezeGuardTest)
#include "tst_freeze_guard.moc"
