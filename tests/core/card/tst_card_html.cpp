// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "card_outline.h"

using namespace orrery::card;

/// Cards are often half HTML, and seldom tidy.
class CardHtmlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTypicalTopOfACard() {
        COMPARE_OUTLINE(R"(<div align="center">
  <img src="assets/logo.svg" width="120" alt="Logo">

# Cube picker

<a href="https://arxiv.example/1"><img src="https://badge.example/a.svg" alt="Paper"/></a>&nbsp;|
<a href="LICENSE"><IMG SRC='https://badge.example/b.svg' ALT=Licence></a>
</div>

Text.
)",
                        "images centred img(assets/logo.svg|Logo 120x0)\nh1 centred Cube picker\n"
                        "images centred img(https://badge.example/a.svg|Paper -> https://arxiv.example/1) "
                        "img(https://badge.example/b.svg|Licence -> LICENSE)\np Text.\n");
    }

    void inlineHtmlWithinMarkdown() {
        COMPARE_OUTLINE("H<sub>2</sub>O x<sup>2</sup> <kbd>Ctrl</kbd> <b>b<i>bi</i></b><br>new <span "
                        "style=\"color:red\">line</span> <!-- gone -->end",
                        "p H[_:2]O x[^:2] [c:Ctrl] [b:b][bi:bi]\nnew line end\n");
    }

    void detailsAreUnfolded() {
        COMPARE_OUTLINE(
            "<details>\n<summary>More <b>here</b></summary>\n\n- one\n\n```json\n{}\n```\n\n</details>\n\nafter",
            "p [b:More here]\n  li • one\ncode json <{}>\np after\n");
    }

    void headingsParagraphsAndRules() {
        COMPARE_OUTLINE("<h2 align=\"center\">Two</h2><p>one<p>two<hr>three",
                        "h2 centred Two\np one\np two\nrule\np three\n");
        COMPARE_OUTLINE("<p style=\"text-align : Center\">x</p>\n\ny", "p centred x\np y\n");
        COMPARE_OUTLINE("<p align=center>\n<img src=a.png>\n<p>\n\nnot centred",
                        "images centred img(a.png|)\np not centred\n");
    }

    void listsWithoutEndTags() {
        COMPARE_OUTLINE("<ul><li>one<li>two <ol start=4><li>a<li>b</ol><li>three</ul>after",
                        "  li • one\n  li • two\n    li 4. a\n    li 5. b\n  li • three\np after\n");
    }

    void preKeepsItsLines() {
        COMPARE_OUTLINE("<pre><code class=\"language-py\">\na &lt; b\n  c<br>d\n</code></pre>",
                        "code py <a < b\n  c\nd>\n");
    }

    void tables() {
        COMPARE_OUTLINE("<table><thead><tr><th>A<th align=right>B</thead><tr><td>1<td><b>2</b><br>3</table>",
                        "table\n|A|B\n|1|[b:2]\n3\n");
        COMPARE_OUTLINE("<table>\n<tr>\n<td>\n\n**md**\n\n- one\n- two\n\n</td>\n<td>x</td>\n</tr>\n</table>\n",
                        "table\n||\n|[b:md]\n• one\n• two|x\n");
    }

    void cellsKeepTheirPlaceBesideWideOnes() {
        COMPARE_OUTLINE("<table><tr><th colspan=2>wide<th>c<tr><td rowspan=2>tall<td>1<td>2<tr><td>3<td>4</table>",
                        "table\n|wide||c\n|tall|1|2\n||3|4\n");
    }

    void tablesThatOnlyPlaceImages() {
        COMPARE_OUTLINE("<table><tr><td><img src=a.png alt=A></td><td> <img src=b.png></td></tr></table>",
                        "images img(a.png|A) img(b.png|)\n");
    }

    void tablesWithinTablesBecomeText() {
        COMPARE_OUTLINE("<table><tr><td>a<table><tr><td>b<td>c</table>d</td><td>e</td></tr></table>after",
                        "table\n||\n|a\nb\nc\nd|e\np after\n");
    }

    void filmsBecomeLinks() {
        COMPARE_OUTLINE("<video controls><source src=\"media/run.mp4\">Too old.</video>\n\n<video "
                        "src=\"https://v.example/a.webm?x=1\"></video>\n\nend",
                        "p [run.mp4 -> media/run.mp4]\np [a.webm -> https://v.example/a.webm?x=1]\np end\n");
    }

    void wrongNestingHarmsNothing() {
        COMPARE_OUTLINE("</div></b><b>x</p></table> y\n\n</center>z", "p [b:x y z]\n");
        COMPARE_OUTLINE("> <div align=center>in\n\nout", "  quote centred in\np out\n");
        COMPARE_OUTLINE("*a <b>b* c</b> d", "p [i:a ][bi:b] c d\n");
        COMPARE_OUTLINE("a < b and c <d and <e", "p a < b and c <d and <e\n");
    }

    void charactersByName() {
        COMPARE_OUTLINE("<p>&lt;b&gt; &amp;amp; &copy; &#x1F917; &#0; &unknown; &eacute;</p>",
                        "p <b> &amp; © 🤗 \xEF\xBF\xBD &unknown; é\n");
    }
};

QTEST_APPLESS_MAIN(CardHtmlTest)
#include "tst_card_html.moc"
