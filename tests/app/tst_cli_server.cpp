// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "cli_runner.h"

#include <fake_openai.h>

#include <optional>

using orrery::fakes::FakeOpenAi;
using orrery::fakes::FakeOpenAiOptions;
using orrery::test::CliOutcome;

/// The program itself, keeping a list of servers.
class CliServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder.emplace();
        m_cli.keepBelow(m_folder->path());
    }

    void nothingIsListedAtFirst() {
        const CliOutcome list = m_cli.run({"list", "--json"});
        QCOMPARE(list.exitCode, 0);
        QCOMPARE(list.out, QString("[]\n"));
        QCOMPARE(m_cli.run({"check"}).exitCode, 0);
    }

    void addsChecksAndRemoves() {
        const FakeOpenAi server;
        const CliOutcome added = m_cli.run({"add", url(server), "--name", "Mine"});
        QVERIFY2(added.exitCode == 0, qPrintable(added.err));
        QCOMPARE(added.out, url(server) + '\n');
        QVERIFY(listed()[0].toObject()["models"].toArray().isEmpty()); // nobody has asked yet
        const QJsonObject checked = m_cli.run({"check", "--json"}).jsonList()[0].toObject();
        QCOMPARE(checked["name"].toString(), QString("Mine"));
        QCOMPARE(checked["models"].toArray(), (QJsonArray{"fake-small", "fake-large"}));
        QVERIFY(checked["milliseconds"].toDouble() > 0);
        QCOMPARE(listed()[0].toObject()["models"].toArray().size(), 2); // kept
        QVERIFY(m_cli.run({"check", "Mine"}).out.contains("2 models"));
        QVERIFY(m_cli.run({"list"}).out.contains("Mine"));
        QCOMPARE(m_cli.run({"remove", "Mine"}).exitCode, 0);
        QVERIFY(listed().isEmpty());
    }

    void addedTwiceItStandsThereOnce() {
        const FakeOpenAi server;
        QCOMPARE(m_cli.run({"add", url(server)}).exitCode, 0);
        QCOMPARE(listed()[0].toObject()["name"].toString(), url(server));
        QCOMPARE(m_cli.run({"add", url(server) + '/', "--name", "Renamed"}).exitCode, 0);
        QCOMPARE(listed().size(), 1);
        QCOMPARE(listed()[0].toObject()["name"].toString(), QString("Renamed"));
        QCOMPARE(m_cli.run({"add", url(server)}).exitCode, 0);
        QCOMPARE(listed()[0].toObject()["name"].toString(), QString("Renamed"));
    }

    void theKeyIsASecret() {
        FakeOpenAiOptions options;
        options.key = "sk-very-secret";
        const FakeOpenAi server(options);
        QCOMPARE(m_cli.run({"add", url(server)}).exitCode, 0);
        const CliOutcome refused = m_cli.run({"check", url(server), "--json"});
        QCOMPARE(refused.exitCode, 1);
        const QJsonObject error = refused.jsonList()[0].toObject()["error"].toObject();
        QVERIFY2(error["message"].toString().contains("key"), qPrintable(refused.out));
        QCOMPARE(m_cli.run({"add", url(server), "--key-stdin"}, "sk-very-secret\r\n").exitCode, 0);
        const CliOutcome taken = m_cli.run({"check", "--json"});
        QCOMPARE(taken.exitCode, 0);
        QVERIFY(!(taken.out + taken.err + m_cli.run({"list", "--json"}).out).contains("very-secret"));
        QCOMPARE(filesWith("very-secret"), QStringList{"secrets.json"});
        QCOMPARE(m_cli.run({"remove", url(server)}).exitCode, 0);
        QCOMPARE(filesWith("very-secret"), QStringList());
        QCOMPARE(m_cli.run({"add", url(server), "--key-stdin"}, "\n").exitCode, 1);
        QVERIFY(listed().isEmpty());
    }

    void oneThatIsGoneDoesNotHideTheOthers() {
        const FakeOpenAi here;
        QString gone;
        {
            const FakeOpenAi server;
            gone = url(server);
            QCOMPARE(m_cli.run({"add", gone}).exitCode, 0);
            QCOMPARE(m_cli.run({"check"}).exitCode, 0);
        }
        QCOMPARE(m_cli.run({"add", url(here)}).exitCode, 0);
        const CliOutcome checked = m_cli.run({"check", "--json"});
        QCOMPARE(checked.exitCode, 1);
        QVERIFY(checked.jsonList()[0].toObject().contains("error"));
        QCOMPARE(checked.jsonList()[1].toObject()["models"].toArray().size(), 2);
        QCOMPARE(listed()[0].toObject()["models"].toArray().size(), 2); // what it last said
        QCOMPARE(m_cli.run({"check", url(here)}).exitCode, 0);
    }

    void whatAnswersOddlyIsTold() {
        FakeOpenAiOptions options;
        options.garbage = true;
        const FakeOpenAi server(options);
        QCOMPARE(m_cli.run({"add", url(server)}).exitCode, 0);
        const CliOutcome checked = m_cli.run({"check"});
        QCOMPARE(checked.exitCode, 1);
        QVERIFY2(checked.out.startsWith(url(server) + ": ") && checked.out.count('\n') == 1, qPrintable(checked.out));
    }

    void failuresAreSaid_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("no address") << QStringList{"add", "no address"} << 1;
        QTest::newRow("a file") << QStringList{"add", "file:///etc/passwd"} << 1;
        QTest::newRow("unknown to check") << QStringList{"check", "nobody"} << 1;
        QTest::newRow("unknown to remove") << QStringList{"remove", "nobody"} << 1;
        QTest::newRow("nothing to add") << QStringList{"add"} << 2;
        QTest::newRow("nothing to remove") << QStringList{"remove"} << 2;
        QTest::newRow("no command") << QStringList{} << 2;
    }
    void failuresAreSaid() {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, exitCode);
        const CliOutcome outcome = m_cli.run(arguments);
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY(!outcome.err.isEmpty());
    }

    void aDamagedListIsLeftAlone() {
        const FakeOpenAi server;
        QCOMPARE(m_cli.run({"add", url(server)}).exitCode, 0);
        const QString file = filesWith("127.0.0.1", true).value(0);
        QVERIFY(!file.isEmpty());
        QFile list(file);
        QVERIFY(list.open(QIODevice::WriteOnly) && list.write("{ what") > 0);
        list.close();
        QCOMPARE(m_cli.run({"list"}).exitCode, 1);
        QCOMPARE(m_cli.run({"add", "http://127.0.0.1:9/v1"}).exitCode, 1);
        QVERIFY(list.open(QIODevice::ReadOnly));
        QCOMPARE(list.readAll(), QByteArray("{ what"));
    }

private:
    static QString url(const FakeOpenAi& server) { return QString::fromStdString(server.url()); }
    [[nodiscard]] QJsonArray listed() const { return m_cli.run({"list", "--json"}).jsonList(); }

    /// Of all the program keeps, the files with that in them.
    [[nodiscard]] QStringList filesWith(const QByteArray& text, bool path = false) const {
        QStringList found;
        for (QDirIterator it(m_folder->path(), QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            QFile file(it.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
                found << (path ? it.filePath() : it.fileName());
        }
        return found;
    }

    std::optional<QTemporaryDir> m_folder;
    orrery::test::CliRunner m_cli{{"server"}};
};

QTEST_GUILESS_MAIN(CliServerTest)
#include "tst_cli_server.moc"
