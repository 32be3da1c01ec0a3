// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "card_safety.h"

#include <orrery/card/streaming.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace orrery::card;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

} // namespace

/// Whatever a model writes, in whatever pieces (the first byte says how long they are): what is settled stays as it
/// was, and what comes of it is safe to show.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t pieceLength = std::max<std::size_t>(1, std::max<std::size_t>(data[0], size / 64));
    text.remove_prefix(1);
    StreamingDocument document;
    std::vector<Block> known;
    for (std::string_view rest = text; !rest.empty();) {
        const auto piece = rest.substr(0, pieceLength);
        const std::size_t settled = document.settledBlocks();
        const auto change = document.append(piece);
        rest.remove_prefix(piece.size());
        check(change.firstChanged >= settled && change.count == document.blocks().size());
        check(
            std::equal(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(settled), document.blocks().begin()));
        known = document.blocks();
    }
    document.finish();
    check(document.text() == text);
    check(whatIsUnsafe(Document{document.blocks(), false}).empty());
    check(endOfSentences(text, 0) <= text.size());
    return 0;
}
