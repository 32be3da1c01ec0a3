// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "card_outline.h"

#include <fmt/format.h>

#include <utility>

namespace orrery::card {

namespace {

constexpr std::pair<unsigned, char> letters[] = {{Run::Bold, 'b'},   {Run::Italic, 'i'}, {Run::Code, 'c'},
                                                 {Run::Strike, 's'}, {Run::Maths, 'm'},  {Run::Super, '^'},
                                                 {Run::Sub, '_'}};
constexpr const char* kinds[] = {"p", "h", "code", "quote", "li", "table", "images", "rule", "maths"};

std::string arrow(const std::string& link) {
    return link.empty() ? std::string() : fmt::format(" -> {}", link);
}

std::string outline(const Runs& runs) {
    std::string out;
    for (const Run& run : runs) {
        std::string styles;
        for (const auto& [style, letter] : letters) {
            if ((run.style & style) != 0) styles += letter;
        }
        if (!styles.empty()) styles += ':';
        const bool plain = styles.empty() && run.link.empty();
        out += plain ? run.text : fmt::format("[{}{}{}]", styles, run.text, arrow(run.link));
    }
    return out;
}

std::string outline(const Image& image) {
    const bool sized = image.width + image.height > 0;
    const std::string size = sized ? fmt::format(" {}x{}", image.width, image.height) : std::string();
    return fmt::format(" img({}|{}{}{})", image.url, image.text, arrow(image.link), size);
}

std::string outline(const Block& block) {
    std::string out(static_cast<std::size_t>(block.depth) * 2, ' ');
    out += kinds[static_cast<int>(block.kind)];
    if (block.level > 0) out += std::to_string(block.level);
    if (block.centred) out += " centred";
    if (!block.marker.empty()) out += fmt::format(" {}", block.marker);
    if (!block.language.empty()) out += fmt::format(" {}", block.language);
    if (!block.runs.empty()) out += fmt::format(" {}", outline(block.runs));
    if (!block.code.empty()) out += fmt::format(" <{}>", block.code);
    for (const Image& image : block.images) out += outline(image);
    for (const auto& row : block.rows) {
        out += '\n';
        for (const Block::Cell& cell : row) out += fmt::format("|{}", outline(cell.runs));
    }
    return out;
}

} // namespace

std::string outline(const Document& document) {
    std::string out;
    for (const Block& block : document.blocks) out += fmt::format("{}\n", outline(block));
    return out;
}

std::string outline(std::string_view markdown) {
    return outline(readCardBody(markdown));
}

} // namespace orrery::card
