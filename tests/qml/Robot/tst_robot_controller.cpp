// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "robot_controller.h"
#include "robot_scene.h"
#include "states_pass.h"

#include <orrery/bridge/gui_executor.h>

#include <chrono>
#include <cmath>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

const QString bundledFolder = QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots");

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

const QByteArray oneJoint = R"(<robot name="hinge"><link name="a"/><link name="b"/>
<joint name="j" type="revolute"><parent link="a"/><child link="b"/><axis xyz="0 0 1"/>
<limit lower="-1" upper="1" velocity="2" effort="1"/></joint></robot>)";

} // namespace

class RobotControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_controller = std::make_unique<RobotController>(m_gui, m_pool, bundledFolder);
        m_findings = std::make_unique<QAbstractItemModelTester>(m_controller->findings());
        m_joints = std::make_unique<QAbstractItemModelTester>(m_controller->joints());
        m_gestures = std::make_unique<QAbstractItemModelTester>(m_controller->gestures());
    }

    void cleanup() { m_controller.reset(); }

    void listsAndOpensTheBundledRobots() {
        QTRY_VERIFY(m_controller->bundled()->count() >= 2);
        m_controller->openBundled(QStringLiteral("lyra"));
        QTRY_COMPARE(m_controller->state(), RobotController::Ready);
        QCOMPARE(m_controller->title(), QStringLiteral("Lyra"));
        QVERIFY(m_controller->joints()->count() >= 5);
        QVERIFY(m_controller->gestures()->count() >= 6);
        QCOMPARE(m_controller->findings()->problems(), 0);
    }

    void aSliderMovesTheJointAndOnlyTelemetrySaysSo() {
        openHinge();
        m_controller->moveJoint(0, 30);
        QCOMPARE(shown(JointListModel::TargetRole), 30.0);
        QVERIFY(std::abs(shown(JointListModel::ValueRole)) < 5);
        QTRY_VERIFY(std::abs(shown(JointListModel::ValueRole) - 30) < 0.1);
        QTRY_VERIFY(!m_controller->moving());
        std::vector<Pose> poses;
        QVERIFY(m_controller->sampleLinkPoses(poses));
        QCOMPARE(poses.size(), std::size_t(2));
        QVERIFY(std::abs(angleBetween({}, poses[1].rotation) - 0.5236) < 0.01);
        QVERIFY(!m_controller->sampleLinkPoses(poses)); // nothing new to draw
    }

    void farBeyondALimitIsRefusedInWords() {
        openHinge();
        m_controller->moveJoint(0, 400);
        QVERIFY2(m_controller->notice().contains(QStringLiteral("400")), qPrintable(m_controller->notice()));
        QVERIFY(statesPass(*m_controller->session(), 150ms));
        QVERIFY(std::abs(shown(JointListModel::ValueRole)) < 0.1);
        m_controller->dismissNotice();
        QVERIFY(m_controller->notice().isEmpty());
    }

    void stopEndsAGesture() {
        m_controller->openBundled(QStringLiteral("lyra"));
        QTRY_COMPARE(m_controller->state(), RobotController::Ready);
        m_controller->playGesture(QStringLiteral("dance"));
        QCOMPARE(m_controller->playing(), QStringLiteral("dance"));
        QTRY_VERIFY(m_controller->moving());
        m_controller->stop();
        QVERIFY(m_controller->playing().isEmpty());
        QTRY_VERIFY(!m_controller->moving());
    }

    void anotherGestureReplacesTheOneThatPlays() {
        m_controller->openBundled(QStringLiteral("lyra"));
        QTRY_COMPARE(m_controller->state(), RobotController::Ready);
        m_controller->playGesture(QStringLiteral("dance"));
        QTRY_VERIFY(m_controller->moving());
        m_controller->playGesture(QStringLiteral("nod"));
        QCOMPARE(m_controller->playing(), QStringLiteral("nod"));
        QTRY_VERIFY_WITH_TIMEOUT(m_controller->playing().isEmpty(), 15000);
        QVERIFY2(m_controller->notice().isEmpty(), qPrintable(m_controller->notice()));
    }

    void aFileThatIsNoRobotLeavesTheOneBefore() {
        openHinge();
        const QString bad = m_folder.filePath(QStringLiteral("bad.urdf"));
        write(bad, "<html>Not found</html>");
        m_controller->open(QUrl::fromLocalFile(bad));
        QTRY_COMPARE(m_controller->state(), RobotController::Failed);
        QVERIFY(!m_controller->problem().isEmpty());
        QCOMPARE(m_controller->title(), QStringLiteral("hinge"));
        m_controller->moveJoint(0, 10);
        QTRY_VERIFY(std::abs(shown(JointListModel::ValueRole) - 10) < 0.1);

        write(bad, oneJoint);
        m_controller->retry();
        QTRY_COMPARE(m_controller->state(), RobotController::Ready);
        QVERIFY(m_controller->problem().isEmpty());
    }

    void aFolderWithoutARobotSaysSo() {
        const QTemporaryDir empty;
        m_controller->open(QUrl::fromLocalFile(empty.path()));
        QTRY_COMPARE(m_controller->state(), RobotController::Failed);
        QVERIFY(m_controller->problem().contains(QStringLiteral("robot"), Qt::CaseInsensitive));
    }

    void theLastFileOpenedWins() {
        const QSignalSpy loaded(m_controller.get(), &RobotController::loaded);
        for (int i = 0; i < 5; ++i) {
            m_controller->openBundled(QStringLiteral("lyra"));
            m_controller->openBundled(QStringLiteral("meridian"));
        }
        QTRY_COMPARE(m_controller->state(), RobotController::Ready);
        QCOMPARE(m_controller->title(), QStringLiteral("Meridian"));
        QTRY_COMPARE(loaded.count(), 1);
    }

    void filesAreReadByTheWorkersAlone() {
        const QTemporaryDir cache;
        ManualExecutor workers; // does nothing until told to
        RobotController controller(m_gui, workers, bundledFolder);
        RobotScene scene(workers, m_gui, cache.path().toStdString());
        connect(&controller, &RobotController::loaded, &scene,
                [&](const robot::LoadedDescription& loaded) { scene.load(loaded.description); });
        controller.openBundled(QStringLiteral("lyra"));
        bool served = false; // whatever came for this thread before
        m_gui.post([&] { served = true; });
        QTRY_VERIFY(served);
        QCOMPARE(controller.state(), RobotController::Loading);
        QCOMPARE(controller.bundled()->count(), 0);

        workers.runPending();
        QTRY_COMPARE(controller.state(), RobotController::Ready);
        QVERIFY(scene.isLoading());
        QCOMPARE(scene.loadedMeshes(), 0);
        QTRY_VERIFY((workers.runPending(), !scene.isLoading()));
        QVERIFY(scene.batches()->rowCount() > 10);
    }

private:
    void openHinge() {
        const QString file = m_folder.filePath(QStringLiteral("hinge.urdf"));
        write(file, oneJoint);
        m_controller->open(QUrl::fromLocalFile(file));
        QTRY_COMPARE(m_controller->state(), RobotController::Ready);
    }

    double shown(JointListModel::Role role) {
        return m_controller->joints()->data(m_controller->joints()->index(0), role).toDouble();
    }

    QTemporaryDir m_folder;
    GuiExecutor m_gui;
    WorkerPool m_pool{2};
    std::unique_ptr<RobotController> m_controller;
    std::unique_ptr<QAbstractItemModelTester> m_findings;
    std::unique_ptr<QAbstractItemModelTester> m_joints;
    std::unique_ptr<QAbstractItemModelTester> m_gestures;
};

QTEST_MAIN(RobotControllerTest)
#include "tst_robot_controller.moc"
