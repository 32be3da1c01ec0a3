// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "robot_controller.h"
#include "robot_session.h"
#include "simulation_controller.h"
#include "states_pass.h"

#include <orrery/bridge/gui_executor.h>

#include <chrono>
#include <cmath>
#include <memory>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

/// Hangs from its joint without a motor worth the name; the bob is half a metre below.
const QByteArray pendulum = R"(<robot name="pendulum"><link name="stand"/>
<link name="bob"><inertial><origin xyz="0 0 -0.5"/><mass value="1"/>
<inertia ixx="0.01" ixy="0" ixz="0" iyy="0.01" iyz="0" izz="0.01"/></inertial></link>
<joint name="swing" type="revolute"><parent link="stand"/><child link="bob"/><axis xyz="0 1 0"/>
<limit lower="-3" upper="3" velocity="2" effort="0.001"/></joint></robot>)";

const QByteArray arm = R"(<robot name="arm"><link name="stand"/>
<link name="bar"><inertial><origin xyz="0.2 0 0"/><mass value="0.5"/>
<inertia ixx="0.01" ixy="0" ixz="0" iyy="0.01" iyz="0" izz="0.01"/></inertial></link>
<joint name="lift" type="revolute"><parent link="stand"/><child link="bar"/><axis xyz="0 1 0"/>
<limit lower="-2" upper="2" velocity="3" effort="50"/></joint></robot>)";

} // namespace

class SimulationControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!robot::PhysicsSimulator::isAvailable()) QSKIP("SKIP_ALL: built without a physics engine");
    }

    void init() { make(); }
    void cleanup() {
        m_simulation.reset();
        m_robot.reset();
        QFile::remove(store());
    }

    void thereAndBackKeepsThePose() {
        open(arm);
        m_robot->moveJoint(0, 30);
        QTRY_VERIFY(std::abs(angle() - 0.5236) < 0.002);
        const QSignalSpy opened(m_robot.get(), &RobotController::sessionOpened);
        m_simulation->usePhysics();
        QVERIFY(m_simulation->isBusy());
        QTRY_VERIFY(m_simulation->isPhysics());
        QVERIFY(!m_simulation->isBusy());
        QCOMPARE(opened.count(), 1);
        QTRY_VERIFY(m_simulation->time() > 0.3);
        QVERIFY2(std::abs(angle() - 0.5236) < 0.02, qPrintable(QString::number(angle())));
        m_robot->moveJoint(0, -20); // through the gate, as ever
        QTRY_VERIFY(std::abs(angle() + 0.349) < 0.02);
        m_simulation->useKinematics();
        QVERIFY(!m_simulation->isPhysics());
        QVERIFY(statesPass(*m_robot->session(), 100ms));
        QVERIFY2(std::abs(angle() + 0.349) < 0.02, qPrintable(QString::number(angle())));
    }

    void pauseReallyPauses() {
        openPhysics(pendulum);
        QTRY_VERIFY(m_simulation->time() > 0.1);
        QTRY_VERIFY(m_simulation->realTimeFactor() > 0);
        m_simulation->setPaused(true);
        const auto simulated = [this] { return m_robot->session()->physics()->snapshot(); };
        QTRY_VERIFY(simulated().paused && m_simulation->time() == simulated().time);
        const double before = m_simulation->time();
        QTest::qWait(300); // nothing happens
        QCOMPARE(m_simulation->time(), before);
        m_simulation->step();
        QTRY_VERIFY(std::abs(m_simulation->time() - before - 0.001) < 1e-9);
        m_simulation->setPaused(false);
        QTRY_VERIFY(m_simulation->time() > before + 0.1);
    }

    void aPullMovesAPendulumAndLettingGoEndsIt() {
        openPhysics(pendulum);
        QVERIFY(m_simulation->beginPull(1, {0, 0, -0.5F}));
        QVERIFY(m_simulation->isPulling());
        m_simulation->pullTo({-0.4F, 0, -0.3F});
        QTRY_VERIFY2(angle() > 0.5, qPrintable(QString::number(angle())));
        QTRY_COMPARE(m_simulation->pushLine().size(), 2);
        QVERIFY(m_simulation->pushNewtons() > 0.1);
        m_simulation->endPull();
        QVERIFY(!m_simulation->isPulling());
        QTRY_VERIFY(m_simulation->pushLine().isEmpty());
    }

    void stopEndsAPull() {
        openPhysics(pendulum);
        QVERIFY(m_simulation->beginPull(1, {0, 0, -0.5F}));
        m_simulation->pullTo({-0.4F, 0, -0.3F});
        QTRY_COMPARE(m_simulation->pushLine().size(), 2);
        m_robot->stop();
        QTRY_VERIFY(!m_simulation->isPulling());
        QTRY_VERIFY(m_simulation->pushLine().isEmpty());
    }

    void aPushMovesAPendulum() {
        openPhysics(pendulum);
        m_simulation->push(1, {-8, 0, 0});
        QTRY_VERIFY2(std::abs(angle()) > 0.1, qPrintable(QString::number(angle())));
    }

    void withoutPhysicsThereIsNothingToPull() {
        open(arm);
        QVERIFY(!m_simulation->beginPull(1, {}));
        m_simulation->push(1, {1, 0, 0});
        m_simulation->step();
        QVERIFY(!m_simulation->isPulling());
    }

    void resetGoesBackToTheBeginning() {
        openPhysics(arm);
        m_robot->moveJoint(0, 40);
        QTRY_VERIFY(angle() > 0.6);
        m_simulation->reset();
        QTRY_VERIFY(std::abs(angle()) < 0.02);
        const double back = m_simulation->time();
        QTRY_VERIFY(m_simulation->time() > back + 0.2);
        QVERIFY(std::abs(angle()) < 0.02);
    }

    void withoutItsRootHeldItFalls() {
        openPhysics(arm);
        m_simulation->setGravity(2);
        m_simulation->setFixedBase(false);
        QTRY_VERIFY(!m_simulation->isBusy() && m_simulation->time() > 0);
        QTRY_VERIFY(m_robot->session()->rootPose() != Pose{});
        std::vector<Pose> poses;
        QVERIFY(m_robot->sampleLinkPoses(poses));
        QVERIFY(poses[0] != Pose{});
    }

    void theChoiceIsRemembered() {
        openPhysics(arm);
        make();
        open(arm);
        QTRY_VERIFY(m_simulation->isPhysics());
        m_simulation->useKinematics();
        make();
        open(arm);
        QVERIFY(!m_simulation->isBusy());
        QVERIFY(!m_simulation->isPhysics());
    }

    void aRobotThatCannotBeSimulatedStaysLightAndSaysWhy() {
        QByteArray odd = arm; // as good as flat in a direction that no axis shows
        odd.replace("ixx=\"0.01\" ixy=\"0\"", "ixx=\"0.01\" ixy=\"0.009999999999999998\"");
        open(odd);
        m_simulation->usePhysics();
        QTRY_VERIFY(!m_simulation->isBusy());
        QVERIFY(!m_simulation->isPhysics());
        QVERIFY2(m_simulation->problem().contains(QStringLiteral("cannot simulate")),
                 qPrintable(m_simulation->problem()));
        m_robot->moveJoint(0, 20);
        QTRY_VERIFY(std::abs(angle() - 0.349) < 0.01);
    }

private:
    QString store() const { return m_folder.filePath(QStringLiteral("simulation.ini")); }

    void make() {
        m_simulation.reset();
        m_robot = std::make_unique<RobotController>(m_gui, m_pool, m_folder.path());
        m_simulation = std::make_unique<SimulationController>(*m_robot, m_gui, m_pool, store());
    }

    void open(const QByteArray& bytes) {
        const QString path = m_folder.filePath(QStringLiteral("robot.urdf"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        m_robot->open(QUrl::fromLocalFile(path));
        QTRY_COMPARE(m_robot->state(), RobotController::Ready);
    }

    void openPhysics(const QByteArray& bytes) {
        open(bytes);
        m_simulation->usePhysics();
        QTRY_VERIFY(m_simulation->isPhysics());
    }

    double angle() const {
        const auto positions = m_robot->session()->positionsByName();
        return positions.begin()->second;
    }

    const QTemporaryDir m_folder;
    GuiExecutor m_gui;
    WorkerPool m_pool{2};
    std::unique_ptr<RobotController> m_robot;
    std::unique_ptr<SimulationController> m_simulation;
};

QTEST_GUILESS_MAIN(SimulationControllerTest)
#include "tst_simulation_controller.moc"
