// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "cli_runner.h"
#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"

using namespace orrery;
using test::CliOutcome;

/// The program itself, measuring and comparing.
class CliCompareTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const test::EngineBench engine;
        if (!engine.host()) QSKIP(engine.whyNoHost().c_str());
        m_runtime = QString::fromStdString(engine.host()->runtime.folder.string());
    }

    void init() {
        if (m_runtime.isEmpty()) QSKIP("This computer has no llama-server for tests.");
        m_data.emplace();
        m_cli.keepBelow(m_data->path());
    }

    void comparesListsAndExports() {
        const QString one = model("one", "I am one");
        const QString two = model("two", "I am two");
        const CliOutcome ran = m_cli.run({"compare", "-p", "Who?", "--runtime", m_runtime, "--json", one, two});
        QVERIFY2(ran.exitCode == 0, qPrintable(ran.err));
        const QJsonArray answers = ran.json()["answers"].toArray();
        QCOMPARE(answers.size(), 2);
        QCOMPARE(answers[1].toObject()["text"].toString(), QStringLiteral("I am two"));
        QVERIFY(answers[0].toObject()["memory"].toDouble() > 1e6);
        const QJsonArray list = m_cli.run({"compare", "list", "--json"}).jsonList();
        QCOMPARE(list.size(), 1);
        const QString id = QString::number(list[0].toObject()["id"].toInt());
        QVERIFY(m_cli.run({"compare", "export", id}).out.contains(QStringLiteral("I am one")));
        QCOMPARE(m_cli.run({"compare", "export", "99"}).exitCode, 1);
    }

    void oneThatFailsIsTold() {
        const QString broken = m_data->filePath("broken.gguf");
        test::writeFile(broken.toStdString(), fixtures::brokenModel(fixtures::Breakage::CutInData));
        const CliOutcome ran = m_cli.run(
            {"compare", "-p", "Who?", "--at-once", "--runtime", m_runtime, "--json", broken, model("two", "I am two")});
        QCOMPARE(ran.exitCode, 1);
        const QJsonArray answers = ran.json()["answers"].toArray();
        QVERIFY(!answers[0].toObject()["problem"].toString().isEmpty());
        QCOMPARE(answers[1].toObject()["text"].toString(), QStringLiteral("I am two"));
    }

    void measuresListsExportsAndRemoves() {
        const CliOutcome ran =
            m_cli.run({"measure", "run", model("one", "tick tock"), "--threads", "1,2", "--prompt-tokens", "16",
                       "--answer-tokens", "8", "--repetitions", "1", "--runtime", m_runtime, "--json"});
        QVERIFY2(ran.exitCode == 0, qPrintable(ran.err));
        QCOMPARE(ran.json()["speeds"].toArray().size(), 4);
        QVERIFY(m_cli.run({"measure", "list"}).out.contains(QStringLiteral("threads")));
        QCOMPARE(m_cli.run({"measure", "export", m_data->filePath("s.csv")}).exitCode, 0);
        QFile csv(m_data->filePath("s.csv"));
        QVERIFY(csv.open(QFile::ReadOnly));
        QCOMPARE(csv.readAll().count('\n'), 5);
        QCOMPARE(m_cli.run({"measure", "remove", "1"}).exitCode, 0);
        QCOMPARE(m_cli.run({"measure", "list", "--json"}).json()["speeds"].toArray().size(), 2);
        QCOMPARE(m_cli.run({"measure", "remove", "77"}).exitCode, 1);
    }

    void wrongUseIsTold() {
        QCOMPARE(m_cli.run({"compare"}).exitCode, 2);
        QCOMPARE(m_cli.run({"measure"}).exitCode, 2);
        QCOMPARE(m_cli.run({"compare", "list"}).exitCode, 0);
    }

private:
    QString model(const char* name, const char* answer) {
        const QString file = m_data->filePath(QString::fromLatin1(name) + ".gguf");
        test::writeFile(file.toStdString(), fixtures::scriptedModel({fixtures::scriptTokens(answer)}).bytes());
        return file;
    }

    QString m_runtime;
    std::optional<QTemporaryDir> m_data;
    test::CliRunner m_cli;
};

QTEST_GUILESS_MAIN(CliCompareTest)
#include "tst_cli_compare.moc"
