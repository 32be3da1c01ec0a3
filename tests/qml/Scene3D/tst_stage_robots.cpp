// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "orbit_camera.h"
#include "sample_robots.h"
#include "stage_robots.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>

using namespace orrery;

/// Robots side by side: where they stand, which one is met, and what changes when another one is the active one.
class StageRobotsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_robots = std::make_unique<StageRobots>();
        m_one = scene();
        m_other = scene();
        m_robots->add(*m_one);
        m_robots->add(*m_other);
    }
    void cleanup() {
        m_robots.reset();
        m_one.reset();
        m_other.reset();
    }

    void theFirstIsTheActiveOne() {
        QAbstractItemModelTester tester(m_robots.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(m_robots->active(), 0);
        QSignalSpy changed(m_robots.get(), &StageRobots::activeChanged);
        m_robots->activate(1);
        QCOMPARE(m_robots->active(), 1);
        QCOMPARE(changed.count(), 1);
        m_robots->activate(7);
        QCOMPARE(m_robots->active(), 1);
        m_robots->removeRow(1); // the active one stays
        QCOMPARE(m_robots->count(), 2);
        m_robots->removeRow(0);
        QCOMPARE(m_robots->count(), 1);
        QCOMPARE(m_robots->active(), 0);
        QCOMPARE(&m_robots->scene(0), m_other.get());
    }

    void anotherOneStandsBesideThoseThatAreThere() {
        QSignalSpy arrived(m_robots.get(), &StageRobots::arrived);
        load(*m_one);
        load(*m_other);
        QCOMPARE(arrived.count(), 2);
        QCOMPARE(m_robots->place(0), RobotPlace{});
        QVERIFY(m_robots->place(1).y > 1); // both are boxes a metre wide
        QCOMPARE(m_robots->maximum().y(), static_cast<float>(m_robots->place(1).y) + 0.5F);
        const double chosen = m_robots->place(1).y;
        load(*m_one); // nobody is moved away later
        QCOMPARE(m_robots->place(1).y, chosen);
    }

    void aPlaceThatWasGivenIsKept() {
        m_robots->setPlace(1, 2, 3, 0.5, 370);
        load(*m_one);
        load(*m_other);
        const RobotPlace& place = m_robots->place(1);
        QCOMPARE(place.x, 2.0);
        QCOMPARE(place.height, 0.5);
        QVERIFY(std::abs(place.turn - 10 * M_PI / 180) < 1e-12);
        m_robots->setPlace(1, std::nan(""), 0, 0, 0);
        QCOMPARE(m_robots->place(1).x, 2.0);
    }

    void anUnusablePlaceIsNone() {
        m_robots->setPlace(1, std::nan(""), 0, 0, 0);
        load(*m_one);
        load(*m_other);
        QVERIFY(m_robots->place(1).y > 1); // stands beside, as if nobody had asked
    }

    void allStandOnOneFloor() {
        auto sunk = sample::twoLinks(); // its lowest point is half a metre below its root
        sunk.links[0].visuals = {sample::visual(robot::Box{{1, 1, 1}})};
        auto raised = sunk;
        raised.links[0].visuals[0].linkFromVisual.position = {0, 0, 2};
        load(*m_one, sunk);
        load(*m_other, raised);
        const QVector3D at = m_robots->index(1).data(StageRobots::PositionRole).value<QVector3D>();
        QCOMPARE(m_one->floorHeight(), -0.5);
        QCOMPARE(m_other->floorHeight(), 1.5);
        QCOMPARE(at.z(), -2.0F); // so that 1.5 comes to lie at -0.5
    }

    void aRayMeetsTheNearest() {
        load(*m_one);
        load(*m_other);
        m_robots->setPlace(1, 0, 5, 0, 90);
        const QVector3D high(0, 20, 0.2F);
        QCOMPARE(m_robots->robotOnRay(high, {0, -1, 0}), 1);
        QCOMPARE(m_robots->robotOnRay({0, -20, 0.2F}, {0, 1, 0}), 0);
        QCOMPARE(m_robots->robotOnRay(high, {0, 1, 0}), -1);
        m_robots->activate(1); // rays are in its frame now: turned by 90 degrees, y is along -x of the room
        QCOMPARE(m_robots->robotOnRay({20, 0, 0.2F}, {-1, 0, 0}), 1);
        QCOMPARE(m_robots->robotOnRay({-20, 0, 0.2F}, {1, 0, 0}), 0);
    }

    void thePictureStaysWhenAnotherOneIsActive() {
        load(*m_one);
        load(*m_other);
        m_robots->setPlace(1, 1, 5, 0.2, 75);
        OrbitCamera camera;
        camera.setTarget({0.3F, 0.2F, 0.5F});
        camera.setYaw(0.4);
        camera.setDistance(9);
        camera.setProperty("viewport", QSizeF(800, 600));
        connect(m_robots.get(), &StageRobots::frameChanged, &camera, &OrbitCamera::moveFrame);
        const auto middleOf = [this](int row) {
            return m_robots->index(row).data(StageRobots::PositionRole).value<QVector3D>();
        };
        const QVector3D before[]{camera.project(middleOf(0)), camera.project(middleOf(1))};
        m_robots->activate(1);
        QVERIFY(middleOf(1).isNull());
        for (int row : {0, 1}) QVERIFY((camera.project(middleOf(row)) - before[row]).length() < 0.01F);
        m_robots->setPlace(1, 2, 5, 0.2, 10); // the one that moves is seen to move, the other stays
        QVERIFY((camera.project(middleOf(0)) - before[0]).length() < 0.01F);
        QVERIFY((camera.project(middleOf(1)) - before[1]).length() > 10);
    }

private:
    std::unique_ptr<RobotScene> scene() {
        return std::make_unique<RobotScene>(m_workers, m_gui, m_folder.filePath(QStringLiteral("cache")).toStdString());
    }
    static robot::Description box() {
        auto description = sample::twoLinks();
        description.links[0].visuals = {sample::visual(robot::Box{{1, 1, 1}})};
        return description;
    }
    void load(RobotScene& scene, robot::Description description = box()) {
        scene.load(std::move(description));
        QVERIFY(m_gui.runUntil([&] { return !scene.isLoading(); }, std::chrono::seconds(20)));
    }

    QTemporaryDir m_folder;
    ManualExecutor m_gui;
    WorkerPool m_workers{2};
    std::unique_ptr<RobotScene> m_one;
    std::unique_ptr<RobotScene> m_other;
    std::unique_ptr<StageRobots> m_robots;
};

QTEST_MAIN(StageRobotsTest)
#include "tst_stage_robots.moc"
