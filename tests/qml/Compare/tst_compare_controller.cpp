// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include "compare_controller.h"

#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"
#include "presenter_bench.h"

using namespace orrery;

namespace {

const fixtures::Script endless{{"tick", " tock", " tack"}, 0};

} // namespace

/// The Compare page's presenter with the real engine.
class CompareControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_bench = std::make_unique<test::PresenterBench>();
        if (!m_bench->hasEngine()) QSKIP("This computer has no llama-server for tests.");
        m_compare =
            std::make_unique<CompareController>(m_bench->services(), m_bench->pool, m_bench->store, KeySource());
    }

    void cleanup() {
        m_compare.reset();
        m_bench.reset();
    }

    void answersAreKept() {
        add("one", {{"I", " am", " one"}});
        add("two", {{"I", " am", " two"}});
        ask("Who are you?");
        QVERIFY(m_compare->prompt().isEmpty());
        waitForEnd();
        QCOMPARE(m_compare->columns()->textAt(0), QStringLiteral("I am one"));
        QCOMPARE(m_compare->columns()->textAt(1), QStringLiteral("I am two"));
        QCOMPARE(m_compare->statusText(), QStringLiteral("Kept"));
        const auto kept = m_bench->store.comparisons();
        QVERIFY(kept && kept->size() == 1); // though it was written after each answer
        QCOMPARE(kept->at(0).answers.at(1).text, std::string("I am two"));
        QVERIFY(!kept->at(0).machine.empty());
        QTRY_COMPARE_WITH_TIMEOUT(m_compare->history()->count(), 1, 20000);
        QVERIFY(!m_compare->canVote()); // it was not blind
    }

    void theFirstAnswerIsKeptBeforeTheSecondEnds() {
        add("one", {{"I", " am", " one"}});
        add("two", endless);
        ask("Who are you?");
        QTRY_COMPARE_WITH_TIMEOUT(m_compare->history()->count(), 1, 20000);
        const auto kept = m_bench->store.comparisons();
        QCOMPARE(kept->at(0).answers.at(0).text, std::string("I am one"));
        QVERIFY(kept->at(0).answers.at(0).problem.empty());
        QVERIFY(!kept->at(0).answers.at(1).problem.empty());
        m_compare->stop();
        waitForEnd();
        QCOMPARE(m_bench->store.comparisons()->size(), std::size_t(1));
        QCOMPARE(m_bench->store.comparisons()->at(0).id, kept->at(0).id); // who chose it by then still can export it
    }

    void aBlindVoteTellsTheNamesAndCounts() {
        add("one", {{"I", " am", " one"}});
        add("two", {{"I", " am", " two"}});
        m_compare->setBlind(true);
        ask("Who are you?");
        QVERIFY(m_compare->columns()->isHidden());
        QVERIFY(!m_compare->canVote());
        QTRY_VERIFY_WITH_TIMEOUT(m_compare->canVote(), 20000);
        const QString better = m_compare->columns()->textAt(1).right(3);
        m_compare->vote(1);
        QTRY_VERIFY_WITH_TIMEOUT(!m_compare->columns()->isHidden(), 20000);
        QCOMPARE(m_compare->columns()->index(1).data(CompareColumns::TitleRole).toString(), better);
        QVERIFY(m_compare->columns()->index(1).data(CompareColumns::WinnerRole).toBool());
        QVERIFY(m_compare->voteText().contains(better));
        QTRY_COMPARE_WITH_TIMEOUT(m_compare->standings()->count(), 2, 20000);
        const QModelIndex first = m_compare->standings()->index(0);
        QCOMPARE(first.data(ComparisonStandings::ModelRole).toString(), better);
        QCOMPARE(first.data(ComparisonStandings::WinsRole).toInt(), 1);
        m_compare->voteTie(); // too late
        QVERIFY(m_bench->settle());
        QVERIFY(!m_bench->store.comparisons()->at(0).tie);
    }

    void blindMixesTheOrder() {
        add("one", {{"I", " am", " one"}});
        add("two", {{"I", " am", " two"}});
        m_compare->setBlind(true);
        QSet<QString> firsts;
        for (int i = 0; i < 24 && firsts.size() < 2; ++i) {
            ask("Who?");
            QTRY_VERIFY_WITH_TIMEOUT(m_compare->canVote(), 20000);
            firsts.insert(m_compare->columns()->textAt(0));
        }
        QCOMPARE(firsts.size(), 2);
    }

    void aFailedColumnSaysWhyAndTheOtherAnswers() {
        add("one", {{"I", " am", " one"}});
        const QString broken =
            m_bench->file("broken.gguf", fixtures::brokenModel(fixtures::Breakage::UnknownArchitecture));
        m_compare->addFile(QUrl::fromLocalFile(broken));
        m_compare->setBlind(true);
        ask("Who are you?");
        waitForEnd();
        QVERIFY(!m_compare->columns()->isHidden()); // nothing to vote on
        int failed = 0;
        for (int row = 0; row < 2; ++row)
            failed += m_compare->columns()->index(row).data(CompareColumns::ProblemRole).toString().size() > 10 ? 1 : 0;
        QCOMPARE(failed, 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_compare->history()->count(), 1, 20000);
    }

    void stopsAll() {
        add("one", endless);
        add("two", endless);
        m_compare->setAtOnce(true);
        ask("Go");
        QTRY_VERIFY_WITH_TIMEOUT(m_compare->columns()->textAt(0).size() > 50, 20000);
        m_compare->remove(0); // not while it runs
        QCOMPARE(m_compare->columns()->count(), 2);
        m_compare->stop();
        waitForEnd();
        QVERIFY(m_compare->columns()->textAt(0).startsWith(QStringLiteral("tick tock")));
    }

    void reopensExportsAndForgets() {
        add("one", {{"I", " am", " one"}});
        m_compare->duplicate(0);
        m_compare->adjust(1, 0.5, 2048, 1, true);
        ask("Who are you?");
        waitForEnd();
        QTRY_COMPARE_WITH_TIMEOUT(m_compare->history()->count(), 1, 20000);
        const auto key = m_compare->history()->index(0).data(ComparisonHistory::KeyRole).toLongLong();
        m_compare->begin();
        m_compare->columns()->setSetups({});
        m_compare->reopen(key);
        QCOMPARE(m_compare->columns()->count(), 2);
        QCOMPARE(m_compare->columns()->textAt(0), QStringLiteral("I am one"));
        QCOMPARE(m_compare->columns()->index(1).data(CompareColumns::ThreadsRole).toInt(), 1);
        QCOMPARE(m_compare->prompt(), QStringLiteral("Who are you?"));

        const QSignalSpy exported(m_compare.get(), &CompareController::exported);
        m_compare->exportTo(key, QUrl::fromLocalFile(m_bench->path("c.md")));
        m_compare->exportTo(key, QUrl::fromLocalFile(m_bench->path("c.json")));
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 2, 20000);
        QFile file(m_bench->path("c.md"));
        QVERIFY(file.open(QFile::ReadOnly));
        QVERIFY(file.readAll().contains("I am one"));
        const QUrl impossible = QUrl::fromLocalFile(QStringLiteral("/nowhere/at/all.md"));
        QTRY_VERIFY_WITH_TIMEOUT((m_compare->exportTo(key, impossible), !m_compare->problem().isEmpty()), 20000);

        m_compare->forget(key);
        QTRY_COMPARE_WITH_TIMEOUT(m_compare->history()->count(), 0, 20000);
        QVERIFY(!m_compare->asked());
    }

    void goesAwayInTheMiddle() {
        add("one", endless);
        ask("Go");
        QTRY_VERIFY_WITH_TIMEOUT(m_compare->columns()->textAt(0).size() > 20, 20000);
        QVERIFY(!m_bench->isIdle());
        m_compare.reset();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->isIdle(), 20000);
        QVERIFY(m_bench->settle()); // what comes late meets nobody
    }

private:
    void add(const char* name, const fixtures::Script& script) {
        const QString file =
            m_bench->file(qPrintable(QString::fromLatin1(name) + ".gguf"), fixtures::scriptedModel(script).bytes());
        m_compare->addFile(QUrl::fromLocalFile(file));
    }

    void ask(const char* prompt) {
        m_compare->setPrompt(QString::fromLatin1(prompt));
        m_compare->ask();
        QVERIFY(m_compare->running());
    }

    void waitForEnd() { QTRY_VERIFY_WITH_TIMEOUT(!m_compare->running(), 30000); }

    std::unique_ptr<test::PresenterBench> m_bench;
    std::unique_ptr<CompareController> m_compare;
};

QTEST_MAIN(CompareControllerTest)
#include "tst_compare_controller.moc"
