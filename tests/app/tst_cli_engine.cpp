// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "cli_runner.h"
#include "engine_bench.h"

#include <optional>

using namespace orrery;
using test::CliOutcome;

/// The program itself, asked about engines.
class CliEngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const test::EngineBench engine;
        if (engine.host()) m_runtime = QString::fromStdString(engine.host()->runtime.folder.string());
    }

    void init() {
        m_folder.emplace();
        m_cli = test::CliRunner({"engine"});
        m_cli.keepBelow(m_folder->path());
        m_cli.environment.remove("ORRERY_LLAMA_RUNTIME");
        m_cli.environment.insert("PATH", m_folder->path());
    }

    void withoutAnyItSaysWhatToDo() {
        const CliOutcome list = m_cli.run({"list"});
        QCOMPARE(list.exitCode, 1);
        QCOMPARE(list.out, QString("No engine found.\n"));
        QCOMPARE(m_cli.run({"list", "--json"}).out, QString("[]\n"));
        const CliOutcome doctor = m_cli.run({"doctor"});
        QCOMPARE(doctor.exitCode, 1);
        QVERIFY2(doctor.out.contains("Next: ") && doctor.out.contains("this computer: "), qPrintable(doctor.out));
        const QJsonObject json = m_cli.run({"doctor", "--json"}).json();
        QCOMPARE(json["usable"].toBool(true), false);
        QVERIFY(!json["nextStep"].toString().isEmpty());
        QVERIFY(json["computer"].toObject()["memoryTotal"].toDouble() > 1e8);
        const CliOutcome tried = m_cli.run({"test", "--json"});
        QCOMPARE(tried.exitCode, 1);
        QVERIFY2(!tried.json()["error"].toObject()["message"].toString().isEmpty(), qPrintable(tried.out));
    }

    void oneThatDoesNotWorkIsToldApart() {
        const QString folder = program("echo 'cannot be loaded' >&2\nexit 127\n");
        const CliOutcome list = m_cli.run({"list", "--runtime", folder, "--json"});
        QCOMPARE(list.exitCode, 1);
        const QJsonObject engine = list.jsonList()[0].toObject();
        QCOMPARE(engine["kind"].toString(), QString("configured"));
        QCOMPARE(engine["inUse"].toBool(true), false);
        QVERIFY2(!engine["problem"].toString().isEmpty(), qPrintable(list.out));
        QVERIFY(m_cli.run({"doctor", "--runtime", folder}).out.contains("does not work"));
        QCOMPARE(m_cli.run({"test", "--runtime", folder}).exitCode, 1);
    }

    void listsTheOneInUse() {
        if (m_runtime.isEmpty()) QSKIP("no llama-server to test with");
        const CliOutcome list = m_cli.run({"list", "--runtime", m_runtime, "--json"});
        QVERIFY2(list.exitCode == 0, qPrintable(list.out + list.err));
        QCOMPARE(list.jsonList().size(), 1);
        const QJsonObject engine = list.jsonList()[0].toObject();
        QVERIFY(engine["inUse"].toBool());
        QVERIFY(!engine["version"].toString().isEmpty() && !engine["backends"].toArray().isEmpty());
        QVERIFY(m_cli.run({"list", "--runtime", m_runtime}).out.contains("in use"));
        m_cli.environment.insert("ORRERY_LLAMA_RUNTIME", m_runtime);
        const QJsonObject doctor = m_cli.run({"doctor", "--json"}).json();
        QVERIFY(doctor["usable"].toBool());
        QCOMPARE(doctor["runtimes"].toArray().size(), 1);
    }

    void triesTheOneInUse() {
        if (m_runtime.isEmpty()) QSKIP("no llama-server to test with");
        m_cli.environment.insert("PATH", qEnvironmentVariable("PATH")); // the sandbox's program lies there
        const CliOutcome quick = m_cli.run({"test", "--quick", "--runtime", m_runtime, "--json"});
        QVERIFY2(quick.exitCode == 0, qPrintable(quick.err));
        const QJsonObject test = quick.json();
        QVERIFY(!test["version"].toString().isEmpty());
        QVERIFY(test["startMs"].toDouble() > 0);
        QCOMPARE(test["answerPerSecond"].toDouble(-1), 0.0);
        QVERIFY(!test["sealText"].toString().isEmpty());
        const CliOutcome text = m_cli.run({"test", "--quick", "--runtime", m_runtime});
        QVERIFY2(text.out.contains("starts and answers in") && !text.err.isEmpty(), qPrintable(text.out));
        QVERIFY(text.out.contains(test["sealed"].toBool() ? "sealed off" : "not sealed off"));
    }

    void ctrlCEndsATest() {
        if (m_runtime.isEmpty()) QSKIP("no llama-server to test with");
        m_cli.environment.insert("PATH", qEnvironmentVariable("PATH"));
        const auto process = m_cli.start({"test", "--runtime", m_runtime});
        process->setReadChannel(QProcess::StandardError);
        QVERIFY(process->waitForReadyRead(60'000)); // it says what it is about
        QCOMPARE(test::CliRunner::interrupt(*process), 130);
        QCOMPARE(QDir(m_folder->path()).entryList({"engine-*"}, QDir::Dirs).size(), 0);
    }

    void wrongUseIsTold() {
        QCOMPARE(m_cli.run({}).exitCode, 2);
        QCOMPARE(m_cli.run({"list", "--what"}).exitCode, 2);
        QCOMPARE(m_cli.run({"remove"}).exitCode, 2);
        QCOMPARE(m_cli.run({"remove", "none-such"}).exitCode, 1);
        QCOMPARE(m_cli.run({"install"}).exitCode, 2);
    }

private:
    /// A folder with a llama-server that does that.
    QString program(const QByteArray& script) {
        const QString folder = m_folder->filePath("release");
        QDir().mkpath(folder);
        QFile file(folder + "/llama-server");
        if (file.open(QIODevice::WriteOnly)) file.write("#!/bin/sh\n" + script);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return folder;
    }

    QString m_runtime;
    std::optional<QTemporaryDir> m_folder;
    test::CliRunner m_cli;
};

QTEST_GUILESS_MAIN(CliEngineTest)
#include "tst_cli_engine.moc"
