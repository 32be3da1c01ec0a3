// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "record_controller.h"

#include "telemetry_bench.h"

#include <orrery/robot/record/take_file.h>

#include <sys/resource.h>

#include <csignal>

using namespace orrery;
using test::text;

class RecordControllerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_bench = std::make_unique<test::TelemetryBench>();
        m_takes = std::make_unique<TakeList>(m_bench->gui, m_bench->pool, m_bench->takes());
        m_record = std::make_unique<RecordController>(m_bench->gui, m_bench->pool, *m_takes);
    }
    void cleanup() {
        m_record.reset();
        m_takes.reset();
        m_bench.reset();
    }

    void aTakeIsRecordedListedAndNamed() {
        QVERIFY(!m_record->available());
        m_record->start(); // nothing to record: nothing happens
        m_record->attach(m_bench->robot());
        QVERIFY(m_record->available());
        m_record->start();
        QTRY_VERIFY(m_record->recording());
        QVERIFY(!m_record->elapsedText().isEmpty());
        QTRY_VERIFY(m_record->sizeText() != QStringLiteral("0\u202FB"));
        QCOMPARE(m_takes->count(), 0); // not while it is being written
        m_record->stop();
        QTRY_VERIFY(!m_record->recording());
        QVERIFY2(m_record->problem().isEmpty(), qPrintable(m_record->problem()));
        QTRY_COMPARE(m_takes->count(), 1);
        QCOMPARE(m_takes->fileAt(0), m_record->saved());
        QVERIFY(m_takes->nameAt(0).startsWith(QStringLiteral("Arm 20")));
        const auto take = robot::readTake(m_record->saved().toStdString());
        QVERIFY(take);
        QVERIFY(take->warning.empty());
        QCOMPARE(take->robotName, std::string("Arm"));
    }

    void theLastMinutesAreKeptAlsoWhileRecording() {
        m_record->attach(m_bench->robot());
        QTRY_VERIFY(m_record->ringText() != QStringLiteral("0\u202Fs"));
        m_record->start();
        QTRY_VERIFY(m_record->recording());
        m_record->keepRing();
        QVERIFY(m_record->keeping());
        QTRY_VERIFY(!m_record->keeping());
        QVERIFY2(m_record->problem().isEmpty(), qPrintable(m_record->problem()));
        QVERIFY(m_record->recording());
        const auto kept = robot::readTake(m_record->saved().toStdString());
        QVERIFY(kept);
        QVERIFY(kept->take->duration() > 0.4);
        QTRY_COMPARE(m_takes->count(), 1);
    }

    void anotherRobotFinishesTheTake() {
        m_record->attach(m_bench->robot());
        m_record->start();
        QTRY_VERIFY(m_record->recording());
        m_record->detach();
        QVERIFY(!m_record->recording());
        QVERIFY(!m_record->available());
        QTRY_COMPARE(m_takes->count(), 1);
        const auto take = robot::readTake(m_takes->fileAt(0).toStdString());
        QVERIFY(take && take->warning.empty());
    }

    void whatIsLeftToWriteIsWrittenInTheBackground() {
        ManualExecutor pool;
        RecordController record(m_bench->gui, pool, *m_takes);
        record.attach(m_bench->robot());
        record.start();
        QTRY_VERIFY(pool.runPending() == 0 && record.recording());
        QTRY_VERIFY(record.sizeText() != QStringLiteral("0\u202FB"));
        record.detach();
        QVERIFY(!record.available());
        m_bench->gate.reset(); // nobody waits for the pool
        QCOMPARE(m_takes->count(), 0);
        QCOMPARE(pool.runPending(), 1);
        QTRY_COMPARE(m_takes->count(), 1);
        const auto take = robot::readTake(m_takes->fileAt(0).toStdString());
        QVERIFY(take && take->warning.empty());
    }

    void aFolderThatCannotBeMadeIsSaid() {
        std::ofstream(m_bench->takes()) << "a file where the folder should be";
        m_record->attach(m_bench->robot());
        m_record->start();
        QTRY_VERIFY(m_record->problem().contains(text(m_bench->takes())));
        QVERIFY(!m_record->recording());
        m_record->keepRing();
        QTRY_VERIFY(!m_record->keeping());
        QVERIFY(!m_record->problem().isEmpty());
        std::filesystem::remove(m_bench->takes()); // mended: nothing of the ring is lost
        m_record->keepRing();
        QTRY_VERIFY(!m_record->saved().isEmpty());
        QVERIFY(m_record->problem().isEmpty());
    }

    void aFullDiskEndsTheTakeAndKeepsWhatThereIs() {
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, SIG_IGN);
        m_record->attach(m_bench->robot());
        m_record->start();
        QTRY_VERIFY(m_record->recording());
        const rlimit small{20'000, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        QTRY_VERIFY_WITH_TIMEOUT(!m_record->recording(), 30'000);
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(m_record->problem().contains(QStringLiteral("kept")));
        QTRY_COMPARE(m_takes->count(), 1);
        QVERIFY(robot::readTake(m_takes->fileAt(0).toStdString()));
        m_record->dismiss();
        m_record->start(); // goes on afterwards
        QTRY_VERIFY(m_record->recording());
    }

private:
    std::unique_ptr<test::TelemetryBench> m_bench;
    std::unique_ptr<TakeList> m_takes;
    std::unique_ptr<RecordController> m_record;
};

QTEST_GUILESS_MAIN(RecordControllerTest)
#include "tst_record_controller.moc"
