// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/card/document.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::card {

/// Markdown that is still being written, as blocks. What is settled is read once and never changes again; only the open
/// end is read anew, and it is kept short: a code block or paragraph that grows long is cut into several blocks. So the
/// work for each piece does not depend on how long the whole has become. Pure.
class StreamingDocument {
public:
    /// What an append changed: blocks before `firstChanged` are as they were.
    struct Change {
        std::size_t firstChanged = 0;
        std::size_t count = 0; ///< Blocks now.
    };

    Change append(std::string_view markdown);
    /// The text is whole: closes what is open.
    Change finish();
    void clear();

    [[nodiscard]] const std::vector<Block>& blocks() const { return m_blocks; }
    [[nodiscard]] const std::string& text() const { return m_text; } ///< All that was appended.
    /// Whether the block goes on the code block before it (cut because of its length).
    [[nodiscard]] bool continuesCode(std::size_t block) const;

private:
    Change readTail(bool whole);

    std::string m_text;
    std::size_t m_settledText = 0; ///< Bytes that will not be read again.
    std::size_t m_settledBlocks = 0;
    std::vector<Block> m_blocks;
    std::vector<bool> m_continues;
    std::string m_openFence; ///< The fence (and language) a cut code block was opened with; empty: none is open.
};

/// The sentences that have ended in `text` beyond `from` bytes: for those who listen to an answer as it comes.
/// @return the end of the last whole sentence (a byte offset); `from` when none ended. Pure.
std::size_t endOfSentences(std::string_view text, std::size_t from);

} // namespace orrery::card
