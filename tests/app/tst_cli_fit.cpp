// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "cli_runner.h"
#include "engine_bench.h"
#include "gguf/ghost_model.h"

#include <fake_hub.h>

using namespace orrery;
using fakes::FakeFile;
using test::CliOutcome;

namespace {

/// A model of which there is only the header: what stands behind it is made up when it is asked for.
FakeFile ghost(const char* path, const fixtures::GgufWriter& writer) {
    return {
        .path = path, .bytes = writer.header(), .size = writer.fileSize(), .lfs = true, .sha256 = std::string(64, 'a')};
}

} // namespace

/// `orrery-cli hub fit`, asking a Hub on this machine.
class CliFitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const auto small = fixtures::ghostModel(fixtures::tinyGhost("llama"));
        const auto parts = fixtures::splitModel(fixtures::ghostModel(fixtures::ghost1B()), 2);
        m_hub.addUser({.token = "hf_ada", .name = "ada"});
        m_hub.addRepo({.id = "acme/ghosts",
                       .commits = {{.files = {ghost("small.gguf", small),
                                              ghost("70b.gguf", fixtures::ghostModel(fixtures::ghost70B())),
                                              ghost("1b-00001-of-00002.gguf", parts[0]),
                                              ghost("1b-00002-of-00002.gguf", parts[1]),
                                              {.path = "README.md", .bytes = "# Ghosts"},
                                              {.path = "page.gguf", .bytes = "<!doctype html><p>Log in"}}}}});
        m_hub.addRepo({.id = "acme/gated",
                       .commits = {{.files = {ghost("small.gguf", small)}}},
                       .gated = "manual",
                       .readers = {"ada"}});
        const test::EngineBench engine;
        if (engine.host()) m_runtime = QString::fromStdString(engine.host()->runtime.folder.string());
    }

    void init() {
        m_cli = test::CliRunner({"hub", "fit"});
        m_cli.keepBelow(m_home.path());
        for (const char* name : {"HF_TOKEN", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_TOKEN_PATH", "HF_HUB_CACHE",
                                 "ORRERY_LLAMA_RUNTIME"})
            m_cli.environment.remove(name);
        m_cli.environment.insert("HF_HOME", m_home.path());
        m_cli.environment.insert("HF_ENDPOINT", QString::fromStdString(m_hub.url()));
    }

    void withoutAnEngineAFormulaAnswers() {
        m_cli.environment.insert("PATH", m_home.path());
        const CliOutcome outcome = m_cli.run({"acme/ghosts", "small.gguf", "--context", "2048", "--json"});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        const QJsonObject fit = outcome.json()["fit"].toObject();
        QCOMPARE(fit["verdict"].toString(), QString("fits"));
        QCOMPARE(fit["contextTokens"].toInt(), 2048);
        QVERIFY(!fit["memory"].toObject()["byEngine"].toBool(true));
        QCOMPARE(outcome.json()["facts"].toObject()["architecture"].toString(), QString("llama"));
        const CliOutcome text = m_cli.run({"acme/ghosts", "small.gguf"});
        QVERIFY2(text.exitCode == 0 && text.out.contains("by formula"), qPrintable(text.out));
    }

    void onlyTheHeadIsFetched() {
        const CliOutcome outcome = m_cli.run({"acme/ghosts", "70b.gguf", "--json"});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QVERIFY(outcome.json()["facts"].toObject()["parameters"].toDouble() > 6e10);
        QVERIFY(m_hub.bytesSent("70b.gguf") <= 8U << 20U);
    }

    void theEngineIsAsked() {
        if (m_runtime.isEmpty()) QSKIP("no llama-server to test with");
        const CliOutcome outcome = m_cli.run({"acme/ghosts", "small.gguf", "--runtime", m_runtime, "--json"});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.json()["fit"].toObject()["memory"].toObject()["byEngine"].toBool(), qPrintable(outcome.out));
    }

    void aModelInPartsIsOne() {
        if (m_runtime.isEmpty()) QSKIP("no llama-server to test with");
        const CliOutcome outcome =
            m_cli.run({"acme/ghosts", "1b-00001-of-00002.gguf", "--runtime", m_runtime, "--json"});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        const QJsonObject memory = outcome.json()["fit"].toObject()["memory"].toObject();
        QVERIFY(memory["byEngine"].toBool());
        const auto whole = fixtures::ghostModel(fixtures::ghost1B());
        QVERIFY2(memory["weights"].toDouble() > 0.9 * double(whole.fileSize()), qPrintable(outcome.out));
        QVERIFY(m_hub.bytesSent("1b-00002-of-00002.gguf") > 0);
    }

    void itsSpeedCanBeMeasured() {
        if (m_runtime.isEmpty()) QSKIP("no llama-server to test with");
        const CliOutcome outcome =
            m_cli.run({"acme/ghosts", "small.gguf", "--measure", "--runtime", m_runtime, "--json"});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.json()["forecast"].toObject()["answerPerSecond"].toDouble() > 0, qPrintable(outcome.out));
    }

    void aGatedModelNeedsTheToken() {
        const CliOutcome refused = m_cli.run({"acme/gated", "small.gguf", "--json"});
        QCOMPARE(refused.exitCode, 1);
        QCOMPARE(refused.json()["ok"].toBool(true), false);
        QVERIFY(!refused.json()["error"].toObject()["message"].toString().isEmpty());
        m_cli.environment.insert("HF_TOKEN", "hf_ada");
        const CliOutcome taken = m_cli.run({"acme/gated", "small.gguf"});
        QVERIFY2(taken.exitCode == 0, qPrintable(taken.err));
    }

    void failuresAreSaid_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("no file named") << QStringList{"acme/ghosts"} << 1;
        QTest::newRow("no such file") << QStringList{"acme/ghosts", "none.gguf"} << 1;
        QTest::newRow("no such repository") << QStringList{"acme/none", "small.gguf"} << 1;
        QTest::newRow("no model") << QStringList{"acme/ghosts", "README.md"} << 1;
        QTest::newRow("a web page") << QStringList{"acme/ghosts", "page.gguf"} << 1;
        QTest::newRow("no context") << QStringList{"acme/ghosts", "small.gguf", "--context", "-1"} << 2;
        QTest::newRow("nothing") << QStringList{} << 2;
    }
    void failuresAreSaid() {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, exitCode);
        const CliOutcome outcome = m_cli.run(arguments);
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY(!outcome.err.isEmpty());
        QVERIFY(outcome.out.isEmpty());
        if (exitCode == 1) QVERIFY(!m_cli.run(arguments + QStringList{"--json"}).json()["error"].toObject().isEmpty());
    }

private:
    fakes::FakeHub m_hub;
    QTemporaryDir m_home;
    QString m_runtime;
    test::CliRunner m_cli;
};

QTEST_GUILESS_MAIN(CliFitTest)
#include "tst_cli_fit.moc"
