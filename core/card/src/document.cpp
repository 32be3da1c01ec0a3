// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/card/document.h>

#include "card_part.h"
#include "composer.h"
#include "markdown_reader.h"
#include "maths_shield.h"
#include "sober_text.h"
#include "utf8.h"

#include <algorithm>

namespace orrery::card {

namespace {

constexpr std::size_t longestCard = 5'000'000;

std::string plainText(const Runs& runs) {
    std::string text;
    for (const Run& run : runs) text += run.text;
    std::ranges::replace(text, '\n', ' ');
    return text;
}

/// More than links to elsewhere.
bool saysSomething(const Block& block) {
    return block.kind == Block::Kind::Paragraph && std::ranges::any_of(block.runs, [](const Run& run) {
               return run.link.empty() && run.text.find_first_not_of(" |/-\n\xC2\xB7\xE2\x80\xA2") != run.text.npos;
           });
}

} // namespace

CardPart readCardPart(std::string_view markdown) {
    SoberText sober = soberText(repairText(markdown));
    MathsShield maths;
    Composer composer(maths);
    readMarkdown(maths.cover(sober.text), maths, composer);
    const bool open = composer.inside();
    CardPart part{composer.finish(), open};
    part.document.cut = part.document.cut || sober.cut;
    return part;
}

Document readCardBody(std::string_view markdown) {
    Document document = readCardPart(wholeCharacters(markdown, longestCard)).document;
    document.cut = document.cut || markdown.size() > longestCard;
    return document;
}

std::string summary(const Document& document, std::size_t maxBytes) {
    auto block = std::ranges::find_if(document.blocks, [](const Block& b) { return saysSomething(b) && !b.centred; });
    if (block == document.blocks.end()) block = std::ranges::find_if(document.blocks, saysSomething);
    if (block == document.blocks.end()) return {};
    std::string text = plainText(block->runs);
    constexpr std::string_view ellipsis = "…";
    if (text.size() <= maxBytes) return text;
    if (maxBytes < ellipsis.size()) return {};
    text = wholeCharacters(text, maxBytes - ellipsis.size());
    if (const std::size_t word = text.rfind(' '); word != text.npos) text.resize(word);
    return text + std::string(ellipsis);
}

} // namespace orrery::card
