// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "conversation_bench.h"
#include "foreign_exports.h"

using namespace orrery;
using namespace orrery::conversation;

namespace {

/// A question with two answers, the second gone on with.
Conversation sample() {
    Conversation conversation;
    conversation.summary.title = "Skies";
    conversation.summary.model = "tiny";
    conversation.summary.created = 1'700'000'000;
    conversation.summary.pinned = true;
    conversation.setup.system = "Be brief.\n\nAnd kind.";
    conversation.setup.sampling.temperature = 0.5;
    Turn asked = question("Why?\n\n## You\nnot a heading");
    asked.id = 1;
    asked.attachments = {{Attachment::Kind::Picture, "sky.png", "image/png", std::string("\0\x01\xff\xfe", 4)}};
    Turn first = answer("one", 1, Turn::State::Failed);
    first.id = 2;
    first.problem = "out of memory";
    Turn second = answer("\n\nBecause\n\n", 1);
    second.id = 3;
    second.reasoning = "hm\n\n> quoted\n";
    second.timings.answerTokens = 9;
    Turn next = question("", 3);
    next.id = 4;
    conversation.turns = {asked, first, second, next};
    conversation.leaf = 4;
    return conversation;
}

void compareTurns(const Turn& read, const Turn& wanted) {
    QVERIFY(read.role == wanted.role);
    QCOMPARE(read.text, wanted.text);
    QCOMPARE(read.reasoning, wanted.reasoning);
    QCOMPARE(read.model, wanted.model);
}

std::string pathText(const Conversation& conversation) {
    std::string text;
    for (const Turn* turn : path(conversation, conversation.leaf)) text += turn->text + "|";
    return text;
}

} // namespace

class ConversationFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonKeepsTheWholeTree() {
        const Conversation wanted = sample();
        const auto read = readJson(writeJson(wanted));
        QVERIFY2(read, read ? "" : describe(read.error()).c_str());
        QCOMPARE(read->summary.title, wanted.summary.title);
        QCOMPARE(read->summary.model, wanted.summary.model);
        QCOMPARE(read->summary.created, wanted.summary.created);
        QVERIFY(read->summary.pinned);
        QVERIFY(read->setup == wanted.setup);
        QCOMPARE(read->leaf, wanted.leaf);
        QCOMPARE(read->turns.size(), wanted.turns.size());
        for (std::size_t i = 0; i < wanted.turns.size(); ++i) {
            compareTurns(read->turns[i], wanted.turns[i]);
            QVERIFY(read->turns[i].state == wanted.turns[i].state);
            QCOMPARE(read->turns[i].parent, wanted.turns[i].parent);
            QVERIFY(read->turns[i].attachments == wanted.turns[i].attachments);
        }
        QCOMPARE(read->turns[1].problem, std::string("out of memory"));
        QCOMPARE(read->turns[2].timings.answerTokens, std::uint64_t(9));
        QCOMPARE(writeJson(*read), writeJson(wanted));
    }

    void anImportIsANewConversation() {
        ConversationBench bench;
        const Id before = begin(*bench).conversation;
        const auto imported = importConversation(*bench, sample());
        QVERIFY(imported && *imported != before);
        const Conversation read = *bench->read(*imported);
        QCOMPARE(pathText(read), pathText(sample()));
        QCOMPARE(read.turns.size(), std::size_t(4));
        QCOMPARE(read.summary.title, std::string("Skies"));
        QVERIFY(read.turns[0].attachments == sample().turns[0].attachments);
        QCOMPARE(*importConversation(*bench, read) > *imported, true);
        Conversation orphan = sample();
        orphan.turns[1].parent = 77;
        QVERIFY(!importConversation(*bench, orphan));
        QCOMPARE(bench->list()->size(), std::size_t(3)); // nothing is left of it
    }

    void markdownComesBackAsOnePath_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reasoning");
        QTest::newRow("plain") << "Hello"
                               << "";
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("blank lines around") << "\n\nHello\n\n\n"
                                            << "";
        QTest::newRow("our headings in it") << "## You\n\\## Answer: x\n\\\\## System\n## Yours\n##You"
                                            << "";
        QTest::newRow("our marks in it") << "> **Reasoning**\n>\n> no\n> **Attached** x"
                                         << "";
        QTest::newRow("thought") << "Hello"
                                 << "one\n\ntwo\n";
        QTest::newRow("thought with empty lines first") << "> quote"
                                                        << "\n\n one\n>\n> two\n## You";
        QTest::newRow("only thought") << ""
                                      << "one";
        QTest::newRow("code") << "```\n## You\n```\n"
                              << "";
        QTest::newRow("other line ends") << "a\r\nb\rc"
                                         << "d\r\ne";
        QTest::newRow("letters") << "日本語 ü 🙂"
                                 << "é";
    }
    void markdownComesBackAsOnePath() {
        QFETCH(QString, text);
        QFETCH(QString, reasoning);
        for (const bool last : {true, false}) {
            Conversation wanted = sample();
            wanted.turns[2].text = text.toStdString();
            wanted.turns[2].reasoning = reasoning.toStdString();
            wanted.turns[0].text = text.toStdString();
            wanted.leaf = last ? 3 : 4;
            const auto read = readMarkdown(writeMarkdown(wanted));
            QVERIFY(read);
            const auto expected = path(wanted, wanted.leaf);
            QCOMPARE(read->turns.size(), expected.size());
            for (std::size_t i = 0; i < expected.size(); ++i) compareTurns(read->turns[i], *expected[i]);
            QCOMPARE(read->setup.system, wanted.setup.system);
            QCOMPARE(read->summary.title, wanted.summary.title);
            QCOMPARE(read->summary.model, wanted.summary.model);
            QCOMPARE(read->leaf, static_cast<Id>(read->turns.size()));
        }
    }

    void markdownWrittenByHandIsRead() {
        const auto read = readMarkdown("# Talk\r\n## You\r\nHello\r\n## Answer\r\nHi\r\n");
        QVERIFY(read);
        QCOMPARE(read->turns.size(), std::size_t(2));
        QCOMPARE(read->turns[0].text + read->turns[1].text, std::string("HelloHi"));
        QVERIFY(!readMarkdown("# A letter\n\nDear all,"));
        QVERIFY(!readMarkdown(""));
    }

    void otherProgramsListsAreRead_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("messages") << QByteArray(exports::messages);
        QTest::newRow("bare list") << QByteArray(exports::bareList);
        QTest::newRow("parts") << QByteArray(exports::parts);
        QTest::newRow("from and value") << QByteArray(exports::fromAndValue);
    }
    void otherProgramsListsAreRead() {
        QFETCH(QByteArray, json);
        const auto read = readJson(json.toStdString());
        QVERIFY2(read, read ? "" : describe(read.error()).c_str());
        QCOMPARE(pathText(*read), std::string("a|b|"));
        QCOMPARE(read->setup.system, std::string("S"));
        QVERIFY(read->turns[1].role == inference::Role::Assistant);
    }

    void picturesOfOtherProgramsAreRead() {
        const auto read = readJson(exports::pictures);
        QVERIFY(read);
        QCOMPARE(read->turns[0].attachments.size(), std::size_t(1));
        QCOMPARE(read->turns[0].attachments[0].bytes, std::string("\0\1\2", 3));
        QCOMPARE(read->turns[0].attachments[0].mediaType, std::string("image/png"));
    }

    void whatIsNoneIsRefused_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("cut off") << QByteArray(exports::cutOff);
        QTest::newRow("another thing") << QByteArray(exports::anotherThing);
        QTest::newRow("no messages") << QByteArray("[]");
        QTest::newRow("newer") << QByteArray(exports::newer);
        QTest::newRow("no such parent") << QByteArray(exports::noParent);
        QTest::newRow("twice the same") << QByteArray(exports::twice);
        QTest::newRow("bad base64") << QByteArray(exports::badBase64);
        QTest::newRow("deep") << QByteArray("[").repeated(100'000);
    }
    void whatIsNoneIsRefused() {
        QFETCH(QByteArray, json);
        const auto read = readJson(json.toStdString());
        QVERIFY(!read && read.error().is(conversation::Errc::BadInput));
        QVERIFY(!read.error().message.empty());
    }
};

QTEST_GUILESS_MAIN(ConversationFilesTest)
#include "tst_conversation_files.moc"
