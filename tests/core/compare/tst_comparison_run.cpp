// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"

#include <orrery/compare/comparison_run.h>

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>

using namespace orrery;
using namespace orrery::compare;
using namespace std::chrono_literals;
using inference::EngineState;
using inference::ModelPool;

namespace {

const fixtures::Script endless{{"tick", " tock", " tack"}, 0};

Question question(bool atOnce) {
    Question asked;
    asked.atOnce = atOnce;
    return asked;
}

} // namespace

/// One prompt to several models, with the real engine.
class ComparisonRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_bench.emplace();
        if (!m_bench->host()) QSKIP(m_bench->whyNoHost().c_str());
    }

    void init() {
        if (!m_bench->host()) QSKIP(m_bench->whyNoHost().c_str());
        m_pool.emplace(
            m_bench->services(), [this](auto completion) { completion(*m_bench->host()); }, inference::PoolOptions{},
            nullptr);
        m_run.emplace(m_bench->services(), *m_pool);
        m_most = 0;
        m_finished = 0;
    }

    void cleanup() {
        m_run.reset();
        bool ended = !m_pool;
        if (m_pool) m_pool->unloadAll([&] { ended = true; });
        QVERIFY(m_bench->executor.runUntil([&] { return ended; }, 20s));
        m_pool.reset();
    }

    void inTurnEachHasTheComputerForItself() {
        start({}, {local("one", {{"I", " am", " one"}}), local("two", {{"I", " am", " two"}})});
        QVERIFY(waitForEnd());
        QCOMPARE(QString::fromStdString(m_run->answer(0).text), QStringLiteral("I am one"));
        QCOMPARE(QString::fromStdString(m_run->answer(1).text), QStringLiteral("I am two"));
        QCOMPARE(m_most, 1);
        for (std::size_t i = 0; i < 2; ++i) {
            const measure::ComparedAnswer& answer = m_run->answer(i);
            QCOMPARE(m_run->stage(i), Stage::Done);
            QVERIFY(answer.problem.empty() && answer.loadMs > 0 && answer.memory > 1'000'000);
            QVERIFY(answer.timings.answerTokens >= 3 && answer.timings.firstTokenMs > 0);
        }
        QCOMPARE(m_finished, 1);
    }

    void atOnceBothAreLoaded() {
        start(question(true), {local("one", endless), local("two", endless)});
        QVERIFY(m_bench->executor.runUntil(
            [&] { return m_run->answer(0).text.size() > 100 && m_run->answer(1).text.size() > 100; }, 20s));
        QCOMPARE(m_most, 2);
        m_run->stopAll();
        QVERIFY(waitForEnd());
        QCOMPARE(m_run->stage(0), Stage::Stopped);
        QCOMPARE(m_run->stage(1), Stage::Stopped);
        QVERIFY(m_run->answer(0).text.starts_with("tick tock") && !m_run->answer(0).problem.empty());
    }

    void oneThatFailsStopsNoOther_data() {
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("in turn") << false;
        QTest::newRow("at once") << true;
    }

    void oneThatFailsStopsNoOther() {
        QFETCH(bool, atOnce);
        Contender broken = local("broken", {{"x"}});
        test::writeFile(broken.engine->model, fixtures::brokenModel(fixtures::Breakage::CutInData));
        start(question(atOnce), {broken, local("two", {{"I", " am", " two"}})});
        QVERIFY(waitForEnd());
        QCOMPARE(m_run->stage(0), Stage::Failed);
        QVERIFY(m_run->failure(0) && m_run->answer(0).problem.size() > 10);
        QCOMPARE(m_run->stage(1), Stage::Done);
    }

    void oneColumnStoppedLeavesTheNext() {
        start({}, {local("one", endless), local("two", {{"I", " am", " two"}})});
        QVERIFY(m_bench->executor.runUntil([&] { return m_run->answer(0).text.size() > 50; }, 20s));
        m_run->stop(0);
        QVERIFY(waitForEnd());
        QCOMPARE(m_run->stage(0), Stage::Stopped);
        QCOMPARE(m_run->stage(1), Stage::Done);
    }

    void theSameModelWithOtherSettings() {
        Contender calm = local("one", {{"I", " am", " one"}});
        Contender lively = calm;
        calm.sampling.temperature = 0;
        lively.sampling.temperature = 1.5;
        start(question(true), {calm, lively});
        QVERIFY(waitForEnd());
        QCOMPARE(m_run->stage(0), Stage::Done);
        QCOMPARE(m_run->stage(1), Stage::Done);
        QCOMPARE(m_most, 1);
        QVERIFY(m_run->answer(1).loadMs == 0); // it was loaded for the first
    }

    void aServerOutOfReachIsToldInItsColumn() {
        Contender away;
        away.server = [](auto completion) {
            completion(inference::ChatEndpoint{"http://127.0.0.1:1/v1", {}, {}, "m"});
        };
        Contender keyless;
        keyless.server = [](auto completion) {
            completion(Result<inference::ChatEndpoint>(fail(orrery::Errc::NotFound, "There is no key.")));
        };
        start({}, {away, keyless});
        QVERIFY(waitForEnd());
        QCOMPARE(m_run->stage(0), Stage::Failed);
        QVERIFY(!m_run->answer(0).problem.empty());
        QCOMPARE(QString::fromStdString(m_run->answer(1).problem), QStringLiteral("There is no key."));
    }

    void goneInTheMiddleItTellsNothingMore() {
        start({}, {local("one", endless), local("two", endless)});
        QVERIFY(m_bench->executor.runUntil([&] { return m_run->answer(0).text.size() > 50; }, 20s));
        m_run.reset();
        m_bench->executor.runUntil([] { return false; }, 200ms);
        QCOMPARE(m_finished, 0);
        QCOMPARE(m_pool->entries().size(), std::size_t(1));
        QCOMPARE(m_pool->entries()[0].leases, 0);
    }

private:
    Contender local(const char* name, const fixtures::Script& script) {
        Contender contender;
        contender.model = name;
        contender.label = name;
        contender.engine.emplace().model = m_folder.filePath(QString::fromLatin1(name) + ".gguf").toStdString();
        test::writeFile(contender.engine->model, fixtures::scriptedModel(script).bytes());
        return contender;
    }

    void start(Question question, std::vector<Contender> contenders) {
        question.prompt = "Who are you?";
        RunCallbacks callbacks;
        callbacks.onStage = [this](std::size_t, Stage) {
            const auto entries = m_pool->entries();
            m_most = std::max(m_most, static_cast<int>(std::ranges::count(entries, EngineState::Ready,
                                                                          &inference::PoolEntry::state)));
        };
        callbacks.onFinished = [this] { ++m_finished; };
        m_run->start(std::move(question), std::move(contenders), std::move(callbacks));
    }

    bool waitForEnd() {
        return m_bench->executor.runUntil([&] { return m_finished > 0; }, 30s) && !m_run->isRunning();
    }

    QTemporaryDir m_folder;
    std::optional<test::EngineBench> m_bench;
    std::optional<ModelPool> m_pool;
    std::optional<ComparisonRun> m_run;
    int m_most = 0; // engines ready at the same time
    int m_finished = 0;
};

QTEST_GUILESS_MAIN(ComparisonRunTest)
#include "tst_comparison_run.moc"
