// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "cli_runner.h"

#include <fake_openai.h>
#include <gguf/projector.h>

using orrery::fakes::FakeOpenAi;
using orrery::fakes::FakeOpenAiOptions;
using orrery::test::CliOutcome;

/// The program itself, asking an OpenAI-compatible server on this machine.
class CliChatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answers() {
        const FakeOpenAi server;
        const CliOutcome outcome = run(server, {"-p", "Hi"});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out, QString("Hello from the fake server.\n"));
    }

    void answersAsJson() {
        const FakeOpenAi server;
        const CliOutcome outcome = run(server, {"-p", "Hi", "--json", "--server-model", "fake-large"});
        QCOMPARE(outcome.json()["text"].toString(), QString("Hello from the fake server."));
        QCOMPARE(outcome.json()["model"].toString(), QString("fake-large"));
        QCOMPARE(outcome.json()["finishReason"].toString(), QString("stop"));
        QVERIFY(!outcome.json().contains("engine"));
    }

    void sendsWhatIsAsked() {
        const FakeOpenAi server;
        write("schema.json", R"({"type":"object"})");
        write("notes.txt", "the notes");
        write("picture.png", QByteArray::fromStdString(orrery::fixtures::pngPicture(2, 2)));
        const CliOutcome outcome =
            run(server, {"-p", "Read", "--schema", path("schema.json"), "--attach", path("notes.txt"), "--image",
                         path("picture.png"), "--top-p", "0.9", "--top-k", "7", "--min-p", "0.1", "--repeat-penalty",
                         "1.2", "--no-thinking", "--system", "Be brief."});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        const QJsonObject body =
            QJsonDocument::fromJson(QByteArray::fromStdString(server.requests().front().body)).object();
        QCOMPARE(body["top_p"].toDouble(), 0.9);
        QCOMPARE(body["top_k"].toInt(), 7);
        QCOMPARE(body["min_p"].toDouble(), 0.1);
        QCOMPARE(body["repeat_penalty"].toDouble(), 1.2);
        QCOMPARE(body["chat_template_kwargs"].toObject()["enable_thinking"].toBool(true), false);
        QCOMPARE(body["response_format"].toObject()["type"].toString(), QString("json_schema"));
        const QJsonArray content = body["messages"].toArray()[1].toObject()["content"].toArray();
        QCOMPARE(content[0].toObject()["text"].toString(), QString("Read\n\nnotes.txt:\n\nthe notes"));
        QVERIFY(content[1].toObject()["image_url"].toObject()["url"].toString().startsWith("data:image/png;base64,"));
    }

    void keyFromTheEnvironment() {
        FakeOpenAiOptions options;
        options.key = "secret";
        const FakeOpenAi server(options);
        const CliOutcome refused = run(server, {"-p", "Hi"});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("API key"), qPrintable(refused.err));
        m_cli.environment.insert("FAKE_KEY", "secret");
        QCOMPARE(run(server, {"-p", "Hi", "--key-from-env", "FAKE_KEY"}).exitCode, 0);
        QCOMPARE(run(server, {"-p", "Hi", "--key-from-env", "NO_SUCH_KEY"}).exitCode, 2);
    }

    void wrongUse_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("neither file nor server") << QStringList{"-p", "Hi"};
        QTest::newRow("no picture") << QStringList{
            "-p", "Hi", "--server", "http://127.0.0.1:1", "--image", QCoreApplication::applicationFilePath()};
        QTest::newRow("no such file") << QStringList{"-p",       "Hi",      "--server", "http://127.0.0.1:1",
                                                     "--attach", "/nowhere"};
    }

    void wrongUse() {
        QFETCH(QStringList, arguments);
        const CliOutcome outcome = m_cli.run(arguments);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(!outcome.err.isEmpty());
    }

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(name); }
    void write(const char* name, const QByteArray& bytes) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    CliOutcome run(const FakeOpenAi& server, QStringList arguments) const {
        return m_cli.run(arguments << "--server" << QString::fromStdString(server.url()));
    }

    QTemporaryDir m_folder;
    orrery::test::CliRunner m_cli{{"chat"}};
};

QTEST_GUILESS_MAIN(CliChatTest)
#include "tst_cli_chat.moc"
