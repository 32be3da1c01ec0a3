// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "measure_controller.h"

#include "gguf/scripted_model.h"
#include "page_stage.h"

#include <orrery/measure/forecast.h>

using namespace orrery;

/// The Measure page in all its states.
class MeasurePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_bench = std::make_unique<test::PresenterBench>();
        m_measure = std::make_unique<MeasureController>(m_bench->services(), m_bench->hosts(), m_bench->store);
    }

    void cleanup() {
        if (m_page) QVERIFY2(m_page->warnings().isEmpty(), qPrintable(m_page->warnings().join('\n')));
        m_page.reset();
        m_measure.reset();
        m_bench.reset();
    }

    void empty() {
        show();
        QVERIFY(m_page->picture(QStringLiteral("measure-empty")));
    }

    void history() {
        fill();
        show();
        QTRY_COMPARE(m_measure->history()->count(), 4);
        m_measure->history()->select(0, true);
        m_measure->history()->select(2, true);
        QVERIFY(m_page->picture(QStringLiteral("measure-history")));
    }

    void aFailureStaysWhereItHappened() {
        show();
        m_measure->chooseModel(QUrl::fromLocalFile(QStringLiteral("/nowhere/some-model-Q4_K_M.gguf")));
        m_measure->start();
        QTRY_VERIFY_WITH_TIMEOUT(!m_measure->running() && !m_measure->problem().isEmpty(), 20000);
        QVERIFY(m_page->picture(QStringLiteral("measure-failed")));
    }

    void runningAndFinished() {
        if (!m_bench->hasEngine()) QSKIP("This computer has no llama-bench for tests.");
        show();
        QTRY_VERIFY(!m_measure->machine().isEmpty());
        for (const int threads : m_measure->threadChoices()) m_measure->setThreadsChosen(threads, threads <= 4);
        m_measure->setPromptTokens(64);
        m_measure->setAnswerTokens(2048);
        m_measure->setRepetitions(3);
        m_measure->chooseModel(QUrl::fromLocalFile(
            m_bench->file("tiny-scripted-F32.gguf", fixtures::scriptedModel({{"tick", " tock"}, 0}).bytes())));
        m_measure->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_measure->progress() > 0, 60000);
        QVERIFY(m_page->picture(QStringLiteral("measure-running")));
        QTRY_VERIFY_WITH_TIMEOUT(!m_measure->running(), 300000);
        QTRY_VERIFY(m_measure->history()->count() > 0);
        QVERIFY(m_page->picture(QStringLiteral("measure-finished")));
        auto* meaning = m_page->item("meaning");
        QVERIFY(meaning && !meaning->property("text").toString().isEmpty());
    }

private:
    void show() {
        m_page = std::make_unique<test::PageStage>(*m_bench, QStringLiteral("Measure"), m_measure.get());
        QVERIFY(m_page->isShown());
    }

    void fill() {
        std::int64_t taken = 1'790'000'000;
        for (const double factor : {1.0, 1.18}) {
            for (const unsigned threads : {2U, 4U}) {
                for (const bool prompt : {true, false}) {
                    measure::SpeedRecord record;
                    record.taken = taken;
                    record.machine = measure::machineName();
                    record.model = "Llama 3.2 3B Instruct";
                    record.engine = "0.7.0";
                    record.row.threads = threads;
                    record.row.batch = 256;
                    (prompt ? record.row.promptTokens : record.row.answerTokens) = 64;
                    record.row.tokensPerSecond = factor * threads * (prompt ? 22.5 : 3.1);
                    record.row.deviation = 0.7;
                    QVERIFY(m_bench->store.add(record));
                }
            }
            taken += 86'400;
        }
    }

    std::unique_ptr<test::PresenterBench> m_bench;
    std::unique_ptr<MeasureController> m_measure;
    std::unique_ptr<test::PageStage> m_page;
};

QTEST_MAIN(MeasurePageTest)
#include "tst_measure_page.moc"
