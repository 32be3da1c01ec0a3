// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "maths_shield.h"
#include "run_builder.h"
#include "table_builder.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::card {

enum class Tag { Inline, Block, Paragraph, Heading, Quote, List, Item, Preformatted, Table, Row, Cell };

/// Something that surrounds text, from Markdown or from HTML.
struct Element {
    Tag tag = Tag::Inline;
    std::string name = {};                ///< HTML: what its end tag says. Empty: Markdown.
    unsigned style = Run::Plain;          ///< Of the text within, added to that around.
    std::optional<std::string> link = {}; ///< Of the text within, instead of that around.
    bool centred = false;
    int level = 0;                           ///< Heading.
    std::optional<std::uint64_t> first = {}; ///< List: its first number; none: bullets.
    std::string marker = {};                 ///< Item: its own instead of the list's.
    std::string language = {};               ///< Of code.
    CellShape cell = {};
};

/// Makes blocks of elements and text as they come, from Markdown and HTML alike. Markdown's elements are nested well;
/// HTML's may begin in one Markdown block and end in another, end wrongly or never. Stops taking more when the card is
/// too long.
class Composer {
public:
    explicit Composer(const MathsShield& maths) : m_maths(maths) {}

    void open(Element element);
    /// Ends the innermost element of Markdown, and all HTML begun within.
    void close();
    /// Ends the HTML element of this name, if there is one that can end here.
    void close(std::string_view name);
    /// Nothing counts until the end tag of this name.
    void hide(std::string_view name);

    void text(std::string_view text);
    void breakLine();
    void rule();
    void code(std::string_view text, std::string_view language);
    void image(Image image);
    /// A paragraph that names a film or a sound and leads there.
    void media(const std::string& address);

    bool inside() const { return !m_frames.empty() || !m_hiddenBy.empty(); } ///< Some HTML has begun and not ended.
    bool full() const { return m_document.cut; }
    std::string_view hiddenBy() const { return m_hiddenBy; }
    bool preformatted() const { return m_context.preformatted; }
    Document finish();

private:
    struct Context {
        Look look;
        bool centred = false, preformatted = false, cell = false;
        int heading = 0, depth = 0;
        std::uint64_t quoted = 0;
    };
    struct Frame {
        Tag tag = Tag::Inline;
        std::string name;
        Context before;
        std::optional<std::uint64_t> next; ///< List: the number of the next item.
    };

    bool insideNestedTable() const;
    void closeImplied(const Element& element);
    bool closeNearest(std::initializer_list<std::string_view> names, std::initializer_list<std::string_view> barriers);
    void enter(const Element& element);
    void startItem(const Element& element);
    void popTo(std::size_t size);
    void leave(const Frame& frame);

    void plain(std::string_view text);
    void write(std::string_view text, const Look& look);
    void writeMaths(const MathsShield::Piece& piece);
    RunBuilder& runs() { return m_context.cell ? m_table->text() : m_runs; }
    void endParagraph();
    void emitImages(std::vector<Image>& images);
    void emitTable();
    void emitCode(std::string code, const std::string& language);
    void emit(Block block);
    Block::Kind textKind() const;

    const MathsShield& m_maths;
    Document m_document;
    Context m_context;
    std::vector<Frame> m_frames;
    std::size_t m_skipped = 0; ///< Markdown elements nested too deeply to be followed.
    std::string m_hiddenBy;
    std::size_t m_hiddenFrames = 0; ///< How many were open when it began.

    RunBuilder m_runs;
    std::vector<Image> m_images, m_imagesAfter; ///< Of the paragraph; after: of a heading that has begun.
    std::string m_marker;                       ///< Of the list item that began; the next block takes it.
    std::string m_cellMarker;                   ///< The same within a cell, where it becomes text.
    std::string m_code, m_language;
    std::optional<TableBuilder> m_table;
    std::size_t m_bytes = 0;
};

} // namespace orrery::card
