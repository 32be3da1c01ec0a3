// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "html_elements.h"

#include "address.h"

#include <algorithm>
#include <charconv>

namespace orrery::card {

namespace {

using Align = Block::Cell::Align;

struct Known {
    std::string_view name;
    Tag tag;
    unsigned style = Run::Plain;
};

/// Sorted by name.
constexpr Known known[] = {
    {"a", Tag::Inline},
    {"address", Tag::Block, Run::Italic},
    {"article", Tag::Block},
    {"aside", Tag::Block},
    {"b", Tag::Inline, Run::Bold},
    {"blockquote", Tag::Quote},
    {"caption", Tag::Block, Run::Italic},
    {"center", Tag::Block},
    {"cite", Tag::Inline, Run::Italic},
    {"code", Tag::Inline, Run::Code},
    {"dd", Tag::Block},
    {"del", Tag::Inline, Run::Strike},
    {"details", Tag::Block},
    {"dfn", Tag::Inline, Run::Italic},
    {"div", Tag::Block},
    {"dl", Tag::Block},
    {"dt", Tag::Block, Run::Bold},
    {"em", Tag::Inline, Run::Italic},
    {"figcaption", Tag::Block, Run::Italic},
    {"figure", Tag::Block},
    {"footer", Tag::Block},
    {"h1", Tag::Heading},
    {"h2", Tag::Heading},
    {"h3", Tag::Heading},
    {"h4", Tag::Heading},
    {"h5", Tag::Heading},
    {"h6", Tag::Heading},
    {"header", Tag::Block},
    {"i", Tag::Inline, Run::Italic},
    {"kbd", Tag::Inline, Run::Code},
    {"li", Tag::Item},
    {"main", Tag::Block},
    {"nav", Tag::Block},
    {"ol", Tag::List},
    {"p", Tag::Paragraph},
    {"pre", Tag::Preformatted},
    {"s", Tag::Inline, Run::Strike},
    {"samp", Tag::Inline, Run::Code},
    {"section", Tag::Block},
    {"small", Tag::Inline},
    {"strike", Tag::Inline, Run::Strike},
    {"strong", Tag::Inline, Run::Bold},
    {"sub", Tag::Inline, Run::Sub},
    {"summary", Tag::Block, Run::Bold},
    {"sup", Tag::Inline, Run::Super},
    {"table", Tag::Table},
    {"td", Tag::Cell},
    {"th", Tag::Cell},
    {"tr", Tag::Row},
    {"tt", Tag::Inline, Run::Code},
    {"ul", Tag::List},
    {"var", Tag::Inline, Run::Italic},
};

constexpr std::string_view hidden[] = {"applet", "audio", "canvas",   "embed",    "form",   "frameset", "head",
                                       "iframe", "math",  "noembed",  "noframes", "object", "script",   "select",
                                       "style",  "svg",   "template", "textarea", "title",  "video"};

std::string lowerWithoutBlanks(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\n') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

std::optional<Align> alignOf(const HtmlToken& tag) {
    const std::string align = lowerWithoutBlanks(tag.attribute("align"));
    const std::string style = lowerWithoutBlanks(tag.attribute("style"));
    const auto styled = [&style](std::string_view value) {
        return style.find("text-align:" + std::string(value)) != std::string::npos;
    };
    if (align == "center" || align == "middle" || styled("center")) return Align::Centre;
    if (align == "right" || styled("right")) return Align::Right;
    if (align == "left" || styled("left")) return Align::Left;
    return {};
}

std::uint64_t number(std::string_view text, std::uint64_t otherwise, std::uint64_t largest) {
    std::uint64_t value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::min(value, largest);
}

std::string languageOf(const HtmlToken& tag) {
    const std::string_view classes = tag.attribute("class");
    constexpr std::string_view prefix = "language-";
    const std::size_t at = classes.find(prefix);
    const std::string_view language =
        at == classes.npos ? tag.attribute("lang")
                           : classes.substr(at + prefix.size(), classes.find(' ', at) - at - prefix.size());
    return std::string(language.substr(0, 32));
}

CellShape cellShape(const HtmlToken& tag) {
    const bool header = tag.name == "th";
    CellShape shape{.align = alignOf(tag).value_or(Align::Left), .header = header};
    shape.columns = std::max<std::uint64_t>(1, number(tag.attribute("colspan"), 1, 200));
    shape.rows = std::max<std::uint64_t>(1, number(tag.attribute("rowspan"), 1, 2000));
    return shape;
}

} // namespace

std::optional<Element> elementOf(const HtmlToken& tag) {
    const auto* found = std::ranges::lower_bound(known, tag.name, {}, &Known::name);
    if (found == std::end(known) || found->name != tag.name) return {};
    Element element{.tag = found->tag, .name = tag.name, .style = found->style};
    element.centred = tag.name == "center" || (element.tag != Tag::Table && alignOf(tag) == Align::Centre);
    if (tag.name == "a" && !tag.attribute("href").empty()) element.link = safeLink(tag.attribute("href"));
    if (element.tag == Tag::Heading) element.level = tag.name[1] - '0';
    if (tag.name == "ol") element.first = number(tag.attribute("start"), 1, 999'999'999);
    if (element.tag == Tag::Cell) element.cell = cellShape(tag);
    if (element.tag == Tag::Preformatted || (element.style & Run::Code) != 0) element.language = languageOf(tag);
    return element;
}

bool vanishesWhole(std::string_view name) {
    return std::ranges::find(hidden, name) != std::end(hidden);
}

} // namespace orrery::card
