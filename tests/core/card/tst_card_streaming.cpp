// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "card_outline.h"

#include <orrery/card/streaming.h>

#include <random>
#include <string>
#include <vector>

using namespace orrery::card;

namespace {

// Each ends in an empty line, so that any of them may follow any other.
const std::vector<std::string> fragments = {
    "A plain paragraph with **bold**, *italic* and `code`.\nIt has a second line  \nand a hard break.\n\n",
    "# A heading\n\nwith text\n\n",
    "## A heading\ntext right below it\n\n",
    "Setext\n======\n\n",
    "- one\n- two\n  - nested\n    - deeper\n- three\n\n",
    "* loose\n\n* list\n\n  with a second paragraph\n\n* end\n\n",
    "1. first\n2. second\n   continued\n3. third\n\n",
    "7. seven\n\n8. eight\n\n   ```sh\n   run it\n\n   twice\n   ```\n\n9. nine\n\n",
    "1. always\n1. the same\n1. number\n\n",
    "- [ ] to do\n- [x] done\n\n",
    "- item\n\n  > quoted in it\n\n  - and more\n\nText after the list.\n\n",
    "+ other\n- kinds\n* of marks\n\n",
    "2) two\n3) three\n\n",
    "```cpp\nint main() {\n\n    return 0;\n}\n```\n\n",
    "~~~\nfence of tildes\n\n# no heading\n\n- no list\n~~~\n\n",
    "````md\n```\ninner\n```\n````\n\n",
    "```\nno language\n```\nText right after the fence.\n\n",
    "    indented code\n\n    goes on\n\n",
    "| a | b |\n|:--|--:|\n| 1 | 2 |\n| 3 | `4` |\n\n",
    "> a quote\n> goes on\nlazily\n\n> another\n>\n> - with a list\n\n",
    "Inline $a_1 + b_2$ and \\(x^2\\).\n\n$$\n\\int_0^1 x\\,dx\n$$\n\n\\[\ny = mx + b\n\\]\n\n",
    "It costs $5, or $10 for two.\n\n",
    "<details>\n<summary>More</summary>\n\nHidden **text**.\n\n- with a list\n\n</details>\n\n",
    "<p align=\"center\">\n\nCentred.\n\n</p>\n\n",
    "<!-- a comment\n\nover lines -->\n\n",
    "<div>never\n\n- closed\n\n</div>\n\nline<br>break <b>bold</b>\n\n",
    "Windows\r\nline ends\r\n\r\n- a\r\n- b\r\n\r\n```\r\ncode\r\n```\r\n\r\n",
    "Emoji \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80 and \xF0\x9F\xA4\x97, umlauts \xC3\xA4\xC3\xB6\xC3\xBC, "
    "\xE4\xBD\xA0\xE5\xA5\xBD\xE3\x80\x82\n\n",
    "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD7\xA2\xD7\x95\xD7\x9C\xD7\x9D, \xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7.\n\n- "
    "\xD9\x88\xD8\xA7\xD8\xAD\xD8\xAF\n- \xD8\xA7\xD8\xAB\xD9\x86\xD8\xA7\xD9\x86\n\n",
    "---\n\n* * *\n\n",
    "[ref]: https://example.org/ref\n\nA [ref] and a [link](https://example.org).\n\n",
    "![a picture](a.png) ![another](b.png)\n\n",
    "A line\n   \nwith a blank line of spaces\n\n\n\nand several empty ones.\n\n",
    "10 apples.\n1) not a list\n\n",
    "-\n\nafter an empty item\n\n",
    "Broken bytes \xFF\xC3 here, and nul.\n\n",
};

const std::vector<std::string> openEnds = {"```python\nprint(1)\n\nprint(2)\n",
                                           "**bold that never ends",
                                           "- item",
                                           "| a | b |\n|---|---|\n| 1 |",
                                           "<div>\n\nopen",
                                           "~~~",
                                           "text without a line end",
                                           "$$ x",
                                           "[half a link](https://exa",
                                           "1"};

std::string markdownOf(std::mt19937& dice) {
    std::string text;
    for (auto count = dice() % 8; count > 0; --count) text += fragments[dice() % fragments.size()];
    if (dice() % 3 == 0) text += openEnds[dice() % openEnds.size()];
    return text;
}

QString shown(const std::vector<Block>& blocks) {
    return QString::fromStdString(outline(Document{blocks, false}));
}

/// Feeds the text in pieces and checks after each that nothing settled has changed.
void feed(StreamingDocument& document, const std::string& text, const std::function<std::size_t()>& pieceLength) {
    std::vector<Block> known;
    std::size_t settled = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::string piece = text.substr(at, std::max<std::size_t>(1, pieceLength()));
        const auto change = document.append(piece);
        at += piece.size();
        QCOMPARE(change.count, document.blocks().size());
        QVERIFY(change.firstChanged >= settled && change.firstChanged <= change.count);
        QVERIFY(document.settledBlocks() >= settled);
        for (std::size_t i = 0; i < change.firstChanged; ++i)
            QVERIFY2(known[i] == document.blocks()[i], qPrintable(QString::fromStdString(text.substr(0, at))));
        known = document.blocks();
        settled = document.settledBlocks();
    }
    const auto change = document.finish();
    QCOMPARE(change.count, document.blocks().size());
    for (std::size_t i = 0; i < change.firstChanged; ++i) QVERIFY(known[i] == document.blocks()[i]);
    QCOMPARE(document.text(), text);
}

std::string repeated(const std::string& text, std::size_t bytes) {
    std::string result;
    while (result.size() < bytes) result += text;
    return result;
}

std::string numberedList(int items, const char* between) {
    std::string text;
    for (int i = 1; i <= items; ++i)
        text += std::to_string(i) + ". This is what is to be said about the matter numbered so." + between;
    return text;
}

} // namespace

class CardStreamingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheWhole_data();
    void equalsTheWhole();
    void everyPairByteForByte();
    void longAnswersNeedNoCut_data();
    void longAnswersNeedNoCut();
    void longCodeIsCut();
    void longTableIsCut();
    void longLineIsCut();
    void workStaysBounded_data();
    void workStaysBounded();
    void definitionsCountForWhatFollows();
    void clearedIsAsNew();
    void sentences_data();
    void sentences();
};

void CardStreamingTest::equalsTheWhole_data() {
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<unsigned>("longest");
    for (const unsigned longest : {1U, 4U, 30U, 5000U})
        for (unsigned seed = 0; seed < 150; ++seed)
            QTest::addRow("%u pieces up to %u", seed, longest) << seed * 7919 + longest << longest;
}

void CardStreamingTest::equalsTheWhole() {
    QFETCH(unsigned, seed);
    QFETCH(unsigned, longest);
    std::mt19937 dice(seed);
    const std::string text = markdownOf(dice);
    StreamingDocument document;
    feed(document, text, [&] { return 1 + dice() % longest; });
    QCOMPARE(shown(document.blocks()), QString::fromStdString(outline(text)));
    QVERIFY2(document.blocks() == readCardBody(text).blocks, text.c_str());
}

void CardStreamingTest::everyPairByteForByte() {
    for (const std::string& first : fragments) {
        for (const std::string& second : fragments) {
            const std::string text = first + second;
            StreamingDocument document;
            for (const char c : text) document.append(std::string_view(&c, 1));
            document.finish();
            if (document.blocks() != readCardBody(text).blocks) {
                QCOMPARE(shown(document.blocks()), QString::fromStdString(outline(text)));
                QFAIL(text.c_str());
            }
        }
    }
}

void CardStreamingTest::longAnswersNeedNoCut_data() {
    QTest::addColumn<QByteArray>("text");
    std::string all;
    for (const std::string& fragment : fragments)
        if (fragment.find("[ref]") == std::string::npos) all += fragment;
    QTest::newRow("everything, again and again") << QByteArray::fromStdString(repeated(all, 60'000));
    QTest::newRow("numbered list") << QByteArray::fromStdString(numberedList(1000, "\n"));
    QTest::newRow("loose numbered list") << QByteArray::fromStdString(numberedList(1000, "\n\n"));
    QTest::newRow("list") << QByteArray::fromStdString(
        repeated("- An item with a few words in it\n  - and another\n", 60'000));
}

void CardStreamingTest::longAnswersNeedNoCut() {
    QFETCH(QByteArray, text);
    StreamingDocument document;
    std::mt19937 dice(1);
    feed(document, text.toStdString(), [&] { return 1 + dice() % 400; });
    QVERIFY(document.blocks() == readCardBody(text.toStdString()).blocks);
}

void CardStreamingTest::longCodeIsCut() {
    std::string code;
    for (int i = 0; i < 3000; ++i) code += "line " + std::to_string(i) + " of the program;\n";
    StreamingDocument document;
    std::mt19937 dice(2);
    feed(document, "Look:\n\n```cpp\n" + code + "```\n\nDone.\n", [&] { return 1 + dice() % 60; });
    QCOMPARE(document.blocks().front().runs.front().text, std::string("Look:"));
    QCOMPARE(document.blocks().back().runs.front().text, std::string("Done."));
    std::string joined;
    for (std::size_t i = 1; i + 1 < document.blocks().size(); ++i) {
        const Block& block = document.blocks()[i];
        QVERIFY(block.kind == Block::Kind::Code);
        QCOMPARE(block.language, std::string("cpp"));
        QCOMPARE(document.continuesCode(i), i > 1);
        QVERIFY(block.code.size() < StreamingDocument::longestTail + 100);
        joined += block.code + "\n";
    }
    QCOMPARE(joined, code);
    QVERIFY(!document.continuesCode(0) && !document.continuesCode(document.blocks().size() - 1));
}

void CardStreamingTest::longTableIsCut() {
    std::string table = "| number | text |\n|-------:|:----:|\n";
    for (int i = 0; i < 1000; ++i) table += "| " + std::to_string(i) + " | some words to fill the cell |\n";
    StreamingDocument document;
    std::mt19937 dice(3);
    feed(document, table + "\nDone.\n", [&] { return 1 + dice() % 60; });
    std::size_t rows = 0;
    for (std::size_t i = 0; i + 1 < document.blocks().size(); ++i) {
        const Block& block = document.blocks()[i];
        QVERIFY(block.kind == Block::Kind::Table);
        QVERIFY(block.rows.front()[0].align == Block::Cell::Align::Right);
        for (std::size_t row = 1; row < block.rows.size(); ++row)
            QCOMPARE(block.rows[row][0].runs.front().text, std::to_string(rows++));
    }
    QCOMPARE(rows, std::size_t{1000});
}

void CardStreamingTest::longLineIsCut() {
    const std::string text = repeated("words without a line end and ", 40'000) + "an end.";
    StreamingDocument document;
    std::mt19937 dice(4);
    feed(document, text, [&] { return 1 + dice() % 60; });
    std::string joined;
    for (const Block& block : document.blocks()) {
        QVERIFY(block.kind == Block::Kind::Paragraph);
        joined += (joined.empty() ? "" : " ") + block.runs.front().text;
    }
    QCOMPARE(joined, text);
    StreamingDocument solid;
    feed(solid, repeated("\xE4\xBD\xA0", 30'000), [&] { return 1 + dice() % 60; });
    for (const Block& block : solid.blocks())
        QVERIFY(block.runs.front().text.find("\xEF\xBF\xBD") == std::string::npos);
}

void CardStreamingTest::workStaysBounded_data() {
    QTest::addColumn<QByteArray>("text");
    constexpr std::size_t tokens = 100'000;
    constexpr std::size_t bytes = tokens * 4;
    std::string all;
    for (const std::string& fragment : fragments) all += fragment;
    QTest::newRow("everything") << QByteArray::fromStdString(repeated(all, bytes));
    QTest::newRow("prose") << QByteArray::fromStdString(
        repeated("Some words that make a sentence. And more.\n\n", bytes));
    QTest::newRow("code without end") << QByteArray::fromStdString("```\n" + repeated("x = x + 1\n", bytes));
    QTest::newRow("one line") << QByteArray::fromStdString(repeated("word ", bytes));
    QTest::newRow("one word") << QByteArray::fromStdString(repeated("word", bytes));
    QTest::newRow("HTML never closed") << QByteArray::fromStdString("<div>\n\n" + repeated("text\n\n", bytes));
    QTest::newRow("a comment never closed") << QByteArray::fromStdString("<!--\n\n" + repeated("text\n\n", bytes));
    QTest::newRow("empty lines") << QByteArray::fromStdString(repeated("\n", bytes));
    QTest::newRow("nested list") << QByteArray::fromStdString("- a\n" + repeated("  - b\n\n    c\n", bytes));
    QTest::newRow("definitions") << QByteArray::fromStdString(repeated("[a]: http://b\n\n", bytes));
}

void CardStreamingTest::workStaysBounded() {
    QFETCH(QByteArray, text);
    constexpr int pieceLength = 40; // what comes in a tenth of a second from a quick model
    StreamingDocument document;
    std::uint64_t most = 0;
    for (int at = 0; at < text.size(); at += pieceLength) {
        const std::uint64_t before = document.bytesRead();
        document.append(text.mid(at, pieceLength).toStdString());
        most = std::max(most, document.bytesRead() - before);
    }
    document.finish();
    // A boundary that HTML keeps from settling, a cut, the open end: each reads the open end and the definitions once.
    const std::uint64_t bound = 3 * 2 * (StreamingDocument::longestTail + 1024);
    QVERIFY2(most <= bound, qPrintable(QString::number(most)));
}

void CardStreamingTest::definitionsCountForWhatFollows() {
    const std::string text = "[a]: https://example.org\n\nSee [a].\n\nAnd\n\nagain [a].\n\n";
    StreamingDocument document;
    feed(document, text, [] { return 3; });
    QCOMPARE(shown(document.blocks()), QString::fromStdString(outline(text)));
}

void CardStreamingTest::clearedIsAsNew() {
    StreamingDocument document;
    document.append("# Heading\n\n```\ncode");
    document.clear();
    QVERIFY(document.blocks().empty() && document.text().empty());
    document.append("# Heading\n\ntext");
    document.finish();
    QCOMPARE(document.blocks().front().anchor, std::string("heading"));
    QCOMPARE(document.blocks().size(), std::size_t{2});
}

void CardStreamingTest::sentences_data() {
    QTest::addColumn<QString>("text"); // "|" where the last whole sentence ends
    QTest::newRow("none yet") << "|Hello wor";
    QTest::newRow("not sure yet") << "|Hello.";
    QTest::newRow("one") << "Hello.| And";
    QTest::newRow("several") << "Hello. How are you? Fine!| And";
    QTest::newRow("number") << "|It is 3.14 and";
    QTest::newRow("shortened") << "|Dr. Smith, e.g. John";
    QTest::newRow("small letters go on") << "|The file is a .png. or so";
    QTest::newRow("line") << "A heading\n|Text";
    QTest::newRow("empty lines alone") << "|\n\n";
    QTest::newRow("list number") << "|1. First thing";
    QTest::newRow("quote") << "She said \"no.\"| Then";
    QTest::newRow("bold") << "**Look.**| Then";
    QTest::newRow("dots") << "Well...| Then";
    QTest::newRow("year") << "It was 1990.| Then";
    QTest::newRow("chinese") << QString::fromUtf8("你好。|世界");
    QTest::newRow("ellipsis") << QString::fromUtf8("Well…| Then");
}

void CardStreamingTest::sentences() {
    QFETCH(QString, text);
    const std::size_t end = static_cast<std::size_t>(text.left(text.indexOf('|')).toUtf8().size());
    const std::string whole = text.remove('|').toStdString();
    QCOMPARE(endOfSentences(whole, 0), end);
    QCOMPARE(endOfSentences(whole, end), end);
    QCOMPARE(endOfSentences("", 0), std::size_t{0});
}

QTEST_GUILESS_MAIN(CardStreamingTest)
#include "tst_card_streaming.moc"
