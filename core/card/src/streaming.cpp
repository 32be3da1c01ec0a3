// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/card/streaming.h>

#include "anchors.h"
#include "card_part.h"
#include "utf8.h"

#include <algorithm>
#include <utility>

namespace orrery::card {

namespace {

constexpr std::size_t sliceLength = 1024;
constexpr std::size_t enoughOfALine = 12;        // to know whether it is a list item
constexpr std::size_t longEnoughForItems = 2048; // before items with no empty line between count as boundaries
constexpr std::size_t longestDefinitions = 8192;
constexpr std::size_t longestFenceLine = 256;
constexpr std::size_t npos = std::string_view::npos;

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Without a character at the end of which bytes are still missing.
std::string_view withoutHalfCharacter(std::string_view text) {
    constexpr std::size_t mostContinuations = 3;
    std::size_t lead = text.size();
    while (lead > 0 && text.size() - lead < mostContinuations && isContinuation(text[lead - 1])) --lead;
    if (lead == 0) return text;
    const auto first = static_cast<unsigned char>(text[lead - 1]);
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return length > text.size() - lead + 1 ? text.substr(0, lead - 1) : text;
}

std::string_view withoutCarriageReturn(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// A header that says nothing, for the rows of a table that was cut.
std::string tableBeginning(const Block& table) {
    std::string names = "|";
    std::string rule = "|";
    for (const Block::Cell& cell : table.rows.front()) {
        names += " |";
        rule += cell.align == Block::Cell::Align::Centre  ? ":-:|"
                : cell.align == Block::Cell::Align::Right ? "-:|"
                                                          : "--|";
    }
    return names + "\n" + rule + "\n";
}

} // namespace

StreamingDocument::Change StreamingDocument::append(std::string_view markdown) {
    const std::size_t settledBefore = m_settledBlocks;
    const std::vector<Block> before(m_blocks.begin() + static_cast<std::ptrdiff_t>(m_settledBlocks), m_blocks.end());
    for (; !markdown.empty(); markdown.remove_prefix(std::min(markdown.size(), sliceLength)))
        take(markdown.substr(0, sliceLength));
    readTail(false);
    return changeSince(settledBefore, before);
}

StreamingDocument::Change StreamingDocument::finish() {
    const std::size_t settledBefore = m_settledBlocks;
    const std::vector<Block> before(m_blocks.begin() + static_cast<std::ptrdiff_t>(m_settledBlocks), m_blocks.end());
    readTail(true);
    m_settledBlocks = m_blocks.size();
    m_settledText = m_line = m_searched = m_boundary = m_text.size();
    m_state = {};
    m_beginning.clear();
    m_beginsInCode = false;
    return changeSince(settledBefore, before);
}

void StreamingDocument::clear() {
    *this = {};
}

bool StreamingDocument::continuesCode(std::size_t block) const {
    return block < m_continues.size() && m_continues[block];
}

StreamingDocument::Change StreamingDocument::changeSince(std::size_t settledBefore,
                                                         const std::vector<Block>& before) const {
    std::size_t same = 0;
    while (same < before.size() && settledBefore + same < m_blocks.size() &&
           before[same] == m_blocks[settledBefore + same])
        ++same;
    return {settledBefore + same, m_blocks.size()};
}

void StreamingDocument::take(std::string_view slice) {
    m_text += slice;
    scanLines();
    if (m_boundary > m_settledText) settle(m_boundary, false);
    if (m_text.size() - m_settledText > longestTail) cut();
}

void StreamingDocument::scanLines() {
    const std::string_view text = m_text;
    for (std::size_t end = text.find('\n', m_searched); end != npos; end = text.find('\n', m_searched)) {
        const std::string_view line = withoutCarriageReturn(text.substr(m_line, end - m_line));
        considerBoundary(line);
        const bool mayDefine = m_state.afterBlank() && m_state.openFence().empty();
        if (mayDefine && definesLink(line) && m_definitions.size() + line.size() < longestDefinitions)
            m_definitions.append(line).append("\n");
        m_state.pass(line);
        m_line = m_searched = end + 1;
    }
    m_searched = text.size();
    if (text.size() - m_line >= enoughOfALine) considerBoundary(text.substr(m_line));
}

void StreamingDocument::considerBoundary(std::string_view line) {
    if (m_line <= m_settledText || m_line == m_boundary) return;
    const auto boundary = m_state.before(line);
    const bool enough = boundary == LineState::Boundary::Maybe && m_line - m_settledText > longEnoughForItems;
    if (boundary == LineState::Boundary::Yes || enough) m_boundary = m_line;
}

bool StreamingDocument::settle(std::size_t end, bool force) {
    Part part = read(m_settledText, end);
    if (part.open && !force) return false;
    place(std::move(part), true);
    m_settledText = end;
    m_beginning.clear();
    m_beginsInCode = false;
    return true;
}

/// Ends the block under way here, and makes the rest read as its continuation where that can be.
void StreamingDocument::cut() {
    const bool withinLine = m_line - m_settledText < longestTail / 2 || m_line < m_settledText;
    const bool inCode = !m_state.openFence().empty() && m_state.openFence().size() <= longestFenceLine;
    const std::string fence = m_state.openFence();
    const std::size_t end = withinLine ? cutWithinLine() : m_line;
    settle(end, true);
    if (inCode) {
        m_beginning = fence + "\n";
        m_beginsInCode = true;
    } else if (!withinLine) {
        m_beginning = beginningAfterCut();
    }
    if (!inCode) m_state.forgetContainers();
    m_line = std::max(m_line, end);
    m_searched = std::max(m_searched, m_line);
}

std::size_t StreamingDocument::cutWithinLine() const {
    const std::size_t least = m_settledText + longestTail / 2;
    const std::size_t space = m_text.find_last_of(" \t\n");
    if (space != npos && space >= least) return space + 1;
    std::size_t end = m_text.size();
    while (end > least && isContinuation(m_text[end - 1])) --end;
    if (end > least && static_cast<unsigned char>(m_text[end - 1]) >= 0xC0U) --end;
    return end;
}

std::string StreamingDocument::beginningAfterCut() const {
    const bool inTable = !m_state.afterBlank() && !m_blocks.empty() && m_blocks.back().kind == Block::Kind::Table &&
                         m_blocks.back().depth == 0 && !m_blocks.back().rows.empty();
    return inTable ? tableBeginning(m_blocks.back()) : std::string();
}

void StreamingDocument::readTail(bool whole) {
    std::size_t end = m_text.size();
    if (!whole) end = m_settledText + withoutHalfCharacter(std::string_view(m_text).substr(m_settledText)).size();
    place(read(m_settledText, end), false);
}

StreamingDocument::Part StreamingDocument::read(std::size_t begin, std::size_t end) {
    std::string text = m_definitions;
    if (!text.empty()) text += '\n';
    text += m_beginning;
    text.append(m_text, begin, end - begin);
    m_bytesRead += text.size();
    CardPart card = readCardPart(text);
    Part part{std::move(card.document.blocks), card.open, m_beginsInCode};
    const bool nothing = m_beginsInCode && !part.blocks.empty() && part.blocks.front().kind == Block::Kind::Code &&
                         part.blocks.front().code.empty();
    if (nothing) part.blocks.erase(part.blocks.begin());
    if (nothing || part.blocks.empty()) part.continuesCode = false;
    return part;
}

void StreamingDocument::place(Part part, bool settled) {
    m_blocks.resize(m_settledBlocks);
    m_continues.resize(m_settledBlocks);
    std::unordered_map<std::string, int> within;
    for (Block& block : part.blocks) {
        m_continues.push_back(part.continuesCode && m_continues.size() == m_settledBlocks);
        if (block.kind == Block::Kind::Heading) {
            block.anchor = anchorOf(block.runs);
            const auto earlier = m_anchors.find(block.anchor);
            const int before = (earlier == m_anchors.end() ? 0 : earlier->second) + within[block.anchor]++;
            if (before > 0) block.anchor.append("-").append(std::to_string(before));
        }
        m_blocks.push_back(std::move(block));
    }
    if (!settled) return;
    for (const auto& [anchor, times] : within) m_anchors[anchor] += times;
    m_settledBlocks = m_blocks.size();
}

} // namespace orrery::card
