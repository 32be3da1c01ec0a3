// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include "hand.h"
#include "recording_link.h"
#include "stop_desk.h"
#include "stop_listener.h"

#include <orrery/robot/motion/motion_gate.h>

#include <chrono>
#include <functional>
#include <memory>
#include <thread>

using namespace orrery::robot;
using namespace std::chrono_literals;

namespace {

const char* const window = R"(
import QtQuick
import Orrery.Stop
Window {
    required property StopDesk desk
    property bool shown: true
    x: 0; y: 0; width: 400; height: 300; visible: true
    Item {
        x: 200; y: 100; width: 120; height: 56; visible: shown
        StopZone { anchors.fill: parent; desk: parent.parent.Window.window.desk }
    }
})";

constexpr auto busy = 1200ms;                           // the GUI thread sleeps for so long
constexpr QPoint onStop(260, 128);                      // in the window, which stands in the corner of the display
constexpr QPoint besideStop(60, 60);                    //
constexpr std::uint8_t controlKey = 37, periodKey = 60; // of the usual keyboard

} // namespace

/// A press on Stop while the GUI thread does something else: on a real display, with real input.
class StopListenerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_link = std::make_unique<RecordingLink>();
        m_gate = std::make_unique<MotionGate>(armJoints(), *m_link);
        m_desk = std::make_unique<StopDesk>();
        m_desk->stopSwitch().connect(*m_gate);
        QQmlComponent component(&m_engine);
        component.setData(window, QUrl());
        m_window.reset(qobject_cast<QQuickWindow*>(
            component.createWithInitialProperties({{QStringLiteral("desk"), QVariant::fromValue(m_desk.get())}})));
        QVERIFY2(m_window, qPrintable(component.errorString()));
        m_desk->setWindow(m_window->winId());
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QTRY_VERIFY(m_desk->hits(onStop));
        m_listener = StopListener::create(*m_desk);
        if (!m_listener) QSKIP("There is no listener for this display.");
    }

    void cleanup() {
        m_listener.reset();
        m_window.reset();
        m_desk.reset();
        m_gate.reset();
    }

    void aPressStopsTheRobotWhileTheGuiThreadIsBusy() {
        QSignalSpy pressed(m_desk.get(), &StopDesk::pressed);
        QVERIFY(stoppedWhileBusy([](Hand& hand) { hand.click(onStop); }));
        QCOMPARE(pressed.count(), 0);
        QTRY_COMPARE(pressed.count(), 1);
    }

    void aPressBesideItDoesNothing() {
        QVERIFY(!stoppedWhileBusy([](Hand& hand) { hand.click(besideStop); }));
    }

    void aButtonThatIsNotInSightIsNotPressed() {
        m_window->setProperty("shown", false);
        QVERIFY(!m_desk->hits(onStop));
        QVERIFY(!stoppedWhileBusy([](Hand& hand) { hand.click(onStop); }));
    }

    void whatLiesUnderAnotherWindowIsNotPressed() {
        QWindow other;
        other.setGeometry(150, 50, 300, 200);
        other.show();
        QVERIFY(QTest::qWaitForWindowExposed(&other));
        other.raise();
        QTest::qWait(100);
        QVERIFY(!stoppedWhileBusy([](Hand& hand) { hand.click(onStop); }));
    }

    void controlAndFullStopDoesTheSame() {
        m_window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QVERIFY(!stoppedWhileBusy([](Hand& hand) {
            hand.key(periodKey, true);
            hand.key(periodKey, false);
        }));
        QVERIFY(stoppedWhileBusy([](Hand& hand) {
            hand.key(controlKey, true);
            hand.key(periodKey, true);
            hand.key(periodKey, false);
            hand.key(controlKey, false);
        }));
    }

private:
    /// Whether the stop had reached the robot before the GUI thread was back.
    bool stoppedWhileBusy(const std::function<void(Hand&)>& act) {
        const std::uint64_t before = m_link->epoch();
        std::jthread person([&act] {
            std::this_thread::sleep_for(100ms);
            Hand hand;
            act(hand);
            std::this_thread::sleep_for(200ms); // before the connection goes, and with it what it pressed
        });
        std::this_thread::sleep_for(busy); // nothing is heard here meanwhile
        return m_link->epoch() > before;
    }

    QQmlEngine m_engine;
    std::unique_ptr<RecordingLink> m_link;
    std::unique_ptr<MotionGate> m_gate;
    std::unique_ptr<StopDesk> m_desk;
    std::unique_ptr<QQuickWindow> m_window;
    std::unique_ptr<StopListener> m_listener;
};

QTEST_MAIN(StopListenerTest)
#include "tst_stop_listener.moc"
