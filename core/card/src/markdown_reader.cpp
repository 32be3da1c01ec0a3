// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "markdown_reader.h"

#include "address.h"
#include "html_reader.h"
#include "utf8.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <memory>
#include <mutex>

namespace orrery::card {

namespace {

using Align = Block::Cell::Align;

struct Deleter {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
    void operator()(cmark_node* node) const { cmark_node_free(node); }
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
template <class T>
using Owned = std::unique_ptr<T, Deleter>;

/// cmark-gfm keeps its extensions, and the characters they look for, in variables of the whole program.
Owned<cmark_node> parse(const std::string& markdown) {
    static std::mutex oneAtATime;
    const std::lock_guard lock(oneAtATime);
    cmark_gfm_core_extensions_ensure_registered();
    const Owned<cmark_parser> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
    for (const char* name : {"table", "strikethrough", "tasklist"}) {
        cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
    }
    cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
    Owned<cmark_node> document(cmark_parser_finish(parser.get()));
    cmark_consolidate_text_nodes(document.get());
    return document;
}

std::string_view orEmpty(const char* text) {
    return text == nullptr ? std::string_view() : std::string_view(text);
}

/// The first word after the fence, without the braces and attributes some write there.
std::string_view languageOf(std::string_view info) {
    const std::size_t first = info.find_first_not_of(" {.");
    if (first == info.npos) return {};
    return info.substr(first, info.find_first_of(" ,{}:\t", first) - first).substr(0, 32);
}

class MarkdownReader {
public:
    MarkdownReader(const MathsShield& maths, Composer& composer) : m_maths(maths), m_composer(composer) {}

    void read(cmark_node* document) {
        const Owned<cmark_iter> iterator(cmark_iter_new(document));
        for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE && !m_composer.full();
             event = cmark_iter_next(iterator.get())) {
            cmark_node* node = cmark_iter_get_node(iterator.get());
            if (m_image != nullptr) {
                describeImage(node, event);
            } else if (event == CMARK_EVENT_EXIT) {
                leave(node);
            } else {
                enter(node);
            }
        }
    }

private:
    void enter(cmark_node* node) {
        const cmark_node_type type = cmark_node_get_type(node);
        const std::string_view literal = orEmpty(cmark_node_get_literal(node));
        if (type == CMARK_NODE_TEXT) {
            m_composer.text(literal);
        } else if (type == CMARK_NODE_SOFTBREAK) {
            m_composer.text(" ");
        } else if (type == CMARK_NODE_LINEBREAK) {
            m_composer.breakLine();
        } else if (type == CMARK_NODE_CODE) {
            m_composer.open({.style = Run::Code});
            m_composer.text(literal);
            m_composer.close();
        } else if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) {
            readHtml(literal, m_maths, m_composer);
        } else if (type == CMARK_NODE_CODE_BLOCK) {
            m_composer.code(literal, languageOf(orEmpty(cmark_node_get_fence_info(node))));
        } else if (type == CMARK_NODE_THEMATIC_BREAK) {
            m_composer.rule();
        } else if (type == CMARK_NODE_IMAGE) {
            startImage(node);
        } else if (surrounds(type)) {
            m_composer.open(elementOf(node, type));
        }
    }

    void leave(cmark_node* node) {
        if (surrounds(cmark_node_get_type(node))) m_composer.close();
    }

    static bool surrounds(cmark_node_type type) { return type != CMARK_NODE_DOCUMENT; }

    Element elementOf(cmark_node* node, cmark_node_type type) {
        if (type == CMARK_NODE_PARAGRAPH) return {.tag = Tag::Paragraph};
        if (type == CMARK_NODE_HEADING) return {.tag = Tag::Heading, .level = cmark_node_get_heading_level(node)};
        if (type == CMARK_NODE_BLOCK_QUOTE) return {.tag = Tag::Quote};
        if (type == CMARK_NODE_LIST) return listElement(node);
        if (type == CMARK_NODE_ITEM) return itemElement(node);
        if (type == CMARK_NODE_EMPH) return {.style = Run::Italic};
        if (type == CMARK_NODE_STRONG) return {.style = Run::Bold};
        if (type == CMARK_NODE_LINK) return {.link = safeLink(m_maths.uncover(orEmpty(cmark_node_get_url(node))))};
        const std::string_view extension = cmark_node_get_type_string(node);
        if (extension == "strikethrough") return {.style = Run::Strike};
        if (extension == "table") return {.tag = Tag::Table};
        if (extension == "table_row" || extension == "table_header") return {.tag = Tag::Row};
        if (extension == "table_cell") return {.tag = Tag::Cell, .cell = cellShape(node)};
        return {};
    }

    static Element listElement(cmark_node* node) {
        Element list{.tag = Tag::List};
        if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST) {
            list.first = static_cast<std::uint64_t>(std::max(0, cmark_node_get_list_start(node)));
        }
        return list;
    }

    static Element itemElement(cmark_node* node) {
        Element item{.tag = Tag::Item};
        if (std::string_view(cmark_node_get_type_string(node)) == "tasklist") {
            item.marker = cmark_gfm_extensions_get_tasklist_item_checked(node) ? "☑" : "☐";
        }
        return item;
    }

    static CellShape cellShape(cmark_node* cell) {
        cmark_node* row = cmark_node_parent(cell);
        cmark_node* table = cmark_node_parent(row);
        std::size_t column = 0;
        for (cmark_node* before = cmark_node_previous(cell); before != nullptr; before = cmark_node_previous(before)) {
            ++column;
        }
        const std::uint8_t* aligns = cmark_gfm_extensions_get_table_alignments(table);
        const bool known = column < cmark_gfm_extensions_get_table_columns(table);
        const char align = known ? static_cast<char>(aligns[column]) : 'l';
        return {.align = align == 'c'   ? Align::Centre
                         : align == 'r' ? Align::Right
                                        : Align::Left,
                .header = cmark_gfm_extensions_get_table_row_is_header(row) != 0};
    }

    void startImage(cmark_node* node) {
        m_image = node;
        m_described = {};
        m_described.url = safePicture(m_maths.uncover(orEmpty(cmark_node_get_url(node))));
        m_title = orEmpty(cmark_node_get_title(node));
    }

    void describeImage(cmark_node* node, cmark_event_type event) {
        if (node == m_image && event == CMARK_EVENT_EXIT) {
            m_image = nullptr;
            if (m_described.text.empty()) m_described.text = m_maths.uncover(m_title);
            m_composer.image(std::move(m_described));
        } else if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK) {
            m_described.text += ' ';
        } else if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE) {
            m_described.text += m_maths.uncover(orEmpty(cmark_node_get_literal(node)));
        }
    }

    const MathsShield& m_maths;
    Composer& m_composer;
    cmark_node* m_image = nullptr; ///< The image being described.
    Image m_described;
    std::string_view m_title;
};

} // namespace

void readMarkdown(const std::string& markdown, const MathsShield& maths, Composer& composer) {
    const Owned<cmark_node> document = parse(markdown);
    MarkdownReader(maths, composer).read(document.get());
}

} // namespace orrery::card
