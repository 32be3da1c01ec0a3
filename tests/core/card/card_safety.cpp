// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "card_safety.h"

#include <algorithm>
#include <vector>

namespace orrery::card {

namespace {

bool isUtf8(std::string_view text) {
    std::size_t following = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0) return false;
        const bool continues = (byte & 0xC0U) == 0x80;
        if (continues != (following > 0)) return false;
        following = continues ? following - 1 : byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC2 ? 1 : 0;
        if (byte >= 0x80 && byte < 0xC2 && !continues) return false;
    }
    return following == 0;
}

bool isPlainAddress(std::string_view address) {
    const bool printable = std::ranges::none_of(
        address, [](char c) { return (c >= 0 && c <= ' ') || c == 0x7F || c == '"' || c == '<' || c == '>'; });
    const std::size_t end = address.find_first_of(":/?#");
    const bool scheme = end != address.npos && address[end] == ':';
    return printable &&
           (!scheme || address.starts_with("http:") || address.starts_with("https:") || address.starts_with("mailto:"));
}

std::string faultOfTags(std::string_view html) {
    std::vector<std::string_view> open;
    for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
        const std::string_view tag = html.substr(at + 1, html.find('>', at) - at - 1);
        const std::string_view name = tag.substr(0, tag.find(' '));
        static constexpr std::string_view known[] = {"a", "b", "i", "s", "sup", "sub", "code"};
        if (name == "br") continue;
        if (name.starts_with('/')) {
            if (open.empty() || open.back() != name.substr(1)) return "unbalanced " + std::string(name);
            open.pop_back();
        } else {
            if (std::ranges::find(known, name) == std::end(known)) return "tag " + std::string(name);
            open.push_back(name);
        }
    }
    return open.empty() ? "" : "a tag stays open";
}

std::string faultOf(const Runs& runs) {
    for (const Run& run : runs) {
        if (run.text.empty()) return "an empty run";
        if (!isUtf8(run.text) || !isUtf8(run.link)) return "text that is no UTF-8";
        if (!isPlainAddress(run.link)) return "the link " + run.link;
    }
    return faultOfTags(toRichText(runs, "#111111", "#222222"));
}

std::string faultOf(const Image& image) {
    const bool plain = isPlainAddress(image.url) && isPlainAddress(image.link) && !image.url.starts_with("mailto:");
    if (!plain) return "the image " + image.url + " with link " + image.link;
    return isUtf8(image.url) && isUtf8(image.text) && isUtf8(image.link) ? "" : "an image that is no UTF-8";
}

std::string faultOf(const Block& block) {
    if (block.depth > 64 || block.level > 6) return "too deep";
    if (!isUtf8(block.code) || !isUtf8(block.language) || !isUtf8(block.anchor)) return "code that is no UTF-8";
    std::string fault = faultOf(block.runs);
    for (const Image& image : block.images) fault += faultOf(image);
    if (block.rows.size() > 2001) return "too many rows";
    for (const auto& row : block.rows) {
        if (row.size() > 200 || row.size() != block.rows[0].size()) return "a ragged or too wide table";
        for (const Block::Cell& cell : row) fault += faultOf(cell.runs);
    }
    return fault;
}

} // namespace

std::string whatIsUnsafe(const Document& document) {
    if (document.blocks.size() > 20'000) return "too many blocks";
    for (const Block& block : document.blocks) {
        if (std::string fault = faultOf(block); !fault.empty()) return fault;
    }
    return isUtf8(summary(document)) ? "" : "a summary that is no UTF-8";
}

} // namespace orrery::card
