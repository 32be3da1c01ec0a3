// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include <fake_hub.h>

#include <csignal>

using orrery::fakes::FakeHub;
using orrery::fakes::FakeKind;

namespace {

struct Outcome {
    int exitCode = -1;
    QString out;
    QString err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

} // namespace

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
        m_environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"HF_TOKEN", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_TOKEN_PATH", "HF_HUB_CACHE"})
            m_environment.remove(name);
        m_environment.insert("HF_HOME", m_home.path());
        m_environment.insert("XDG_STATE_HOME", m_home.path() + "/state");
        m_environment.insert("HF_ENDPOINT", QString::fromStdString(m_hub.url()));
    }

    void searches() {
        const Outcome table = run({"search", "foo"});
        QCOMPARE(table.exitCode, 0);
        QVERIFY2(table.out.contains("acme/foo") && table.out.contains("83.2k"), qPrintable(table.out));
        const QJsonArray repos = run({"search", "foo", "--json"}).json()["repos"].toArray();
        QCOMPARE(repos.size(), 1);
        QCOMPARE(repos[0].toObject()["downloads"].toInt(), 83'211);
        QVERIFY(run({"search", "no such thing"}).out.contains("Nothing found"));
    }

    void pagesUpToTheLimit() {
        QCOMPARE(
            run({"--json", "search", "bulk", "--kind", "dataset", "--limit", "125"}).json()["repos"].toArray().size(),
            125);
        QCOMPARE(
            run({"search", "bulk", "--kind", "dataset", "--limit", "500", "--json"}).json()["repos"].toArray().size(),
            130);
    }

    void saysWhatARepositoryIs() {
        const Outcome text = run({"info", "acme/foo"});
        QCOMPARE(text.exitCode, 0);
        QVERIFY2(text.out.contains("apache-2.0") && text.out.contains("100.0 kB"), qPrintable(text.out));
        const QJsonObject json =
            run({"info", QString::fromStdString(m_hub.url("/acme/foo/tree/main")), "--json"}).json();
        QCOMPARE(json["ok"].toBool(), true);
        QCOMPARE(json["licence"].toString(), "apache-2.0");
        QCOMPARE(json["files"].toArray().size(), 2);
    }

    void listsFiles() {
        const Outcome text = run({"files", "acme/foo", "--details"});
        QVERIFY2(text.out.contains("100.0 kB  unscanned  foo.gguf"), qPrintable(text.out));
        QVERIFY(text.out.contains("in 2 files"));
        const QJsonArray files = run({"files", "acme/foo", "--json"}).json()["files"].toArray();
        QCOMPARE(files.size(), 2);
    }

    void knowsWhoseTokenItIs() {
        const Outcome anonymous = run({"whoami"});
        QCOMPARE(anonymous.exitCode, 1);
        QVERIFY2(anonymous.err.contains("--token-stdin"), qPrintable(anonymous.err));
        QVERIFY(run({"whoami", "--token-stdin"}, "hf_ada\n").out.startsWith("ada"));
        m_environment.insert("HF_TOKEN", "hf_ada");
        const Outcome known = run({"whoami", "--json"});
        QCOMPARE(known.json()["name"].toString(), "ada");
        QCOMPARE(known.json()["token"].toObject()["origin"].toString(), "the variable HF_TOKEN");
        QVERIFY(!known.out.contains("hf_ada"));
    }

    void keepsTheTokenForItsOwnEndpoint() {
        FakeHub other;
        m_environment.insert("HF_TOKEN", "hf_ada");
        QCOMPARE(run({"search", "--endpoint", QString::fromStdString(other.url())}).exitCode, 0);
        QCOMPARE(other.requests().size(), std::size_t(1));
        QCOMPARE(other.requestsWithToken(), 0);
    }

    void failsInOneLine() {
        const Outcome missing = run({"info", "acme/nothing"});
        QCOMPARE(missing.exitCode, 1);
        QCOMPARE(missing.err.count('\n'), 1);
        QVERIFY(missing.err.contains("acme/nothing"));
        QCOMPARE(missing.out, QString());
        QCOMPARE(run({"info", "acme/nothing", "--json"}).json()["error"].toObject()["code"].toString(),
                 "hub.not-found");
        QCOMPARE(run({"info", "https://evil.example/x"}).exitCode, 1);
        QCOMPARE(run({"info", "acme/secret", "--token-stdin"}, "hf_ada").exitCode, 0);
        QCOMPARE(run({"info", "acme/secret", "--token-stdin"}, "").exitCode, 1);
    }

    void isToldWhenUsedWrongly() {
        QCOMPARE(run({}).exitCode, 2);
        QCOMPARE(run({"info"}).exitCode, 2);
        QCOMPARE(run({"search", "--sort", "beauty"}).exitCode, 2);
        QCOMPARE(run({"search", "--limit", "0"}).exitCode, 2);
        QCOMPARE(run({"fetch"}).exitCode, 2);
    }

    void staysOfflineWhenTold() {
        m_environment.insert("HF_HUB_OFFLINE", "1");
        const std::size_t before = m_hub.requests().size();
        const Outcome outcome = run({"search"});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.err.contains("HF_HUB_OFFLINE"));
        QCOMPARE(m_hub.requests().size(), before);
    }

    void printsNothingThatSteersATerminal() {
        const Outcome outcome = run({"search", "evil", "--kind", "dataset"});
        QVERIFY(outcome.out.contains("acme/evil"));
        QVERIFY(!outcome.out.contains('\x1b') && !outcome.out.contains('\x07'));
    }

    void downloads() {
        const Outcome text = run({"get", "acme/foo", "--include", "*.gguf"});
        QVERIFY2(text.exitCode == 0, qPrintable(text.err));
        const QString file = text.out.trimmed() + "/foo.gguf";
        QVERIFY2(file.startsWith(m_home.path() + "/hub/models--acme--foo/snapshots/"), qPrintable(file));
        QCOMPARE(QFileInfo(file).size(), 100'000);
        const std::uint64_t sent = m_hub.bytesSent("foo.gguf");
        const QJsonObject json = run({"get", "acme/foo", "--json"}).json();
        QCOMPARE(json["ok"].toBool(), true);
        QCOMPARE(json["files"].toArray().size(), 2);
        QCOMPARE(m_hub.bytesSent("foo.gguf"), sent); // it was here
        QCOMPARE(run({"get", "acme/foo", "--include", "*.none"}).exitCode, 1);
        QCOMPARE(run({"get", "acme/gated"}).exitCode, 1);
        QCOMPARE(run({"get", "acme/nothing"}).exitCode, 1);
    }

    void goesOnWithAnInterruptedDownload() {
        m_hub.addRepo({.id = "acme/slow", .commits = {{.files = {{.path = "slow.gguf", .size = 4'000'000}}}}});
        m_hub.misbehave("*slow.gguf", {.bytesPerSecond = 1'000'000});
        QProcess process;
        start(process, {"get", "acme/slow"});
        QTRY_VERIFY_WITH_TIMEOUT(m_hub.bytesSent("slow.gguf") > 2'500'000, 30'000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitCode(), 130);
        m_hub.behave();
        const Outcome rest = run({"get", "acme/slow"});
        QVERIFY2(rest.exitCode == 0, qPrintable(rest.err));
        QCOMPARE(QFileInfo(rest.out.trimmed() + "/slow.gguf").size(), 4'000'000);
        QVERIFY2(m_hub.bytesSent("slow.gguf") < 6'000'000, qPrintable(QString::number(m_hub.bytesSent("slow.gguf"))));
    }

    void endsOnCtrlC() {
        orrery::fakes::FakeHttpServer silent;
        silent.route("*", orrery::fakes::FakeResponse{.neverAnswer = true});
        QProcess process;
        start(process, {"search", "--endpoint", QString::fromStdString(silent.url(""))});
        QTRY_COMPARE(silent.answering(), 1);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitCode(), 130);
    }

private:
    void start(QProcess& process, const QStringList& arguments) const {
        process.setProcessEnvironment(m_environment);
        process.start(ORRERY_CLI, QStringList{"hub"} + arguments);
        QVERIFY(process.waitForStarted());
    }

    [[nodiscard]] Outcome run(const QStringList& arguments, const QByteArray& input = {}) const {
        QProcess process;
        start(process, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000)) qFatal("orrery-cli did not end");
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    FakeHub m_hub;
    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
};

QTEST_GUILESS_MAIN(CliHubTest)
#include "tst_cli_hub.moc"
