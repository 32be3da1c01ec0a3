// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "robot_controller.h"
#include "robot_session.h"
#include "safety_controller.h"
#include "states_pass.h"

#include <orrery/bridge/gui_executor.h>

#include <chrono>
#include <cmath>
#include <memory>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

/// A stand and two bars of 40 cm, hinged one to the other: the second can be folded back onto the stand.
const QByteArray folding = R"(<robot name="folding">
<link name="stand"><collision><geometry><box size="0.1 0.1 0.1"/></geometry></collision></link>
<link name="arm"><collision><origin xyz="0.25 0 0"/><geometry><box size="0.3 0.04 0.04"/></geometry></collision></link>
<link name="hand"><collision><origin xyz="0.25 0 0"/><geometry><box size="0.3 0.04 0.04"/></geometry></collision></link>
<joint name="shoulder" type="revolute"><parent link="stand"/><child link="arm"/><axis xyz="0 0 1"/>
<limit lower="-3" upper="3" velocity="2" effort="1"/></joint>
<joint name="elbow" type="revolute"><parent link="arm"/><child link="hand"/><origin xyz="0.4 0 0"/><axis xyz="0 0 1"/>
<limit lower="-3.1" upper="3.1" velocity="2" effort="1"/></joint></robot>)";

const QByteArray shapeless = R"(<robot name="hinge"><link name="a"/><link name="b"/>
<joint name="j" type="revolute"><parent link="a"/><child link="b"/><axis xyz="0 0 1"/>
<limit lower="-1" upper="1" velocity="2" effort="1"/></joint></robot>)";

} // namespace

class SafetyControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_robot =
            std::make_unique<RobotController>(m_gui, m_pool, QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots"));
        m_safety = std::make_unique<SafetyController>(*m_robot, m_gui, m_pool, std::string());
    }

    void cleanup() {
        m_safety.reset();
        m_robot.reset();
    }

    void aMotionInWhichItWouldTouchItselfIsRefused() {
        open(folding);
        QTRY_VERIFY(m_safety->watching());
        m_robot->moveJoint(1, 176); // degrees: the hand comes to lie in the stand
        QVERIFY2(m_robot->notice().contains(QStringLiteral("hand")), qPrintable(m_robot->notice()));
        QVERIFY(statesPass(*m_robot->session(), 200ms));
        QVERIFY(std::abs(position(1)) < 0.01);
        m_robot->moveJoint(1, 60);
        QTRY_VERIFY(std::abs(position(1) - 60) < 0.5);
    }

    void whatCannotBeWatchedSaysWhy() {
        open(shapeless);
        QTRY_VERIFY(!m_safety->watchText().isEmpty() && !m_safety->watching());
        QTRY_VERIFY(m_safety->watchText().contains(QStringLiteral("not watched")));
    }

    void parkGoesHomeAndSaysSo() {
        open(folding);
        m_robot->moveJoint(0, 40);
        QTRY_VERIFY(std::abs(position(0) - 40) < 0.5);
        m_safety->park();
        QVERIFY(m_safety->busy());
        QTRY_VERIFY_WITH_TIMEOUT(!m_safety->busy(), 20000);
        QVERIFY(std::abs(position(0)) < 1);
        QVERIFY2(m_robot->notice().contains(QStringLiteral("parked")), qPrintable(m_robot->notice()));
    }

    void aStopOnTheWayHomeHoldsThere() {
        open(folding);
        m_robot->moveJoint(0, 150);
        QTRY_VERIFY(std::abs(position(0) - 150) < 0.5);
        m_safety->park();
        QTRY_VERIFY(position(0) < 140);
        m_robot->stop();
        QTRY_VERIFY(!m_safety->busy());
        QTRY_VERIFY(!m_robot->moving());
        QVERIFY(position(0) > 20);
    }

    void withTheMotorsOffNothingMovesUntilTheyAreOn() {
        open(folding);
        QVERIFY(!m_safety->releaseWarning().isEmpty());
        m_safety->release();
        QVERIFY(m_safety->released());
        m_robot->moveJoint(0, 40);
        QVERIFY(!m_robot->notice().isEmpty());
        QVERIFY(statesPass(*m_robot->session(), 200ms));
        QVERIFY(std::abs(position(0)) < 0.01);
        m_safety->engage();
        QVERIFY(!m_safety->released());
        m_robot->moveJoint(0, 40);
        QTRY_VERIFY(std::abs(position(0) - 40) < 0.5);
    }

    void aStopIsFollowedUntilTheRobotIsAtRest() {
        open(folding);
        m_robot->moveJoint(0, 150);
        QTRY_VERIFY(position(0) > 20);
        m_robot->stop();
        QTRY_VERIFY(m_robot->notice().contains(QStringLiteral("came to rest")));
        QVERIFY(position(0) < 140);
    }

    void anotherRobotBeginsAnew() {
        open(folding);
        m_safety->release();
        open(shapeless);
        QVERIFY(!m_safety->released());
        QVERIFY(!m_safety->busy());
    }

private:
    double position(int row) { return m_robot->joints()->index(row).data(JointListModel::ValueRole).toDouble(); }

    void open(const QByteArray& description) {
        const QString file = m_folder.filePath(QStringLiteral("robot.urdf"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(description);
        out.close();
        QSignalSpy opened(m_robot.get(), &RobotController::sessionOpened);
        m_robot->open(QUrl::fromLocalFile(file));
        QTRY_COMPARE(opened.count(), 1);
        QTRY_VERIFY(m_robot->session()->states().newest().has_value());
    }

    GuiExecutor m_gui;
    WorkerPool m_pool{2};
    QTemporaryDir m_folder;
    std::unique_ptr<RobotController> m_robot;
    std::unique_ptr<SafetyController> m_safety;
};

QTEST_MAIN(SafetyControllerTest)
#include "tst_safety_controller.moc"
