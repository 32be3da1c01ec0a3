// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include "measure_controller.h"

#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"
#include "presenter_bench.h"

using namespace orrery;

/// The Measure page's presenter with the real llama-bench.
class MeasureControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_bench = std::make_unique<test::PresenterBench>();
        if (!m_bench->hasEngine()) QSKIP("This computer has no llama-bench for tests.");
        m_measure = std::make_unique<MeasureController>(m_bench->services(), m_bench->hosts(), m_bench->store);
        m_measure->refresh();
        QTRY_VERIFY(!m_measure->machine().isEmpty());
        for (const int threads : m_measure->threads()) m_measure->setThreadsChosen(threads, false);
        m_measure->setThreadsChosen(1, true);
        m_measure->setThreadsChosen(2, true);
        m_measure->setPromptTokens(16);
        m_measure->setAnswerTokens(8);
        m_measure->setRepetitions(1);
    }

    void cleanup() {
        m_measure.reset();
        m_bench.reset();
    }

    void measuresKeepsAndNamesTheBest() {
        choose(fixtures::scriptedModel({{"tick", " tock"}, 0}).bytes());
        QCOMPARE(m_measure->testCount(), 4);
        double furthest = 0;
        connect(m_measure.get(), &MeasureController::changed, this,
                [&] { furthest = std::max(furthest, m_measure->progress()); });
        m_measure->start();
        QVERIFY(m_measure->running());
        QCOMPARE(m_measure->progressText(), QStringLiteral("Test 1 of 4"));
        waitForEnd();
        QVERIFY2(m_measure->problem().isEmpty(), qPrintable(m_measure->problem() + m_measure->problemDetail()));
        QCOMPARE(furthest, 1.0);
        QCOMPARE(m_measure->results()->count(), 2);
        QCOMPARE(m_measure->results()->answerBars().size(), 2);
        QVERIFY(m_measure->bestThreads() == 1 || m_measure->bestThreads() == 2);
        QVERIFY(m_measure->meaning().contains(QStringLiteral("words a second")));
        const QSignalSpy adopted(m_measure.get(), &MeasureController::adoptThreads);
        m_measure->adopt();
        QCOMPARE(adopted.count(), 1);
        QCOMPARE(adopted[0][0].toInt(), m_measure->bestThreads());
        const auto kept = m_bench->store.speeds();
        QVERIFY(kept && kept->size() == 4);
        QVERIFY(kept->at(0).activeBytes > 0 && !kept->at(0).machine.empty() && !kept->at(0).engine.empty());
        QTRY_COMPARE(m_measure->history()->count(), 2);
    }

    void comparesExportsAndRemoves() {
        choose(fixtures::scriptedModel({{"tick", " tock"}, 0}).bytes());
        m_measure->start();
        waitForEnd();
        QTRY_COMPARE(m_measure->history()->count(), 2);
        m_measure->history()->select(0, true);
        m_measure->history()->select(1, true);
        const QSignalSpy exported(m_measure.get(), &MeasureController::exported);
        m_measure->exportTo(QUrl::fromLocalFile(m_bench->path("s.csv")));
        QTRY_COMPARE(exported.count(), 1);
        QFile file(m_bench->path("s.csv"));
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll().trimmed().count('\n'), 4);
        m_measure->setModelFilter(QStringLiteral("something else"));
        QCOMPARE(m_measure->history()->count(), 0);
        m_measure->setModelFilter({});
        m_measure->history()->select(0, true);
        m_measure->removeSelected();
        QTRY_COMPARE(m_measure->history()->count(), 1);
        QCOMPARE(m_bench->store.speeds()->size(), std::size_t(2));
    }

    void cancelKeepsWhatWasMeasured() {
        choose(fixtures::scriptedModel({{"tick", " tock"}, 0}).bytes());
        m_measure->setPromptTokens(512);
        m_measure->setAnswerTokens(1024);
        m_measure->setRepetitions(20);
        m_measure->start();
        m_measure->cancel();
        waitForEnd();
        QVERIFY(m_measure->problem().isEmpty());
        m_measure->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_measure->progress() > 0 || !m_measure->running(), 60000);
        m_measure->cancel();
        waitForEnd();
        QVERIFY(m_measure->problem().isEmpty());
        QVERIFY(m_measure->results()->count() >= 1);
        QTRY_VERIFY(m_measure->history()->count() >= 1);
    }

    void aBadModelSaysSo() {
        choose(fixtures::brokenModel(fixtures::Breakage::CutInData));
        m_measure->start();
        waitForEnd();
        QVERIFY(m_measure->problem().size() > 10);
        m_measure->dismissProblem();
        QVERIFY(m_measure->problem().isEmpty());
        QCOMPARE(m_measure->results()->count(), 0);
    }

    void goesAwayInTheMiddle() {
        choose(fixtures::scriptedModel({{"tick", " tock"}, 0}).bytes());
        m_measure->setAnswerTokens(1024);
        m_measure->start();
        const auto programs = [] { return test::processTree(QCoreApplication::applicationPid()).size(); };
        QTRY_VERIFY_WITH_TIMEOUT(programs() > 1, 20000);
        m_measure.reset();
        QTRY_COMPARE_WITH_TIMEOUT(programs(), std::size_t(1), 20000); // nobody measures any more
        QVERIFY(m_bench->settle());                                   // what comes late meets nobody
    }

private:
    void choose(const std::string& bytes) {
        m_measure->chooseModel(QUrl::fromLocalFile(m_bench->file("tiny.gguf", bytes)));
    }

    void waitForEnd() { QTRY_VERIFY_WITH_TIMEOUT(!m_measure->running(), 60000); }

    std::unique_ptr<test::PresenterBench> m_bench;
    std::unique_ptr<MeasureController> m_measure;
};

QTEST_MAIN(MeasureControllerTest)
#include "tst_measure_controller.moc"
