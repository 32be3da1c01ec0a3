// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "robot_on_stage.h"

#include "pose_controller.h"
#include "robot_ghost.h"
#include "robot_session.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QSignalSpy>

#include <cmath>
#include <filesystem>
#include <memory>

using namespace orrery;
using namespace std::chrono_literals;

class PosesTest : public QObject {
    Q_OBJECT

    struct Fixture : RobotOnStage {
        QTemporaryDir data;
        PoseController poses{robot, scene, gui, pool, std::filesystem::path(data.path().toStdString()) / "poses"};
        PoseLibrary& library = *poses.poses();
        QAbstractItemModelTester tester{&library};

        Fixture() { poses.setShowMovesFirst(false); }
        QString title(int row) { return library.data(library.index(row), PoseLibrary::TitleRole).toString(); }
        QVariant joint(int row, JointListModel::Role role) {
            return robot.joints()->data(robot.joints()->index(row), role);
        }
        double measured(int row) { return joint(row, JointListModel::ValueRole).toDouble(); }
        bool keep(const char* name) {
            QSignalSpy saved(&library, &PoseLibrary::saved);
            poses.keep(QString::fromLatin1(name));
            return saved.wait(10000);
        }
        QString shareFile() { return data.filePath(QStringLiteral("share.json")); }
    };
    std::unique_ptr<Fixture> f;

private Q_SLOTS:
    void init() {
        f = std::make_unique<Fixture>();
        QVERIFY(f->openText(sample::smallArm()));
        QTRY_COMPARE(f->library.count(), 2);
    }
    void cleanup() { f.reset(); }

    void jointsAreListedWithTheirFollowers() {
        JointListModel& joints = *f->robot.joints();
        QAbstractItemModelTester tester(&joints);
        QCOMPARE(joints.count(), 5);
        QCOMPARE(joints.nameOf(4), QStringLiteral("right_finger"));
        QVERIFY(!joints.isSettable(4));
        QVERIFY(f->joint(4, JointListModel::NoteRole).toString().contains(QStringLiteral("left_finger")));
        f->robot.moveJoint(3, 20);
        QTRY_VERIFY(std::abs(f->measured(3) - 20) < 0.1);
        QTRY_VERIFY(std::abs(f->measured(4) + 20) < 0.1);
        f->robot.moveJoint(4, -10); // nobody sets it
        QVERIFY(f->settle());
        QVERIFY(std::abs(f->measured(4) + 20) < 0.1);
    }

    void unitsAreFollowedEverywhere() {
        f->robot.moveJoint(0, 90);
        QTRY_VERIFY(std::abs(f->measured(0) - 90) < 0.1);
        f->poses.setRadians(true);
        f->poses.setMetres(true);
        QCOMPARE(f->joint(0, JointListModel::UnitRole).toString(), QStringLiteral("rad"));
        QVERIFY(std::abs(f->measured(0) - 1.5708) < 0.01);
        QCOMPARE(f->joint(0, JointListModel::UpperRole).toDouble(), 2.0);
        QCOMPARE(f->joint(3, JointListModel::UpperRole).toDouble(), 0.04);
        f->robot.moveJoint(0, -0.5);
        QTRY_VERIFY(std::abs(f->measured(0) + 0.5) < 0.01);
        f->robot.parts()->pick(1);
        QVERIFY2(f->robot.parts()->pickedText().contains(QStringLiteral("rad")),
                 qPrintable(f->robot.parts()->pickedText()));
        f->poses.setRadians(false);
        QVERIFY(!f->robot.parts()->pickedText().contains(QStringLiteral("rad")));
    }

    void whatTheGateChangedIsSaid() {
        f->robot.moveJoint(0, 115); // 0.4 degrees beyond the limit of 2 rad
        QVERIFY(f->joint(0, JointListModel::NoteRole).toString().contains(QStringLiteral("115")));
        f->robot.moveJoint(0, 10);
        QVERIFY(f->joint(0, JointListModel::NoteRole).toString().isEmpty());
    }

    void posesAreKeptRenamedAndDeleted() {
        f->robot.moveJoint(1, 45);
        QVERIFY(f->keep("Up"));
        QVERIFY(f->keep("Up"));
        QCOMPARE(f->library.count(), 4);
        QCOMPARE(f->title(3), QStringLiteral("Up 2"));
        QCOMPARE(f->library.jointsAt(2).at("lift"), M_PI / 4);
        QVERIFY(!f->library.jointsAt(2).contains("right_finger"));
        QSignalSpy saved(&f->library, &PoseLibrary::saved);
        f->library.rename(3, QStringLiteral("Down"));
        f->library.rename(0, QStringLiteral("mine")); // not kept: stays
        f->library.remove(2);
        QTRY_VERIFY(saved.count() >= 1);
        QCOMPARE(f->title(0), QStringLiteral("Home"));

        QVERIFY(f->settle());
        QVERIFY(f->openBundled("lyra"));
        QVERIFY(f->openText(sample::smallArm()));
        QTRY_COMPARE(f->library.count(), 3);
        QCOMPARE(f->title(2), QStringLiteral("Down"));
        f->poses.go(0);
        QTRY_VERIFY(std::abs(f->measured(1)) < 0.1);
        f->poses.go(2);
        QTRY_VERIFY(std::abs(f->measured(1) - 45) < 0.1);
    }

    void aFileToShareGoesRound() {
        f->robot.moveJoint(1, 30);
        QVERIFY(f->keep("Shared"));
        QSignalSpy exported(&f->library, &PoseLibrary::exported);
        f->poses.exportTo(QUrl::fromLocalFile(f->shareFile()));
        QVERIFY(exported.wait(10000));
        QSignalSpy imported(&f->library, &PoseLibrary::imported);
        f->poses.importFrom(QUrl::fromLocalFile(f->shareFile()));
        QVERIFY(imported.wait(10000));
        QCOMPARE(f->title(3), QStringLiteral("Shared 2"));
        QVERIFY(f->robot.notice().contains(QStringLiteral("small arm")));
    }

    void rubbishIsNamedAndPutAside() {
        QVERIFY(f->keep("Good"));
        QSignalSpy failed(&f->library, &PoseLibrary::failed);
        QFile rubbish(f->shareFile());
        QVERIFY(rubbish.open(QIODevice::WriteOnly));
        rubbish.write("not poses");
        rubbish.close();
        f->poses.importFrom(QUrl::fromLocalFile(f->shareFile()));
        QVERIFY(failed.wait(10000));
        QVERIFY2(f->robot.notice().contains(QStringLiteral("share.json")), qPrintable(f->robot.notice()));
        QCOMPARE(f->library.keptCount(), 1);

        const QDir kept(f->data.filePath(QStringLiteral("poses")));
        const QStringList files = kept.entryList({QStringLiteral("small_arm-*.json")}, QDir::Files);
        QCOMPARE(files.size(), 1);
        const QString own = kept.filePath(files.constFirst());
        QVERIFY(QFile::remove(own) && QFile::copy(f->shareFile(), own));
        QVERIFY(f->openText(sample::smallArm()));
        QVERIFY(failed.wait(10000));
        QVERIFY(QFile::exists(own + QStringLiteral(".unreadable")));
        QVERIFY(f->keep("Again"));
        QCOMPARE(f->library.keptCount(), 1);
    }

    void undoAndRedoWalkThroughWhatWasAsked() {
        f->robot.moveJoint(0, 20);
        f->robot.moveJoint(0, 40); // of the same stroke
        f->robot.moveJoint(1, 30);
        QVERIFY(f->poses.canUndo() && !f->poses.canRedo());
        f->poses.undo();
        QTRY_VERIFY(std::abs(f->measured(1)) < 0.1);
        QTRY_VERIFY(std::abs(f->measured(0) - 40) < 0.1);
        f->poses.undo();
        QTRY_VERIFY(std::abs(f->measured(0)) < 0.1);
        QVERIFY(!f->poses.canUndo());
        f->poses.redo();
        f->poses.redo();
        QTRY_VERIFY(std::abs(f->measured(0) - 40) < 0.1);
        QTRY_VERIFY(std::abs(f->measured(1) - 30) < 0.1);
        f->poses.undo();
        f->robot.moveJoint(2, 5); // what was to be redone is gone
        QVERIFY(!f->poses.canRedo());
    }

    void aPauseEndsAStroke() {
        PoseHistory history;
        const PoseHistory::Time start;
        history.asked({{"a", 0}}, {{"a", 1}}, start);
        history.asked({{"a", 1}}, {{"a", 2}}, start + 100ms);
        history.asked({{"a", 2}}, {{"a", 3}}, start + 5s);
        QCOMPARE(history.undoTarget()->at("a"), 2.0);
        history.undone();
        QCOMPARE(history.undoTarget()->at("a"), 0.0);
        for (int i = 0; i < 1000; ++i) history.asked({{"b", i}}, {{"b", i + 1}}, start + i * 10s);
        int steps = 0;
        for (; history.canUndo(); ++steps) history.undone();
        QCOMPARE(std::size_t(steps), PoseHistory::mostSteps);
    }

    void aBigMoveWaitsForAYes() {
        f->poses.setShowMovesFirst(true);
        f->robot.moveJoint(1, 80);
        QTRY_VERIFY(std::abs(f->measured(1) - 80) < 0.1);
        f->poses.go(0);
        QVERIFY(f->poses.isWaiting() && f->poses.isPreviewing());
        QVERIFY(f->scene.ghost()->isVisible());
        QVERIFY(f->poses.previewDuration() > 0.1);
        QVERIFY(f->settle());
        QVERIFY(std::abs(f->measured(1) - 80) < 0.1);
        f->poses.decline();
        QVERIFY(!f->poses.isWaiting() && !f->scene.ghost()->isVisible());

        f->poses.go(0);
        f->poses.confirm();
        QVERIFY(!f->poses.isWaiting());
        QTRY_VERIFY(std::abs(f->measured(1)) < 0.1);
        QTRY_VERIFY(!f->scene.ghost()->isVisible());

        f->robot.moveJoint(1, 10);
        QTRY_VERIFY(std::abs(f->measured(1) - 10) < 0.1);
        f->poses.go(0); // a small one goes at once
        QVERIFY(!f->poses.isWaiting());
        QTRY_VERIFY(std::abs(f->measured(1)) < 0.1);
    }

    void aStopTakesBackWhatWaits() {
        f->poses.setShowMovesFirst(true);
        f->robot.moveJoint(1, 80);
        QTRY_VERIFY(std::abs(f->measured(1) - 80) < 0.1);
        f->poses.go(0);
        QVERIFY(f->poses.isWaiting());
        f->robot.stop();
        QVERIFY(!f->poses.isWaiting() && !f->scene.ghost()->isVisible());
        f->poses.confirm();
        QVERIFY(f->settle());
        QVERIFY(std::abs(f->measured(1) - 80) < 0.1);
    }

    void randomPosesAreWithinTheLimits() {
        f->poses.seed(7);
        for (int i = 0; i < 20; ++i) {
            f->poses.goRandom();
            QVERIFY2(f->robot.notice().isEmpty(), qPrintable(f->robot.notice()));
            for (const robot::AppliedTarget& target : f->robot.session()->gate().applied()) {
                const auto bounds = f->robot.session()->gate().bounds(target.joint);
                QVERIFY(bounds && target.position >= bounds->lower && target.position <= bounds->upper);
            }
        }
        QCOMPARE(f->robot.session()->gate().applied().size(), std::size_t(4));
    }
};

QTEST_MAIN(PosesTest)
#include "tst_poses.moc"
