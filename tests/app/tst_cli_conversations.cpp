// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "cli_runner.h"

#include <orrery/conversation/store.h>

#include <optional>

using namespace orrery;
using namespace orrery::conversation;

/// The program itself, on a file of its own.
class CliConversationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder.emplace();
        m_cli.keepBelow(m_folder->path());
        auto store = Store::open(file().toStdString());
        QVERIFY(store);
        m_id = *store->create({}, "tiny.gguf");
        Turn question;
        question.text = "Why is the sky blue?";
        const Id asked = *store->add(m_id, question);
        Turn answer;
        answer.role = inference::Role::Assistant;
        answer.parent = asked;
        answer.text = "Scattering.\x1b[31m";
        QVERIFY(store->add(m_id, answer));
    }

    void listsAndShows() {
        const test::CliOutcome table = m_cli.run({"list"});
        QCOMPARE(table.exitCode, 0);
        QVERIFY2(table.out.contains("Why is the sky blue?") && table.out.contains("tiny.gguf"), qPrintable(table.out));
        const QJsonArray list = m_cli.run({"list", "--json"}).json()["conversations"].toArray();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0].toObject()["turns"].toInt(), 2);
        const test::CliOutcome shown = m_cli.run({"show", id()});
        QVERIFY2(shown.out.contains("## You\n\nWhy is the sky blue?"), qPrintable(shown.out));
        QVERIFY(shown.out.contains("Scattering.") && !shown.out.contains('\x1b'));
        QCOMPARE(m_cli.run({"show", id(), "--json"}).json()["turns"].toArray().size(), 2);
    }

    void searches() {
        QVERIFY(m_cli.run({"search", "scatter"}).out.contains("Scattering"));
        const QJsonArray hits = m_cli.run({"search", "sky", "blu", "--json"}).json()["hits"].toArray();
        QCOMPARE(hits.size(), 1);
        QCOMPARE(hits[0].toObject()["marks"].toArray().size(), 2);
        QVERIFY(m_cli.run({"search", "nothing like it"}).out.contains("Nothing found"));
    }

    void exportsAndImports_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("JSON") << "one.json";
        QTest::newRow("Markdown") << "one.md";
        QTest::newRow("no ending") << "one";
    }
    void exportsAndImports() {
        QFETCH(QString, name);
        const QString path = m_folder->filePath(name);
        QCOMPARE(m_cli.run({"export", id(), "-o", path}).exitCode, 0);
        const QJsonObject imported = m_cli.run({"import", path, "--json"}).json();
        const QString copy = QString::number(imported["imported"].toArray()[0].toObject()["id"].toInt());
        QVERIFY(copy != id());
        QCOMPARE(m_cli.run({"show", copy}).out, m_cli.run({"show", id()}).out);
        QCOMPARE(m_cli.run({"list", "--json"}).json()["conversations"].toArray().size(), 2);
    }

    void exportsToStandardOutput() {
        QVERIFY(m_cli.run({"export", id(), "--format", "markdown"}).out.startsWith("# Why is the sky blue?\n"));
        QCOMPARE(m_cli.run({"export", id()}).json()["format"].toString(), "orrery-conversation");
    }

    void importsFromStandardInputIntoANewFile() {
        const QString other = m_folder->filePath("other.sqlite");
        const QByteArray messages = "[{\"role\":\"user\",\"content\":\"hello there\"}]";
        QCOMPARE(m_cli.run({"import", "-", "--file", other}, messages).exitCode, 0);
        QVERIFY(m_cli.run({"list", "--file", other}).out.contains("hello there"));
    }

    void removesOnlyWhenTold() {
        const test::CliOutcome asked = m_cli.run({"remove", id()});
        QCOMPARE(asked.exitCode, 2);
        QVERIFY(asked.err.contains("--yes"));
        QVERIFY(m_cli.run({"list"}).out.contains("Why"));
        QCOMPARE(m_cli.run({"remove", id(), "--yes"}).exitCode, 0);
        QVERIFY(m_cli.run({"list"}).out.contains("no conversations"));
    }

    void failuresAreSaid_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("no such conversation") << QStringList{"show", "99"} << 1;
        QTest::newRow("nothing to remove") << QStringList{"remove", "99", "--yes"} << 1;
        QTest::newRow("nothing to import") << QStringList{"import", "/no/such/file"} << 1;
        QTest::newRow("no conversation") << QStringList{"import", QString(ORRERY_CLI)} << 1;
        QTest::newRow("not a folder") << QStringList{"export", "1", "-o", "/no/such/folder/x.json"} << 1;
        QTest::newRow("no command") << QStringList{} << 2;
        QTest::newRow("no words") << QStringList{"search"} << 2;
        QTest::newRow("no number") << QStringList{"show", "first"} << 2;
        QTest::newRow("no such format") << QStringList{"export", "1", "--format", "pdf"} << 2;
    }
    void failuresAreSaid() {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, exitCode);
        const test::CliOutcome outcome = m_cli.run(arguments);
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY(!(outcome.err + outcome.out).isEmpty());
        if (exitCode == 1) QVERIFY(!m_cli.run(arguments + QStringList{"--json"}).json()["error"].toObject().isEmpty());
    }

    void aFileThatIsNotThereIsNotBegun() {
        const QString none = m_folder->filePath("none.sqlite");
        QCOMPARE(m_cli.run({"list", "--file", none}).exitCode, 1);
        QVERIFY(!QFile::exists(none));
    }

private:
    [[nodiscard]] QString file() const { return m_folder->filePath("data/orrery/conversations.sqlite"); }
    [[nodiscard]] QString id() const { return QString::number(m_id); }

    std::optional<QTemporaryDir> m_folder;
    Id m_id = 0;
    test::CliRunner m_cli{{"conversations"}};
};

QTEST_GUILESS_MAIN(CliConversationsTest)
#include "tst_cli_conversations.moc"
