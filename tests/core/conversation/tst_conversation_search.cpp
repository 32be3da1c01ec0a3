// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QTest>

#include "conversation_bench.h"

using namespace orrery;
using namespace orrery::conversation;

namespace {

std::vector<std::string> marked(const Hit& hit) {
    std::vector<std::string> words;
    for (const auto& [from, to] : hit.marks) words.push_back(hit.excerpt.substr(from, to - from));
    return words;
}

std::string numberWord(int number) {
    return "word" + std::to_string(number);
}

} // namespace

using Words = std::vector<std::string>;

class ConversationSearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allWordsMustBeThere() {
        ConversationBench bench;
        const Begun first = begin(*bench, "The quick brown fox jumps over the lazy dog.");
        begin(*bench, "A quick note\nabout foxes");
        QCOMPARE(bench->search("quick fox")->size(), std::size_t(2));
        QCOMPARE(bench->search("QUICK lazy")->size(), std::size_t(1));
        QCOMPARE(bench->search("quick cat")->size(), std::size_t(0));
        QCOMPARE(bench->search("ox")->size(), std::size_t(0)); // beginnings of words only
        const Hit hit = bench->search("qui do")->at(0);
        QCOMPARE(hit.conversation.id, first.conversation);
        QVERIFY(hit.conversation.title.starts_with("The quick"));
        QCOMPARE(hit.turn, first.question);
        QCOMPARE(marked(hit), (Words{"quick", "dog"}));
        QVERIFY(bench->search("note about")->at(0).excerpt.find('\n') == std::string::npos);
    }

    void accentsAndCaseDoNotMatter() {
        ConversationBench bench;
        begin(*bench, "Ein Gespräch über CAFÉ und Ärger, ΑΘΗΝΑ и Ёлка");
        for (const char* words : {"gesprach", "GESPRÄCH uber", "cafe", "arger", "αθηνα", "ЁЛКА"})
            QVERIFY2(bench->search(words)->size() == 1, words);
        QCOMPARE(marked(bench->search("cafe")->at(0)), Words{"CAFÉ"});
    }

    void writingsWithoutBlanksAreFound() {
        ConversationBench bench;
        begin(*bench, "今天我们讨论量子计算机的未来。これは日本語の文章です。한국어 문장");
        for (const char* words : {"量子", "计算机", "未来", "日本語", "文章", "한국", "量子 未来"})
            QVERIFY2(bench->search(words)->size() == 1, words);
        QCOMPARE(bench->search("子量")->size(), std::size_t(0));
        QVERIFY(marked(bench->search("量子")->at(0)).front().starts_with("量"));
    }

    void titlesAreFound() {
        ConversationBench bench;
        const Begun begun = begin(*bench, "Something");
        const Begun other = begin(*bench, "Everything about zebras and zebras");
        QVERIFY(bench->rename(begun.conversation, "Zebras at noon"));
        const auto hits = bench->search("zebra");
        QCOMPARE(hits->size(), std::size_t(2));
        QCOMPARE(hits->at(0).conversation.id, begun.conversation);
        QCOMPARE(hits->at(0).turn, Id(0));
        QCOMPARE(marked(hits->at(0)), Words{"Zebras"});
        QCOMPARE(hits->at(1).turn, other.question);
        QVERIFY(bench->rename(begun.conversation, "Lions"));
        QCOMPARE(bench->search("zebra")->size(), std::size_t(1));
    }

    void changesAreFollowed() {
        ConversationBench bench;
        const Begun begun = begin(*bench);
        const Id open = *bench->add(begun.conversation, answer("", begun.question, Turn::State::Open));
        QVERIFY(bench->append(open, "scattering", {}));
        Turn done = turnOf(*bench->read(begun.conversation), open);
        done.state = Turn::State::Done;
        QVERIFY(bench->update(begun.conversation, done));
        QCOMPARE(bench->search("scattering")->size(), std::size_t(1));
        done.text = "refraction";
        QVERIFY(bench->update(begun.conversation, done));
        QCOMPARE(bench->search("scattering")->size(), std::size_t(0));
        QCOMPARE(bench->search("refraction")->size(), std::size_t(1));
        const auto removed = bench->removeTurn(begun.conversation, open);
        QCOMPARE(bench->search("refraction")->size(), std::size_t(0));
        QVERIFY(bench->restore(*removed));
        QCOMPARE(bench->search("refraction")->size(), std::size_t(1));
    }

    void anyCharactersMayBeAskedFor_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"",       " ",    "\"",       "\"\"\"",     "sky\"",          "'sky'",
                                 "sky*",   "*",    "sky AND",  "AND OR NOT", "NEAR(sky blue)", "text:sky",
                                 "-sky",   "^sky", "(sky",     "sky)",       "{a b}: sky",     "+ sky",
                                 "sky;--", "%",    "\xff\xfe", "\xe4\xb8",   "🙂",           "\x01\x02\x03"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("NUL") << QByteArray("sky\0blue", 8);
        QTest::newRow("long word") << QByteArray(1'000'000, 'a');
        QTest::newRow("many words") << QByteArray("sky ").repeated(100'000);
    }
    void anyCharactersMayBeAskedFor() {
        QFETCH(QByteArray, text);
        ConversationBench bench;
        begin(*bench, "Is the sky near and blue or not? \x02odd\x03 \xff bytes");
        const auto hits = bench->search(text.toStdString());
        QVERIFY2(hits, hits ? "" : describe(hits.error()).c_str());
        if (QByteArrayList{"sky\"", "'sky'", "sky*", "-sky", "^sky", "(sky", "sky)", "+ sky", "sky ;--"}.contains(text))
            QCOMPARE(hits->size(), std::size_t(1));
    }

    void excerptsAreShort() {
        ConversationBench bench;
        begin(*bench, std::string(20'000, 'x') + " needle " + std::string(20'000, 'y'));
        std::string umlauts;
        for (int i = 0; i < 5000; ++i) umlauts += "ä";
        begin(*bench, umlauts + " needle " + umlauts);
        const auto hits = bench->search("needle");
        QCOMPARE(hits->size(), std::size_t(2));
        for (const Hit& hit : *hits) {
            QVERIFY(hit.excerpt.size() < 500);
            QCOMPARE(marked(hit), Words{"needle"});
            QCOMPARE(QString::fromStdString(hit.excerpt).toStdString(), hit.excerpt); // cut between characters
        }
    }

    void amongTwentyThousandTurns() {
        ConversationBench bench;
        Conversation conversation;
        for (int i = 0; i < 20'000; ++i) {
            std::string text;
            for (int word = 0; word < 60; ++word) text += numberWord((i * 31 + word * word * 7) % 5000) + " common ";
            Turn turn = question(std::move(text));
            turn.id = i + 1;
            if (i == 12'345) turn.text += " needle";
            conversation.turns.push_back(std::move(turn));
        }
        QVERIFY(importConversation(*bench, conversation));
        for (const char* words : {"needle", "common", "word4", "c w", "needle common"}) {
            QElapsedTimer timer;
            timer.start();
            const auto hits = bench->search(words);
            qInfo("%-14s %4zu hits in %lld ms", words, hits->size(), timer.elapsed());
            QVERIFY(hits && !hits->empty());
            QVERIFY(timer.elapsed() < 10'000); // sane, not fast: that is for the benchmark
        }
        QCOMPARE(bench->search("needle")->size(), std::size_t(1));
        QCOMPARE(bench->search("common", 7)->size(), std::size_t(7));
    }
};

QTEST_GUILESS_MAIN(ConversationSearchTest)
#include "tst_conversation_search.moc"
