// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "engine_bench.h"
#include "runtimes_test.h"

#include <orrery/inference/errors.h>

#include <algorithm>

using namespace orrery;
using namespace orrery::runtimes;
using namespace orrery::test;
namespace fs = std::filesystem;

namespace {

/// One self-test and what was heard of it.
struct Tried {
    std::optional<Result<SelfTest>> result;
    std::vector<std::string> steps;
};

Tried tryOut(EngineBench& bench, const inference::EngineHost& host, bool measureSpeed = false) {
    Tried tried;
    selfTest(
        bench.services(), host, {}, [&](std::string_view step) { tried.steps.emplace_back(step); },
        [&](Result<SelfTest> result) { tried.result = std::move(result); }, measureSpeed);
    if (!bench.executor.runUntil([&] { return tried.result.has_value(); }, std::chrono::seconds(200)))
        qFatal("the self-test never ended");
    return tried;
}

} // namespace

class TestRuntimesEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!m_bench.host()) QSKIP(("SKIP_ALL: " + m_bench.whyNoHost()).c_str());
    }
    void installsTheRealOne();
    void testsItself();
    void testsItselfWithoutASandbox();
    void tellsWhatDoesNotWork();
    void cancels();

private:
    EngineBench m_bench;
};

/// The runtime at hand, packed as somebody would pass it on, put in place, and asked a question.
void TestRuntimesEngine::installsTheRealOne() {
    const fs::path original = m_bench.host()->runtime.folder;
    if (!fs::is_directory(original / "usr/bin")) QSKIP("the engine at hand is no unpacked runtime folder");
    const QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    const fs::path archive = packFolder(root / "real.tar.gz", original / "usr", "llama/usr");
    StoreBench store(root / "runtimes");
    const auto report = store.install(archive);
    QVERIFY2(report, report ? "" : describe(report.error()).c_str());
    QCOMPARE(report->runtime.version, m_bench.host()->runtime.version);
    QVERIFY(RuntimeStore::size(report->runtime.folder) > (10U << 20U));

    const inference::EngineHost host{report->runtime, m_bench.host()->sandbox};
    const auto tried = tryOut(m_bench, host);
    QVERIFY2(*tried.result, *tried.result ? "" : describe(tried.result->error()).c_str());
    QVERIFY((*tried.result)->startMs > 0);
    QVERIFY(store.remove(report->runtime.folder));
    QVERIFY(!fs::exists(report->runtime.folder));
}

void TestRuntimesEngine::testsItself() {
    const auto tried = tryOut(m_bench, *m_bench.host(), true);
    QVERIFY2(*tried.result, *tried.result ? "" : describe(tried.result->error()).c_str());
    const SelfTest& test = **tried.result;
    QVERIFY(!test.version.empty());
    QVERIFY2(test.sealed || !m_bench.host()->sandbox, test.sealText.c_str());
    QVERIFY(test.startMs > 0 && test.startMs < 60000);
    QVERIFY(test.promptPerSecond > 0 && test.answerPerSecond > 0 && test.threads > 0);
    QVERIFY(tried.steps.size() >= 5);
    qInfo("start %.0f ms, reads %.1f and answers %.1f tokens/s on %u threads; %s", test.startMs, test.promptPerSecond,
          test.answerPerSecond, test.threads, test.sealText.c_str());
}

void TestRuntimesEngine::testsItselfWithoutASandbox() {
    const auto tried = tryOut(m_bench, {m_bench.host()->runtime, {}});
    QVERIFY2(*tried.result, *tried.result ? "" : describe(tried.result->error()).c_str());
    QVERIFY(!(*tried.result)->sealed);
    QVERIFY((*tried.result)->sealText.find("no sandbox") != std::string::npos);
    QCOMPARE((*tried.result)->answerPerSecond, 0.0);
}

void TestRuntimesEngine::tellsWhatDoesNotWork() {
    const QTemporaryDir folder;
    const auto server = writeFile(folder.filePath(QStringLiteral("llama-server")).toStdString(), "#!/bin/sh\nexit 3\n");
    fs::permissions(server, fs::perms::owner_all);
    const auto tried = tryOut(m_bench, {{inference::RuntimeKind::Path, {}, server, {}, {}, {}}, {}});
    QVERIFY(!*tried.result && tried.result->error().is(inference::Errc::RuntimeBroken));
}

void TestRuntimesEngine::cancels() {
    for (const char* when : {"Writing", "Asking the engine", "Loading", "Asking it", "Trying", "Measuring"}) {
        std::stop_source stop;
        std::optional<Result<SelfTest>> result;
        selfTest(
            m_bench.services(), *m_bench.host(), stop.get_token(),
            [&](std::string_view step) {
                if (step.starts_with(when)) stop.request_stop();
            },
            [&](Result<SelfTest> test) { result = std::move(test); });
        QVERIFY(m_bench.executor.runUntil([&] { return result.has_value(); }, std::chrono::seconds(100)));
        QVERIFY2(!*result && result->error().is(orrery::Errc::Cancelled), when);
    }
}

QTEST_GUILESS_MAIN(TestRuntimesEngine)
#include "tst_runtimes_engine.moc"
