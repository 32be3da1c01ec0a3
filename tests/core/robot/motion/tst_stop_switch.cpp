// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "recording_link.h"

#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/motion/stop_switch.h>

#include <atomic>
#include <memory>
#include <thread>

using namespace orrery::robot;

class StopSwitchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stopsTheRobotThatIsThere() {
        RecordingLink link({"a"});
        MotionGate gate({}, link);
        StopSwitch button;
        QVERIFY(!button.press());
        button.connect(gate);
        QVERIFY(button.press());
        QCOMPARE(gate.epoch(), std::uint64_t(1));
        button.disconnect(gate);
        QVERIFY(!button.press());
        QCOMPARE(gate.epoch(), std::uint64_t(1));
    }

    void stopsEveryRobotThatIsThere() {
        RecordingLink oneLink({"a"}), otherLink({"a"});
        MotionGate one({}, oneLink), other({}, otherLink);
        StopSwitch button;
        button.connect(one);
        button.connect(other);
        QVERIFY(button.press());
        QCOMPARE(one.epoch(), std::uint64_t(1));
        QCOMPARE(other.epoch(), std::uint64_t(1));
        button.disconnect(one);
        QVERIFY(button.press());
        QCOMPARE(one.epoch(), std::uint64_t(1));
        QCOMPARE(other.epoch(), std::uint64_t(2));
    }

    void robotsComeAndGoWhileItIsPressed() {
        StopSwitch button;
        std::atomic<bool> over = false;
        std::atomic<int> pressed = 0;
        std::jthread hand([&] {
            while (!over) pressed += button.press() ? 1 : 0;
        });
        for (int i = 0; i < 2000 || pressed == 0; ++i) {
            RecordingLink link({"a"});
            MotionGate gate({}, link);
            button.connect(gate);
            button.disconnect(gate);
        }
        over = true;
        hand.join();
        QVERIFY(pressed > 0);
    }
};

QTEST_GUILESS_MAIN(StopSwitchTest)
#include "tst_stop_switch.moc"
