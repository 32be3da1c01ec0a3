// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "anchors.h"

#include <unordered_map>

namespace orrery::card {

namespace {

/// How many bytes at the start are an emoji, an arrow or other punctuation beyond ASCII; these leave no trace.
std::size_t ornamentLength(std::string_view text) {
    if (text.starts_with("\xF0\x9F")) return 4;
    const bool punctuation = text.starts_with("\xE2") || text.starts_with("\xE3\x80") || text.starts_with("\xEF\xB8");
    return punctuation ? 3 : 0;
}

void appendAnchor(std::string& anchor, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t ornament = ornamentLength(text.substr(at));
        at += ornament;
        if (ornament > 0) continue;
        const char c = text[at++];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (letter || c == '-' || c == '_') anchor += c;
        if (c >= 'A' && c <= 'Z') anchor += static_cast<char>(c - 'A' + 'a');
        if (c == ' ' || c == '\n') anchor += '-';
    }
}

} // namespace

std::string anchorOf(const Runs& runs) {
    std::string anchor;
    for (const Run& run : runs) appendAnchor(anchor, run.text);
    return anchor;
}

void nameHeadings(std::vector<Block>& blocks) {
    std::unordered_map<std::string, int> seen;
    for (Block& block : blocks) {
        if (block.kind != Block::Kind::Heading) continue;
        block.anchor = anchorOf(block.runs);
        if (const int before = seen[block.anchor]++; before > 0)
            block.anchor.append("-").append(std::to_string(before));
    }
}

} // namespace orrery::card
