// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"

using namespace orrery;

namespace {

struct Outcome {
    int exitCode = -1;
    QString out;
    QString err;

    [[nodiscard]] QJsonDocument json() const { return QJsonDocument::fromJson(out.toUtf8()); }
};

} // namespace

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
    }

    void comparesListsAndExports() {
        const QString one = model("one", "I am one");
        const QString two = model("two", "I am two");
        const Outcome ran = run({"compare", "-p", "Who?", "--runtime", m_runtime, "--json", one, two});
        QVERIFY2(ran.exitCode == 0, qPrintable(ran.err));
        const QJsonArray answers = ran.json().object()["answers"].toArray();
        QCOMPARE(answers.size(), 2);
        QCOMPARE(answers[1].toObject()["text"].toString(), QStringLiteral("I am two"));
        QVERIFY(answers[0].toObject()["memory"].toDouble() > 1e6);
        const QJsonArray list = run({"compare", "list", "--json"}).json().array();
        QCOMPARE(list.size(), 1);
        const QString id = QString::number(list[0].toObject()["id"].toInt());
        QVERIFY(run({"compare", "export", id}).out.contains(QStringLiteral("I am one")));
        QCOMPARE(run({"compare", "export", "99"}).exitCode, 1);
    }

    void oneThatFailsIsTold() {
        const QString broken = m_data->filePath("broken.gguf");
        test::writeFile(broken.toStdString(), fixtures::brokenModel(fixtures::Breakage::CutInData));
        const Outcome ran = run(
            {"compare", "-p", "Who?", "--at-once", "--runtime", m_runtime, "--json", broken, model("two", "I am two")});
        QCOMPARE(ran.exitCode, 1);
        const QJsonArray answers = ran.json().object()["answers"].toArray();
        QVERIFY(!answers[0].toObject()["problem"].toString().isEmpty());
        QCOMPARE(answers[1].toObject()["text"].toString(), QStringLiteral("I am two"));
    }

    void measuresListsExportsAndRemoves() {
        const Outcome ran = run({"measure", "run", model("one", "tick tock"), "--threads", "1,2", "--prompt-tokens",
                                 "16", "--answer-tokens", "8", "--repetitions", "1", "--runtime", m_runtime, "--json"});
        QVERIFY2(ran.exitCode == 0, qPrintable(ran.err));
        QCOMPARE(ran.json().object()["speeds"].toArray().size(), 4);
        QVERIFY(run({"measure", "list"}).out.contains(QStringLiteral("threads")));
        QCOMPARE(run({"measure", "export", m_data->filePath("s.csv")}).exitCode, 0);
        QFile csv(m_data->filePath("s.csv"));
        QVERIFY(csv.open(QFile::ReadOnly));
        QCOMPARE(csv.readAll().count('\n'), 5);
        QCOMPARE(run({"measure", "remove", "1"}).exitCode, 0);
        QCOMPARE(run({"measure", "list", "--json"}).json().object()["speeds"].toArray().size(), 2);
        QCOMPARE(run({"measure", "remove", "77"}).exitCode, 1);
    }

    void wrongUseIsTold() {
        QCOMPARE(run({"compare"}).exitCode, 2);
        QCOMPARE(run({"measure"}).exitCode, 2);
        QCOMPARE(run({"compare", "list"}).exitCode, 0);
    }

private:
    QString model(const char* name, const char* answer) {
        const QString file = m_data->filePath(QString::fromLatin1(name) + ".gguf");
        test::writeFile(file.toStdString(), fixtures::scriptedModel({fixtures::scriptTokens(answer)}).bytes());
        return file;
    }

    Outcome run(const QStringList& arguments) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_DATA_HOME", m_data->filePath("data"));
        process.setProcessEnvironment(environment);
        process.start(ORRERY_CLI, arguments);
        if (!process.waitForFinished(90'000)) return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    QString m_runtime;
    std::optional<QTemporaryDir> m_data;
};

QTEST_GUILESS_MAIN(CliCompareTest)
#include "tst_cli_compare.moc"
