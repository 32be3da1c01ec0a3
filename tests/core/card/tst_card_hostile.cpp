// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "card_outline.h"
#include "card_safety.h"

using namespace orrery::card;

namespace {

std::string repeated(std::string_view piece, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += piece;
    return out;
}

} // namespace

class CardHostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noScriptSurvives_data() {
        QTest::addColumn<QByteArray>("card");
        const char* cards[] = {
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java&#x73;cript:alert(1))",
            "[x](&#106;avascript&colon;alert(1))",
            "[x](<java\tscript:alert(1)>)",
            "[x](\\javascript:alert(1))",
            "[x](vbscript:run) [y](data:text/html;base64,PHNjcmlwdD4=) [z](file:///etc/passwd)",
            "[x]\n\n[x]: javascript:alert(1)",
            "<javascript:alert(1)>",
            "![x](javascript:alert(1)) ![y](data:image/svg+xml,<svg/onload=alert(1)>)",
            "<a href=javascript:alert(1)>x</a>",
            "<a href=\" &#14; javascript:alert(1)\">x</a>",
            "<a href=\"java&#10;script:alert(1)\">x</a>",
            "<a href='jav&Tab;ascript&colon;alert(1)'>x</a>",
            "<a href=\"&#0000106&#0000097vascript:alert(1)\">x</a>",
            "<a href=\"x\" href=\"javascript:alert(1)\" onclick=alert(1)>x</a>",
            "<img src=x onerror=alert(1)>",
            "<img \"\"\"><script>alert(1)</script>\">",
            "<IMG SRC=`javascript:alert(1)`>",
            "<script>alert('x')</script>",
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            "<ScRiPt src=//evil.example/x.js></sCrIpT >",
            "<script\n>alert(1)</script\n>",
            "<style>@import 'https://evil.example'</style>",
            "<iframe srcdoc='<b>alert</b>'></iframe>",
            "<object data=x>alert</object><embed src=alert>",
            "<svg><a xlink:href='javascript:alert(1)'>alert</a></svg>",
            "<math><mtext>alert</mtext></math>",
            "<form action=x><input value=alert><button>alert</button></form>",
            "<div style=\"background:url(javascript:alert(1))\">x</div>",
            "<table background='javascript:alert(1)'><tr><td onmouseover=alert(1)>x</table>",
            "<!--[if IE]><script>alert(1)</script><![endif]-->",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<body onload=alert(1)>",
            "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
            "<base href='javascript:alert(1)//'>",
            "<details ontoggle=alert(1) open>x</details>",
        };
        for (const char* card : cards) QTest::newRow(card) << QByteArray(card);
    }

    void noScriptSurvives() {
        QFETCH(QByteArray, card);
        const Document document = readCardBody(card.toStdString());
        QCOMPARE(QString::fromStdString(whatIsUnsafe(document)), QString());
        const std::string all = outline(document);
        QVERIFY2(all.find("-> java") == std::string::npos && all.find("(java") == std::string::npos, all.c_str());
        const bool hides = card.startsWith("<s") || card.startsWith("<S") || card.contains("<object") ||
                           card.contains("<form") || card.contains("<math");
        if (hides && !card.startsWith("<scr<")) QVERIFY2(all.find("alert") == std::string::npos, all.c_str());
    }

    void textIsNeverMarkupAgain() {
        const Document document = readCardBody("&lt;script&gt;alert(1)&lt;/script&gt; `<img src=x onerror=y>`");
        QCOMPARE(toRichText(document.blocks[0].runs, "#1", "#2"),
                 std::string("&lt;script&gt;alert(1)&lt;/script&gt; <code style=\"background-color:#2\">&lt;img src=x "
                             "onerror=y&gt;</code>"));
    }

    void directionTricksAndControlsVanish() {
        COMPARE_OUTLINE("a\xE2\x80\xAE"
                        "b\x01\x7F"
                        "c\xEF\xB7\x90"
                        "0\xEF\xB7\x91"
                        "d\xFF",
                        "p abc0d\xEF\xBF\xBD\n");
    }

    void whatNeverEndsIsReadInTheEnd_data() {
        QTest::addColumn<QByteArray>("piece");
        const char* pieces[] = {"[",
                                "![",
                                "![[]()",
                                "<a",
                                "<a b=\"",
                                "<!--",
                                "*_",
                                "|",
                                "> > > ",
                                "`",
                                "`` ` ",
                                "<div>",
                                "<b>",
                                "$a ",
                                "\\(",
                                "- ",
                                "a\n|-|-|\n",
                                "|-|\n",
                                "<td rowspan=2000>",
                                "<tr><td colspan=200>",
                                "<table>",
                                "- a\n",
                                "1. ",
                                "&",
                                "http://a(",
                                "[a]: b\n",
                                "[a](b",
                                "**a ",
                                "<ul><li>",
                                "\xFF",
                                "a|b|c\n-|-|-\n1\n",
                                "<svg>",
                                "<pre>",
                                "~~~\n",
                                "#\n",
                                "<p>"};
        for (const char* piece : pieces) QTest::newRow(piece) << QByteArray(piece);
    }

    /// A megabyte each: where time were quadratic, the test would run into its limit.
    void whatNeverEndsIsReadInTheEnd() {
        QFETCH(QByteArray, piece);
        const Document document = readCardBody(repeated(piece.toStdString(), 1'000'000));
        QCOMPARE(QString::fromStdString(whatIsUnsafe(document)), QString());
    }

    void referencesDoNotMultiply() {
        std::string card = "[a]: https://e.example/" + std::string(2000, 'x') + "\n\n" + repeated("[a] ", 1'000'000);
        const Document document = readCardBody(card);
        QVERIFY(document.cut);
        std::size_t bytes = 0;
        for (const Block& block : document.blocks) {
            for (const Run& run : block.runs) bytes += run.text.size() + run.link.size();
        }
        QVERIFY(bytes < (std::size_t(64) << 20U));
    }

    void boundsAreKept() {
        const Document large = readCardBody(std::string(6'000'000, 'a'));
        QVERIFY(large.cut);
        QVERIFY(readCardBody(repeated("a\n\n", 90'000)).blocks.size() <= 20'000);
        std::string table = "<table>";
        for (int row = 0; row < 2500; ++row) table += "<tr><td>x";
        const Document rows = readCardBody(table);
        QVERIFY(rows.cut);
        QCOMPARE(rows.blocks.at(0).rows.size(), std::size_t(2001));
    }
};

QTEST_APPLESS_MAIN(CardHostileTest)
#include "tst_card_hostile.moc"
