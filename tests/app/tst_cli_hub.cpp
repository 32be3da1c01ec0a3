// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "cli_runner.h"

#include <fake_hub.h>

using orrery::fakes::FakeHub;
using orrery::fakes::FakeKind;
using orrery::test::CliOutcome;
using orrery::test::CliRunner;

/// The program itself, asking a Hub on this machine.
class CliHubTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_hub.addUser({.token = "hf_ada", .name = "ada"});
        m_hub.addRepo(
            {.id = "acme/foo",
             .commits = {{.files = {{.path = "README.md", .bytes = "# Foo"}, {.path = "foo.gguf", .size = 100'000}}}},
             .task = "text-generation",
             .downloads = 83'211,
             .fields = {{"cardData", {{"license", "apache-2.0"}}}}});
        m_hub.addRepo({.id = "acme/gated", .commits = {{}}, .gated = "manual"});
        m_hub.addRepo({.id = "acme/secret", .commits = {{}}, .isPrivate = true, .readers = {"ada"}});
        m_hub.addRepo({.kind = FakeKind::Dataset, .id = "acme/evil", .commits = {{}}, .task = "\x1b[31mred\x07"});
        for (int i = 0; i < 130; ++i)
            m_hub.addRepo({.kind = FakeKind::Dataset, .id = "bulk/d" + std::to_string(i), .commits = {{}}});
    }

    void init() {
        m_cli = CliRunner({"hub"});
        m_cli.keepBelow(m_home.path());
        for (const char* name : {"HF_TOKEN", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_TOKEN_PATH", "HF_HUB_CACHE"})
            m_cli.environment.remove(name);
        m_cli.environment.insert("HF_HOME", m_home.path());
        m_cli.environment.insert("HF_ENDPOINT", QString::fromStdString(m_hub.url()));
    }

    void searches() {
        const CliOutcome table = m_cli.run({"search", "foo"});
        QCOMPARE(table.exitCode, 0);
        QVERIFY2(table.out.contains("acme/foo") && table.out.contains("83.2k"), qPrintable(table.out));
        const QJsonArray repos = m_cli.run({"search", "foo", "--json"}).json()["repos"].toArray();
        QCOMPARE(repos.size(), 1);
        QCOMPARE(repos[0].toObject()["downloads"].toInt(), 83'211);
        QVERIFY(m_cli.run({"search", "no such thing"}).out.contains("Nothing found"));
    }

    void pagesUpToTheLimit() {
        QCOMPARE(m_cli.run({"--json", "search", "bulk", "--kind", "dataset", "--limit", "125"})
                     .json()["repos"]
                     .toArray()
                     .size(),
                 125);
        QCOMPARE(m_cli.run({"search", "bulk", "--kind", "dataset", "--limit", "500", "--json"})
                     .json()["repos"]
                     .toArray()
                     .size(),
                 130);
    }

    void saysWhatARepositoryIs() {
        const CliOutcome text = m_cli.run({"info", "acme/foo"});
        QCOMPARE(text.exitCode, 0);
        QVERIFY2(text.out.contains("apache-2.0") && text.out.contains("100.0 kB"), qPrintable(text.out));
        const QJsonObject json =
            m_cli.run({"info", QString::fromStdString(m_hub.url("/acme/foo/tree/main")), "--json"}).json();
        QCOMPARE(json["ok"].toBool(), true);
        QCOMPARE(json["licence"].toString(), "apache-2.0");
        QCOMPARE(json["files"].toArray().size(), 2);
    }

    void listsFiles() {
        const CliOutcome text = m_cli.run({"files", "acme/foo", "--details"});
        QVERIFY2(text.out.contains("100.0 kB  unscanned  foo.gguf"), qPrintable(text.out));
        QVERIFY(text.out.contains("in 2 files"));
        const QJsonArray files = m_cli.run({"files", "acme/foo", "--json"}).json()["files"].toArray();
        QCOMPARE(files.size(), 2);
    }

    void knowsWhoseTokenItIs() {
        const CliOutcome anonymous = m_cli.run({"whoami"});
        QCOMPARE(anonymous.exitCode, 1);
        QVERIFY2(anonymous.err.contains("--token-stdin"), qPrintable(anonymous.err));
        QVERIFY(m_cli.run({"whoami", "--token-stdin"}, "hf_ada\n").out.startsWith("ada"));
        m_cli.environment.insert("HF_TOKEN", "hf_ada");
        const CliOutcome known = m_cli.run({"whoami", "--json"});
        QCOMPARE(known.json()["name"].toString(), "ada");
        QCOMPARE(known.json()["token"].toObject()["origin"].toString(), "the variable HF_TOKEN");
        QVERIFY(!known.out.contains("hf_ada"));
    }

    void keepsTheTokenForItsOwnEndpoint() {
        FakeHub other;
        m_cli.environment.insert("HF_TOKEN", "hf_ada");
        QCOMPARE(m_cli.run({"search", "--endpoint", QString::fromStdString(other.url())}).exitCode, 0);
        QCOMPARE(other.requests().size(), std::size_t(1));
        QCOMPARE(other.requestsWithToken(), 0);
    }

    void failsInOneLine() {
        const CliOutcome missing = m_cli.run({"info", "acme/nothing"});
        QCOMPARE(missing.exitCode, 1);
        QCOMPARE(missing.err.count('\n'), 1);
        QVERIFY(missing.err.contains("acme/nothing"));
        QCOMPARE(missing.out, QString());
        QCOMPARE(m_cli.run({"info", "acme/nothing", "--json"}).json()["error"].toObject()["code"].toString(),
                 "hub.not-found");
        QCOMPARE(m_cli.run({"info", "https://evil.example/x"}).exitCode, 1);
        QCOMPARE(m_cli.run({"info", "acme/secret", "--token-stdin"}, "hf_ada").exitCode, 0);
        QCOMPARE(m_cli.run({"info", "acme/secret", "--token-stdin"}, "").exitCode, 1);
    }

    void isToldWhenUsedWrongly() {
        QCOMPARE(m_cli.run({}).exitCode, 2);
        QCOMPARE(m_cli.run({"info"}).exitCode, 2);
        QCOMPARE(m_cli.run({"search", "--sort", "beauty"}).exitCode, 2);
        QCOMPARE(m_cli.run({"search", "--limit", "0"}).exitCode, 2);
        QCOMPARE(m_cli.run({"fetch"}).exitCode, 2);
    }

    void staysOfflineWhenTold() {
        m_cli.environment.insert("HF_HUB_OFFLINE", "1");
        const std::size_t before = m_hub.requests().size();
        const CliOutcome outcome = m_cli.run({"search"});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.err.contains("HF_HUB_OFFLINE"));
        QCOMPARE(m_hub.requests().size(), before);
    }

    void printsNothingThatSteersATerminal() {
        const CliOutcome outcome = m_cli.run({"search", "evil", "--kind", "dataset"});
        QVERIFY(outcome.out.contains("acme/evil"));
        QVERIFY(!outcome.out.contains('\x1b') && !outcome.out.contains('\x07'));
    }

    void downloads() {
        const CliOutcome text = m_cli.run({"get", "acme/foo", "--include", "*.gguf"});
        QVERIFY2(text.exitCode == 0, qPrintable(text.err));
        const QString file = text.out.trimmed() + "/foo.gguf";
        QVERIFY2(file.startsWith(m_home.path() + "/hub/models--acme--foo/snapshots/"), qPrintable(file));
        QCOMPARE(QFileInfo(file).size(), 100'000);
        const std::uint64_t sent = m_hub.bytesSent("foo.gguf");
        const QJsonObject json = m_cli.run({"get", "acme/foo", "--json"}).json();
        QCOMPARE(json["ok"].toBool(), true);
        QCOMPARE(json["files"].toArray().size(), 2);
        QCOMPARE(m_hub.bytesSent("foo.gguf"), sent); // it was here
        QCOMPARE(m_cli.run({"get", "acme/foo", "--include", "*.none"}).exitCode, 1);
        QCOMPARE(m_cli.run({"get", "acme/gated"}).exitCode, 1);
        QCOMPARE(m_cli.run({"get", "acme/nothing"}).exitCode, 1);
    }

    void goesOnWithAnInterruptedDownload() {
        m_hub.addRepo({.id = "acme/slow", .commits = {{.files = {{.path = "slow.gguf", .size = 4'000'000}}}}});
        m_hub.misbehave("*slow.gguf", {.bytesPerSecond = 1'000'000});
        const auto process = m_cli.start({"get", "acme/slow"});
        QTRY_VERIFY_WITH_TIMEOUT(m_hub.bytesSent("slow.gguf") > 2'500'000, 30'000);
        QCOMPARE(CliRunner::interrupt(*process), 130);
        m_hub.behave();
        const CliOutcome rest = m_cli.run({"get", "acme/slow"});
        QVERIFY2(rest.exitCode == 0, qPrintable(rest.err));
        QCOMPARE(QFileInfo(rest.out.trimmed() + "/slow.gguf").size(), 4'000'000);
        QVERIFY2(m_hub.bytesSent("slow.gguf") < 6'000'000, qPrintable(QString::number(m_hub.bytesSent("slow.gguf"))));
    }

    void endsOnCtrlC() {
        orrery::fakes::FakeHttpServer silent;
        silent.route("*", orrery::fakes::FakeResponse{.neverAnswer = true});
        const auto process = m_cli.start({"search", "--endpoint", QString::fromStdString(silent.url(""))});
        QTRY_COMPARE(silent.answering(), 1);
        QCOMPARE(CliRunner::interrupt(*process), 130);
    }

private:
    FakeHub m_hub;
    QTemporaryDir m_home;
    CliRunner m_cli;
};

QTEST_GUILESS_MAIN(CliHubTest)
#include "tst_cli_hub.moc"
