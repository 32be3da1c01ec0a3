// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "composer.h"

#include "address.h"
#include "anchors.h"
#include "autolink.h"
#include "utf8.h"

#include <algorithm>
#include <utility>

namespace orrery::card {

namespace {

constexpr std::size_t mostBlocks = 20'000;
constexpr std::size_t mostBytes = std::size_t(32) << 20U; ///< Of all blocks, about.
constexpr std::size_t longestParagraph = 16'384;          ///< Longer ones are shown in pieces.
constexpr std::size_t longestCode = 65'536;
constexpr std::size_t mostFrames = 128;
constexpr int deepest = 64;

bool isBlock(Tag tag) {
    return tag != Tag::Inline;
}

/// What stands between badges and says nothing without them.
bool isSeparator(std::string_view text) {
    return text.find_first_not_of(" \t\n|/-\xC2\xB7\xA0\xE2\x80\xA2\x93\x94") == text.npos;
}

Block blockOf(Block::Kind kind) {
    Block block;
    block.kind = kind;
    return block;
}

std::string oneLine(std::string_view text) {
    std::string out(text);
    std::ranges::replace(out, '\n', ' ');
    return out;
}

std::size_t weight(const Block& block) {
    std::size_t bytes = sizeof(block) + block.code.size();
    for (const Run& run : block.runs) bytes += sizeof(run) + run.text.size() + run.link.size();
    for (const Image& image : block.images)
        bytes += sizeof(image) + image.url.size() + image.link.size() + image.text.size();
    if (!block.rows.empty()) bytes += block.rows.size() * block.rows[0].size() * sizeof(Block::Cell);
    return bytes;
}

} // namespace

void Composer::open(Element element) {
    const bool markdown = element.name.empty();
    if (!markdown && (!m_hiddenBy.empty() || m_frames.size() >= mostFrames)) return;
    if (m_skipped > 0 || m_frames.size() >= 2 * mostFrames) {
        ++m_skipped;
        return;
    }
    if (isBlock(element.tag)) closeImplied(element);
    if (insideNestedTable() || (m_context.cell && element.tag == Tag::Table)) element.tag = Tag::Block;
    if (isBlock(element.tag)) endParagraph();
    m_frames.push_back({element.tag, element.name, m_context, element.first});
    enter(element);
}

/// A table within a cell is only text: its parts lost their meaning.
bool Composer::insideNestedTable() const {
    const auto table = std::ranges::find_if(m_frames.rbegin(), m_frames.rend(), [](const Frame& frame) {
        return frame.tag == Tag::Table || frame.name == "table";
    });
    return table != m_frames.rend() && table->tag != Tag::Table && m_context.cell;
}

/// HTML may leave out some end tags.
void Composer::closeImplied(const Element& element) {
    closeNearest({"p"}, {"td", "th", "li", "blockquote"});
    if (element.name == "li") closeNearest({"li"}, {"ul", "ol", "td", "th"});
    if (element.tag == Tag::Row && !element.name.empty()) closeNearest({"tr"}, {"table"});
    if (element.tag == Tag::Cell && !element.name.empty()) closeNearest({"td", "th"}, {"tr", "table"});
}

bool Composer::closeNearest(std::initializer_list<std::string_view> names,
                            std::initializer_list<std::string_view> barriers) {
    for (std::size_t i = m_frames.size(); i > 0; --i) {
        const std::string_view name = m_frames[i - 1].name;
        if (std::ranges::find(names, name) != names.end()) {
            popTo(i - 1);
            return true;
        }
        if (name.empty() || std::ranges::find(barriers, name) != barriers.end()) return false;
    }
    return false;
}

void Composer::enter(const Element& element) {
    m_context.look.style |= element.style;
    if (element.link) {
        m_context.look.link = element.link->empty() ? nullptr : std::make_shared<const std::string>(*element.link);
    }
    m_context.centred = m_context.centred || element.centred;
    switch (element.tag) {
    case Tag::Heading: m_context.heading = element.level; break;
    case Tag::Quote:
        if (m_context.depth < deepest) m_context.quoted |= std::uint64_t(1) << static_cast<unsigned>(m_context.depth++);
        break;
    case Tag::List:
        m_context.centred = false;
        if (m_context.depth < deepest) ++m_context.depth;
        break;
    case Tag::Item: startItem(element); break;
    case Tag::Preformatted:
        m_context.preformatted = true;
        m_language = element.language;
        break;
    case Tag::Table: m_table.emplace(); break;
    case Tag::Row:
        if (m_table) m_table->startRow();
        break;
    case Tag::Cell:
        if (m_table) m_table->startCell(element.cell);
        m_context.cell = m_table.has_value();
        break;
    case Tag::Inline:
        if (m_context.preformatted && !element.language.empty()) m_language = element.language;
        break;
    case Tag::Block:
    case Tag::Paragraph: break;
    }
}

void Composer::startItem(const Element& element) {
    std::string marker = element.marker.empty() ? "•" : element.marker;
    const auto list = std::ranges::find(m_frames.rbegin(), m_frames.rend(), Tag::List, &Frame::tag);
    if (list != m_frames.rend() && list->next) {
        const std::string number = std::to_string((*list->next)++) + ".";
        if (element.marker.empty()) marker = number;
    }
    if (m_context.cell) {
        m_cellMarker = marker + " ";
        return;
    }
    if (!m_marker.empty()) emit(blockOf(Block::Kind::ListItem));
    m_marker = std::move(marker);
}

void Composer::close() {
    if (m_skipped > 0) {
        --m_skipped;
        return;
    }
    for (std::size_t i = m_frames.size(); i > 0; --i) {
        if (m_frames[i - 1].name.empty()) return popTo(i - 1);
    }
}

void Composer::close(std::string_view name) {
    if (!m_hiddenBy.empty()) {
        if (name == m_hiddenBy) m_hiddenBy.clear();
        return;
    }
    const bool ofTable = name == "table" || name == "tr" || name == "td" || name == "th";
    if (ofTable) {
        closeNearest({name}, {"table"});
    } else {
        closeNearest({name}, {"td", "th"});
    }
}

void Composer::hide(std::string_view name) {
    if (!m_hiddenBy.empty()) return;
    m_hiddenBy = name;
    m_hiddenFrames = m_frames.size();
}

void Composer::popTo(std::size_t size) {
    while (m_frames.size() > size) {
        const Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        leave(frame);
        m_context = frame.before;
    }
    if (m_frames.size() < m_hiddenFrames) m_hiddenBy.clear();
}

void Composer::leave(const Frame& frame) {
    if (isBlock(frame.tag)) endParagraph();
    switch (frame.tag) {
    case Tag::Preformatted: emitCode(std::exchange(m_code, {}), std::exchange(m_language, {})); break;
    case Tag::Item:
        m_cellMarker.clear();
        if (!m_context.cell && !m_marker.empty()) emit(blockOf(Block::Kind::ListItem));
        break;
    case Tag::Cell:
        if (m_table && !frame.before.cell) m_table->endCell();
        break;
    case Tag::Table: emitTable(); break;
    default: break;
    }
}

void Composer::text(std::string_view text) {
    if (full() || !m_hiddenBy.empty()) return;
    if (m_context.preformatted) {
        m_code += m_maths.uncover(text);
    } else if ((m_context.look.style & Run::Code) != 0) {
        write(oneLine(m_maths.uncover(text)), m_context.look);
    } else {
        m_maths.split(
            text, [this](std::string_view piece) { plain(piece); },
            [this](const MathsShield::Piece& piece) { writeMaths(piece); });
    }
}

void Composer::plain(std::string_view text) {
    if (m_context.look.link) return write(text, m_context.look);
    splitAddresses(
        text, [this](std::string_view piece) { write(piece, m_context.look); },
        [this](std::string_view address) {
            Look look = m_context.look;
            look.link = std::make_shared<const std::string>(safeLink(address));
            write(address, look);
        });
}

void Composer::write(std::string_view text, const Look& look) {
    if (!m_images.empty() && !m_context.cell) {
        if (isSeparator(text)) return;
        if (m_runs.empty()) emitImages(m_images);
    }
    if (!m_cellMarker.empty()) runs().addVerbatim(std::exchange(m_cellMarker, {}), {});
    while (!text.empty()) {
        const std::string_view piece = wholeCharacters(text, longestParagraph);
        if (runs().bytes() + piece.size() > longestParagraph && !m_context.cell) endParagraph();
        if ((look.style & Run::Code) != 0) {
            runs().addVerbatim(piece, look);
        } else {
            runs().add(piece, look);
        }
        text.remove_prefix(piece.size());
    }
    if (m_table && m_bytes + m_table->bytes() > mostBytes) m_document.cut = true;
}

void Composer::writeMaths(const MathsShield::Piece& piece) {
    if (piece.display && !m_context.cell && m_context.heading == 0) {
        endParagraph();
        const std::size_t first = piece.body.find_first_not_of(" \n");
        if (first == piece.body.npos) return;
        const std::string_view body = piece.body.substr(first, piece.body.find_last_not_of(" \n") + 1 - first);
        Block block = blockOf(Block::Kind::Maths);
        block.code = body;
        emit(std::move(block));
        return;
    }
    Look look = m_context.look;
    look.style |= Run::Maths;
    write(oneLine(piece.body), look);
}

void Composer::breakLine() {
    if (full() || !m_hiddenBy.empty()) return;
    if (m_context.preformatted) {
        m_code += '\n';
    } else {
        runs().breakLine();
    }
}

void Composer::rule() {
    if (!m_hiddenBy.empty()) return;
    closeNearest({"p"}, {"td", "th", "li", "blockquote"});
    endParagraph();
    if (!m_context.cell) emit(blockOf(Block::Kind::Rule));
}

void Composer::code(std::string_view text, std::string_view language) {
    if (!m_hiddenBy.empty()) return;
    closeNearest({"p"}, {"td", "th", "li", "blockquote"});
    endParagraph();
    emitCode(m_maths.uncover(text), std::string(language));
}

void Composer::image(Image image) {
    if (full() || !m_hiddenBy.empty() || (image.url.empty() && image.text.empty())) return;
    if (m_context.look.link) image.link = *m_context.look.link;
    if (m_context.cell) return m_table->addImage(std::move(image), m_context.look);
    if (m_context.heading > 0 && !m_runs.empty()) {
        m_imagesAfter.push_back(std::move(image));
        return;
    }
    if (!m_runs.empty()) endParagraph();
    m_images.push_back(std::move(image));
}

void Composer::media(const std::string& address) {
    const bool hidden = !m_hiddenBy.empty() && m_hiddenBy != "video" && m_hiddenBy != "audio";
    if (full() || hidden || address.empty()) return;
    const std::string_view path = std::string_view(address).substr(0, address.find_first_of("?#"));
    const std::string_view name = path.substr(std::min(path.rfind('/') + 1, path.size()));
    if (!m_context.cell) endParagraph();
    write(name.empty() ? std::string_view(address) : name,
          {m_context.look.style, std::make_shared<const std::string>(address)});
    endParagraph();
}

void Composer::endParagraph() {
    if (m_context.cell) return m_table->text().endLine();
    emitImages(m_images);
    if (!m_runs.empty()) {
        Block block = blockOf(textKind());
        block.level = m_context.heading;
        block.runs = m_runs.take();
        emit(std::move(block));
    }
    m_runs.take();
    emitImages(m_imagesAfter);
}

Block::Kind Composer::textKind() const {
    if (m_context.heading > 0) return Block::Kind::Heading;
    if (!m_marker.empty()) return Block::Kind::ListItem;
    return m_context.quoted != 0 ? Block::Kind::Quote : Block::Kind::Paragraph;
}

void Composer::emitImages(std::vector<Image>& images) {
    if (images.empty()) return;
    Block block = blockOf(Block::Kind::Image);
    block.images = std::exchange(images, {});
    emit(std::move(block));
}

void Composer::emitTable() {
    if (!m_table) return;
    m_document.cut = m_document.cut || m_table->cut();
    std::vector<std::vector<Block::Cell>> rows = m_table->takeRows();
    std::vector<Image> images = m_table->takeImages();
    m_table.reset();
    m_context.cell = false;
    if (!rows.empty()) {
        Block block = blockOf(Block::Kind::Table);
        block.rows = std::move(rows);
        emit(std::move(block));
    }
    emitImages(images);
}

void Composer::emitCode(std::string code, const std::string& language) {
    if (const std::size_t text = code.find_first_not_of('\n'); text != code.npos) code.erase(0, text);
    code.erase(code.find_last_not_of(" \n\t") + 1);
    if (m_context.cell) return m_table->text().addVerbatim(code, {Run::Code, nullptr});
    std::string_view rest = code;
    while (!rest.empty()) {
        std::string_view piece = wholeCharacters(rest, longestCode);
        if (piece.size() < rest.size()) piece = piece.substr(0, std::max<std::size_t>(1, piece.rfind('\n') + 1));
        if (piece.size() == 1) piece = wholeCharacters(rest, longestCode);
        rest.remove_prefix(piece.size());
        Block block = blockOf(Block::Kind::Code);
        block.code = piece;
        block.language = language;
        emit(std::move(block));
    }
}

void Composer::emit(Block block) {
    m_bytes += weight(block);
    m_document.cut = m_document.cut || m_bytes > mostBytes || m_document.blocks.size() >= mostBlocks;
    if (m_document.blocks.size() >= mostBlocks || m_bytes > mostBytes + mostBytes / 2) return;
    block.depth = m_context.depth;
    block.quoted = m_context.quoted;
    block.centred = m_context.centred;
    block.marker = std::exchange(m_marker, {});
    m_document.blocks.push_back(std::move(block));
}

Document Composer::finish() {
    popTo(0);
    endParagraph();
    nameHeadings(m_document.blocks);
    return std::move(m_document);
}

} // namespace orrery::card
