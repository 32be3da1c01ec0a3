// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::card {

/// A stretch of text in one style.
struct Run {
    enum Style : unsigned { Plain = 0, Bold = 1, Italic = 2, Code = 4, Strike = 8, Maths = 16, Super = 32, Sub = 64 };
    std::string text; ///< Plain Unicode text, never markup.
    unsigned style = Plain;
    std::string
        link; ///< http, https, mailto, "#anchor" or relative to the repository; anything else was dropped. Empty: none.

    bool operator==(const Run&) const = default;
};
using Runs = std::vector<Run>;

struct Image {
    std::string url;  ///< As written: absolute, or relative to the repository.
    std::string text; ///< What it shows, for those who do not see it.
    std::string link;
    std::uint32_t width = 0, height = 0; ///< As asked for; 0: its own.

    bool operator==(const Image&) const = default;
};

/// One block of a card, from top to bottom; nesting is flattened into `depth`.
struct Block {
    enum class Kind { Paragraph, Heading, Code, Quote, ListItem, Table, Image, Rule, Maths };
    Kind kind = Kind::Paragraph;
    int level = 0;            ///< Heading: 1 to 6.
    int depth = 0;            ///< Lists and quotes around it, at most 64.
    std::uint64_t quoted = 0; ///< Bit i: of these, counted from outside, the i-th is a quote.
    std::string marker; ///< Of the list item that begins here: "•", "3.", "☐", "☑". Mostly a ListItem, but an item may
                        ///< begin with any block.
    Runs runs;
    std::string code;     ///< Code and Maths: the text as it is.
    std::string language; ///< Code.
    std::string anchor;   ///< Heading: what "#..." links to it.
    bool centred = false;
    std::vector<Image> images; ///< Image: one or several side by side (badges).
    struct Cell {
        Runs runs;
        enum class Align { Left, Centre, Right } align = Align::Left;

        bool operator==(const Cell&) const = default;
    };
    std::vector<std::vector<Cell>>
        rows; ///< Table: the first is the header, which may say nothing; all are equally long.

    bool operator==(const Block&) const = default;
};

/// A card made safe to show: no scripts, no styles, no frames, no event handlers, no address but plain links and images
/// (which nobody has fetched).
struct Document {
    std::vector<Block> blocks;
    bool cut = false; ///< It was too long; the rest was left out.
};

/// Reads GitHub-flavoured Markdown with the HTML that cards use (p, br, img, a, table, details, sub, sup, center,
/// h1-h6, lists, pre, code, b, i ...). Unknown tags vanish, their text stays; script, style, iframe, object and the
/// like vanish whole. Maths ($…$, $$…$$, \(…\)) stays as text, marked. Never fails; bounded in size, depth and time.
/// Pure.
Document readCardBody(std::string_view markdown);

/// The runs as the small HTML that Qt's rich text reads, everything escaped.
std::string toRichText(const Runs& runs, std::string_view linkColour, std::string_view codeBackground);

/// The first paragraph of text (not one of links alone, nor a centred line if there is another) as plain text, at most
/// so many bytes, cut at a word.
std::string summary(const Document& document, std::size_t maxBytes = 300);

} // namespace orrery::card
