// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QTest>

#include "playback_controller.h"

#include "telemetry_bench.h"

using namespace orrery;
using test::text;

class PlaybackControllerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_bench = std::make_unique<test::TelemetryBench>();
        m_playback = std::make_unique<PlaybackController>(m_bench->gui, m_bench->pool);
        m_playback->attach(m_bench->robot());
        QTRY_VERIFY(m_bench->simulator->states().newest().has_value());
    }
    void cleanup() {
        m_playback.reset();
        m_bench.reset();
    }

    void showingDrawsThePastAndMovesNothing() {
        open(m_bench->writeTake("one", 2));
        QCOMPARE(m_playback->mode(), PlaybackController::Show);
        QCOMPARE(m_playback->duration(), 2.0);
        m_playback->seek(1);
        std::vector<Pose> poses;
        QVERIFY(m_playback->samplePoses(poses));
        QVERIFY(std::abs(angleBetween({}, poses[1].rotation) - 0.5) < 1e-6);
        QVERIFY(!m_playback->samplePoses(poses)); // nothing new
        m_playback->seek(99);
        QCOMPARE(m_playback->position(), 2.0);
        QVERIFY(m_playback->samplePoses(poses));
        QVERIFY(std::abs(angleBetween({}, poses[1].rotation) - 1.0) < 1e-6);
        QVERIFY(m_bench->gate->applied().empty());
        QCOMPARE(m_bench->elbow(), 0.0);
        m_playback->goLive();
        QCOMPARE(m_playback->mode(), PlaybackController::Live);
        QVERIFY(!m_playback->samplePoses(poses));
        QCOMPARE(m_playback->name(), QStringLiteral("one")); // stays open
    }

    void aShowPlaysPausesLoopsAndKeepsItsSpeed() {
        open(m_bench->writeTake("one", 1));
        m_playback->setSpeed(0.1);
        m_playback->togglePlaying();
        QVERIFY(m_playback->playing());
        QTRY_VERIFY(m_playback->position() > 0.01);
        m_playback->togglePlaying();
        const double at = m_playback->position();
        QTest::qWait(60);
        QCOMPARE(m_playback->position(), at);
        m_playback->setSpeed(99);
        QCOMPARE(m_playback->speed(), 4.0);
        m_playback->togglePlaying();
        QTRY_VERIFY(!m_playback->playing()); // the end
        QCOMPARE(m_playback->position(), 1.0);
        m_playback->setLoop(true);
        m_playback->togglePlaying(); // from the beginning
        int wraps = 0;
        double last = 0;
        connect(m_playback.get(), &PlaybackController::positionChanged, this, [&] {
            if (m_playback->position() < last) ++wraps;
            last = m_playback->position();
        });
        QTRY_VERIFY(wraps >= 2);
        QVERIFY(m_playback->playing());
        m_playback->disconnect(this);
    }

    void aReplayMovesTheRobot() {
        open(m_bench->writeTake("one", 1, 0.2, 0.4));
        m_playback->replay();
        QCOMPARE(m_playback->mode(), PlaybackController::Replay);
        QVERIFY(m_playback->playing());
        QTRY_VERIFY(m_bench->elbow() > 0.1);
        QTRY_VERIFY_WITH_TIMEOUT(!m_playback->playing(), 20'000);
        QVERIFY2(m_playback->problem().isEmpty(), qPrintable(m_playback->problem()));
        QTRY_VERIFY(std::abs(m_bench->elbow() - 0.6) < 0.01);
        QCOMPARE(m_playback->position(), 1.0);
    }

    void aReplayPausesSeeksAndEnds() {
        open(m_bench->writeTake("one", 60, 0, 0.02));
        m_playback->replay();
        QTRY_VERIFY(m_playback->position() > 0.05);
        m_playback->togglePlaying();
        QVERIFY(!m_playback->playing());
        m_playback->seek(50);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(m_bench->elbow() - 1.0) < 0.005, 20'000);
        QCOMPARE(m_playback->position(), 50.0);
        m_playback->togglePlaying();
        QTRY_VERIFY(m_playback->position() > 50.05);
        m_playback->goLive();
        QVERIFY(m_bench->gate->acquire(robot::MotionSource::Gesture, "next").has_value() ||
                QTest::qWaitFor([&] { return m_bench->gate->acquire(robot::MotionSource::Gesture, "n").has_value(); }));
        QVERIFY(m_playback->problem().isEmpty());
    }

    void aStopEndsTheReplayInWords() {
        open(m_bench->writeTake("one", 60, 0, 0.02));
        m_playback->replay();
        QTRY_VERIFY(m_playback->position() > 0.05);
        m_bench->gate->stop();
        QTRY_COMPARE(m_playback->mode(), PlaybackController::Live);
        QVERIFY(m_playback->problem().contains(QStringLiteral("stopped")));
        QVERIFY(!m_playback->playing());
        m_playback->replay(); // another time it goes
        QVERIFY(m_playback->problem().isEmpty());
        QTRY_VERIFY(m_playback->playing());
    }

    void whatDoesNotFitNeverBegins() {
        open(m_bench->writeTake("far", 10, 0, 1));
        m_playback->replay();
        QTRY_VERIFY(m_playback->problem().contains(QStringLiteral("does not fit")));
        QCOMPARE(m_playback->mode(), PlaybackController::Live);
        open(m_bench->writeTake("other", 1, 0, 1, true, {"nose", "ear"}));
        QVERIFY(m_playback->warning().contains(QStringLiteral("none of the joints")));
    }

    void aCutTakeOpensUpToTheCutAndSaysSo() {
        open(m_bench->writeTake("cut", 3, 0, 0.1, false));
        QVERIFY(m_playback->warning().contains(QStringLiteral("cut off")));
        QVERIFY(m_playback->duration() > 2.9);
    }

    void whatIsNoTakeIsSaid() {
        std::filesystem::create_directories(m_bench->takes());
        const auto path = m_bench->takes() / "no.mcap";
        std::ofstream(path) << "no recording";
        m_playback->openUrl(QUrl::fromLocalFile(text(path)));
        QTRY_VERIFY(!m_playback->loading());
        QVERIFY(!m_playback->problem().isEmpty());
        QVERIFY(m_playback->file().isEmpty());
        QCOMPARE(m_playback->mode(), PlaybackController::Live);
    }

    void twoTakesRunFromTheirBeginnings() {
        open(m_bench->writeTake("one", 2, 0, 0.5));
        QSignalSpy ghost(m_playback.get(), &PlaybackController::ghostChanged);
        m_playback->compareWith(text(m_bench->writeTake("two", 3, 1, -0.5)));
        QTRY_VERIFY(m_playback->ghostShown());
        QVERIFY(ghost.count() > 0);
        QCOMPARE(m_playback->comparedName(), QStringLiteral("two"));
        QCOMPARE(m_playback->duration(), 3.0);
        m_playback->seek(1);
        std::vector<Pose> a, b;
        QVERIFY(m_playback->samplePoses(a));
        QVERIFY(m_playback->sampleGhost(b));
        QVERIFY(std::abs(angleBetween({}, a[1].rotation) - 0.5) < 1e-6);
        QVERIFY(std::abs(angleBetween({}, b[1].rotation) - 0.5) < 1e-6);
        m_playback->seek(0.5);
        QVERIFY(m_playback->sampleGhost(b));
        QVERIFY(std::abs(angleBetween({}, b[1].rotation) - 0.75) < 1e-6);
        m_playback->goLive();
        QVERIFY(!m_playback->ghostShown());
        m_playback->show();
        m_playback->compareWith({});
        QVERIFY(!m_playback->ghostShown());
    }

    void aDeletedTakeIsClosed() {
        const auto path = m_bench->writeTake("one", 1);
        open(path);
        m_playback->fileMoved(text(path), QStringLiteral("/elsewhere/new.mcap"));
        QCOMPARE(m_playback->name(), QStringLiteral("new"));
        m_playback->fileMoved(QStringLiteral("/elsewhere/new.mcap"), {});
        QVERIFY(m_playback->file().isEmpty());
        QCOMPARE(m_playback->mode(), PlaybackController::Live);
    }

    void theRobotMayGoInTheMiddle() {
        open(m_bench->writeTake("one", 60, 0, 0.02));
        m_playback->replay();
        QTRY_VERIFY(m_playback->position() > 0.02);
        m_playback->detach();
        QCOMPARE(m_playback->mode(), PlaybackController::Live);
        m_playback->replay(); // nobody to move
        QCOMPARE(m_playback->mode(), PlaybackController::Live);
        m_playback->attach(m_bench->robot());
        m_playback->show();
        std::vector<Pose> poses;
        QVERIFY(m_playback->samplePoses(poses));
    }

private:
    void open(const std::filesystem::path& path) {
        m_playback->open(text(path));
        QTRY_VERIFY(!m_playback->loading());
        QCOMPARE(m_playback->file(), text(path));
    }

    std::unique_ptr<test::TelemetryBench> m_bench;
    std::unique_ptr<PlaybackController> m_playback;
};

QTEST_GUILESS_MAIN(PlaybackControllerTest)
#include "tst_playback_controller.moc"
