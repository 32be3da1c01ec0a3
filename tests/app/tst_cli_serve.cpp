// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "engine_bench.h"
#include "gguf/scripted_model.h"

#include <csignal>

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

    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList& arguments) const;
    Served serve(const QStringList& more = {});
    static QByteArray curl(const QStringList& arguments);
    static int interrupt(QProcess& process);

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
    QVERIFY(QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

std::unique_ptr<QProcess> CliServeTest::start(const QStringList& arguments) const {
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_RUNTIME_DIR", m_folder.path());
    process->setProcessEnvironment(environment);
    process->start(ORRERY_CLI, QStringList{"serve", "--threads", "1"} + arguments);
    return process;
}

CliServeTest::Served CliServeTest::serve(const QStringList& more) {
    Served served{start(QStringList{"--model", m_model, "--port", "0"} + more), {}, {}};
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

int CliServeTest::interrupt(QProcess& process) {
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    return process.waitForFinished(20000) ? process.exitCode() : -1;
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
    QCOMPARE(interrupt(*served.process), 0);
    QCOMPARE(QDir(m_folder.filePath("orrery")).entryList({"engine-*"}, QDir::Dirs).size(), 0);
}

void CliServeTest::takesTheKeyGiven() {
    const Served served = serve({"--key", "mine"});
    QCOMPARE(served.key, QString("mine"));
    QVERIFY(curl({served.address + "/models", "--header", "X-Api-Key: mine"}).contains("ada"));
    QCOMPARE(interrupt(*served.process), 0);
}

void CliServeTest::aFileThatIsNoModel() {
    const auto process =
        start({"--model", test::writeFile(m_folder.filePath("x.gguf").toStdString(), "<!doctype").c_str()});
    QVERIFY(process->waitForFinished(20000));
    QCOMPARE(process->exitCode(), 1);
    QVERIFY(process->readAllStandardError().contains("web page"));
}

void CliServeTest::aPortThatIsTaken() {
    const Served served = serve();
    const QString port = served.address.section(':', 2).section('/', 0, 0);
    const auto second = start({"--model", m_model, "--port", port});
    QVERIFY(second->waitForFinished(20000));
    QCOMPARE(second->exitCode(), 1);
    QVERIFY(second->readAllStandardError().contains(port.toUtf8()));
    QCOMPARE(interrupt(*served.process), 0);
}

QTEST_GUILESS_MAIN(CliServeTest)
#include "tst_cli_serve.moc"
