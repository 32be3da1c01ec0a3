// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "card_outline.h"

using namespace orrery::card;

class CardMarkdownTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textAndItsStyles() {
        COMPARE_OUTLINE("Plain **bold** *it* ~~old~~ `x < y`\nsame line  \nnext",
                        "p Plain [b:bold] [i:it] [s:old] [c:x < y] same line\nnext\n");
    }

    void headingsGetAnchors() {
        const Document card =
            readCardBody("# What's *new*?\n\nSetext\n---\n\n## 🤗 Use it\n\n## Use it\n\n# What's new\n");
        QStringList anchors;
        for (const Block& block : card.blocks) anchors << QString::fromStdString(block.anchor);
        QCOMPARE(anchors.join(' '), QStringLiteral("whats-new setext -use-it use-it whats-new-1"));
        QCOMPARE(card.blocks[1].level, 2);
    }

    void listsNest() {
        COMPARE_OUTLINE("- one\n  - two\n\n    more of two\n- [x] done\n- [ ] todo\n\n7. seven\n8. eight\n   ```sh\n   "
                        "run\n   ```\n",
                        "  li • one\n    li • two\n    p more of two\n  li ☑ done\n  li ☐ todo\n"
                        "  li 7. seven\n  li 8. eight\n  code sh <run>\n");
    }

    void itemsMayBeginWithAnything() {
        COMPARE_OUTLINE("- ![a cube](cube.png)\n-\n- # Title\n",
                        "  images • img(cube.png|a cube)\n  li •\n  h1 • Title\n");
    }

    void quotesSayWhereTheirBarsAre() {
        const Document card = readCardBody("> said\n>\n> - in it\n\n- item\n\n  > inner\n");
        COMPARE_OUTLINE("> said\n>\n> - in it\n\n- item\n\n  > inner\n",
                        "  quote said\n    li • in it\n  li • item\n    quote inner\n");
        QCOMPARE(card.blocks[0].quoted, std::uint64_t(0b1));
        QCOMPARE(card.blocks[1].quoted, std::uint64_t(0b1));
        QCOMPARE(card.blocks[2].quoted, std::uint64_t(0));
        QCOMPARE(card.blocks[3].quoted, std::uint64_t(0b10));
    }

    void codeStaysAsItIs() {
        COMPARE_OUTLINE("```python title=\"x\"\nif a < b:\n    print(\"$a$\")\n\n```\n\n    indented\n",
                        "code python <if a < b:\n    print(\"$a$\")>\ncode <indented>\n");
    }

    void tables() {
        const char* table = "| Task | Score |\n|:----:|------:|\n| `push` | **91** |\n| short |\n| a | b | lost |\n";
        COMPARE_OUTLINE(table, "table\n|Task|Score\n|[c:push]|[b:91]\n|short|\n|a|b\n");
        const Document card = readCardBody(table);
        QCOMPARE(card.blocks[0].rows[1][0].align, Block::Cell::Align::Centre);
        QCOMPARE(card.blocks[0].rows[1][1].align, Block::Cell::Align::Right);
    }

    void linksAndAddressesInText() {
        COMPARE_OUTLINE("[docs](docs/use.md#run) [top](#top) <me@example.org> see https://example.org/a_(b). "
                        "[r]\n\n[r]: https://r.example\n",
                        "p [docs -> docs/use.md#run] [top -> #top] [me@example.org -> mailto:me@example.org] see "
                        "[https://example.org/a_(b) -> https://example.org/a_(b)]. [r -> https://r.example]\n");
    }

    void imagesAreDescribed() {
        COMPARE_OUTLINE("Look: ![the *arm*](assets/arm.png) "
                        "there\n\n[![CI](https://ci.example/b.svg)](https://ci.example) · ![L](l.svg \"title\")\n",
                        "p Look:\nimages img(assets/arm.png|the arm)\np there\n"
                        "images img(https://ci.example/b.svg|CI -> https://ci.example) img(l.svg|L)\n");
    }

    void imagesOfHeadingsAndTablesStandBesideThem() {
        COMPARE_OUTLINE("# ![logo](l.png) Name ![badge](b.svg)\n",
                        "images img(l.png|logo)\nh1 Name\nimages img(b.svg|badge)\n");
        COMPARE_OUTLINE("| a | b |\n|---|---|\n| ![x](x.png) | text |\n",
                        "table\n|a|b\n|[i:x]|text\nimages img(x.png|x)\n");
    }

    void mathsIsMarked() {
        COMPARE_OUTLINE(R"(Loss $a_i * b_i^2$ and \(x_1 * y\), `$no$` and **$b$**)",
                        "p Loss [m:a_i * b_i^2] and [m:x_1 * y], [c:$no$] and [bm:b]\n");
        COMPARE_OUTLINE("before $$x$$ after\n\n$$\n\\sum_i *x_i*\n$$\n\n\\[\nE = mc^2\n\\]\n",
                        "p before\nmaths <x>\np after\nmaths <\\sum_i *x_i*>\nmaths <E = mc^2>\n");
        COMPARE_OUTLINE("# About $n$", "h1 About [m:n]\n");
    }

    void moneyIsNotMaths() {
        COMPARE_OUTLINE("It costs $5 to $10, in US$ or A$, $HOME/$USER and \\$x\\$.",
                        "p It costs $5 to $10, in US$ or A$, $HOME/$USER and $x$.\n");
    }

    void mathsInAddressesIsNoMaths() {
        COMPARE_OUTLINE("[a](https://e.example/$x$/y) <a href=\"https://e.example/$z$\">b</a>",
                        "p [a -> https://e.example/$x$/y] [b -> https://e.example/$z$]\n");
    }

    void summaryIsTheFirstWords() {
        const Document card = readCardBody("# Title\n\n[Paper](p) | [Code](c)\n\n<p align=center>caption</p>\n\nA "
                                           "policy that **picks** cubes up and puts them down.\n");
        QCOMPARE(summary(card), std::string("A policy that picks cubes up and puts them down."));
        QCOMPARE(summary(card, 20), std::string("A policy that…"));
        QCOMPARE(summary(readCardBody("ééééééééé"), 10), std::string("ééé…"));
        QCOMPARE(summary({}), std::string());
    }

    void richTextEscapesEverything() {
        const Runs runs{{"a<b>\n\"&", Run::Bold | Run::Code, {}}, {"x", Run::Plain, "https://e.example/?a=1&b=2"}};
        QCOMPARE(QString::fromStdString(toRichText(runs, "#123456", "#abcdef")),
                 QStringLiteral("<b><code style=\"background-color:#abcdef\">a&lt;b&gt;<br>&quot;&amp;</code></b>"
                                "<a href=\"https://e.example/?a=1&amp;b=2\" style=\"color:#123456\">x</a>"));
    }
};

QTEST_APPLESS_MAIN(CardMarkdownTest)
#include "tst_card_markdown.moc"
