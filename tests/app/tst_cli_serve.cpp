// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "cli_runner.h"
#include "engine_bench.h"
#include "gguf/scripted_model.h"

using namespace orrery;

/// The program itself, serving; asked by curl, as another program would.
class CliServeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void servesUntilInterrupted();
    void takesTheKeyGiven();
    void aFileThatIsNoModel();
    void aPortThatIsTaken();

private:
    struct Served {
        std::unique_ptr<QProcess> process;
        QString address;
        QString key;
    };

    Served serve(const QStringList& more = {});
    static QByteArray curl(const QStringList& arguments);

    test::CliRunner m_cli{{"serve", "--threads", "1"}};
    QTemporaryDir m_folder;
    QString m_curl;
    QString m_model;
};

void CliServeTest::initTestCase() {
    const test::EngineBench bench;
    if (!bench.host()) QSKIP(("SKIP_ALL: " + bench.whyNoHost()).c_str());
    m_curl = QStandardPaths::findExecutable("curl");
    if (m_curl.isEmpty()) QSKIP("SKIP_ALL: curl is not installed");
    m_model = m_folder.filePath("ada.gguf");
    test::writeFile(m_model.toStdString(), fixtures::scriptedModel({.tokens = {"I am", " ada", "."}}).bytes());
    m_cli.keepBelow(m_folder.path());
    m_cli.environment.insert("XDG_RUNTIME_DIR", m_folder.path());
    QVERIFY(QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

CliServeTest::Served CliServeTest::serve(const QStringList& more) {
    Served served{m_cli.start(QStringList{"--model", m_model, "--port", "0"} + more), {}, {}};
    QString out;
    while (!out.contains("Ctrl+C") && served.process->waitForReadyRead(20000))
        out += QString::fromUtf8(served.process->readAllStandardOutput());
    served.address = QRegularExpression("address: (\\S+)").match(out).captured(1);
    served.key = QRegularExpression("key: (\\S+)").match(out).captured(1);
    return served;
}

QByteArray CliServeTest::curl(const QStringList& arguments) {
    QProcess process;
    process.start("curl", QStringList{"--silent", "--max-time", "20", "--noproxy", "*"} + arguments);
    process.waitForFinished();
    return process.readAllStandardOutput();
}

void CliServeTest::servesUntilInterrupted() {
    const Served served = serve();
    QVERIFY2(served.address.startsWith("http://127.0.0.1:"), served.process->readAllStandardError().constData());
    QVERIFY(served.key.startsWith("orrery-"));
    const QStringList key = {"--header", "Authorization: Bearer " + served.key};
    QVERIFY(curl(QStringList{served.address + "/models"} + key).contains("\"id\":\"ada\""));
    const QByteArray body = R"({"model":"ada","messages":[{"role":"user","content":"Who?"}],"stream":true})";
    const QByteArray answer =
        curl(QStringList{served.address + "/chat/completions", "--data", QString::fromUtf8(body)} + key);
    QVERIFY2(answer.contains("\" ada\"") && answer.trimmed().endsWith("data: [DONE]"), answer.constData());
    QVERIFY(curl({served.address + "/models"}).contains("invalid_api_key"));
    QCOMPARE(test::CliRunner::interrupt(*served.process), 0);
    QCOMPARE(QDir(m_folder.filePath("orrery")).entryList({"engine-*"}, QDir::Dirs).size(), 0);
}

void CliServeTest::takesTheKeyGiven() {
    const Served served = serve({"--key", "mine"});
    QCOMPARE(served.key, QString("mine"));
    QVERIFY(curl({served.address + "/models", "--header", "X-Api-Key: mine"}).contains("ada"));
    QCOMPARE(test::CliRunner::interrupt(*served.process), 0);
}

void CliServeTest::aFileThatIsNoModel() {
    const auto process =
        m_cli.start({"--model", test::writeFile(m_folder.filePath("x.gguf").toStdString(), "<!doctype").c_str()});
    QVERIFY(process->waitForFinished(20000));
    QCOMPARE(process->exitCode(), 1);
    QVERIFY(process->readAllStandardError().contains("web page"));
}

void CliServeTest::aPortThatIsTaken() {
    const Served served = serve();
    const QString port = served.address.section(':', 2).section('/', 0, 0);
    const auto second = m_cli.start({"--model", m_model, "--port", port});
    QVERIFY(second->waitForFinished(20000));
    QCOMPARE(second->exitCode(), 1);
    QVERIFY(second->readAllStandardError().contains(port.toUtf8()));
    QCOMPARE(test::CliRunner::interrupt(*served.process), 0);
}

QTEST_GUILESS_MAIN(CliServeTest)
#include "tst_cli_serve.moc"
