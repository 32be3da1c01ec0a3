// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/card/document.h>
#include <orrery/card/line_state.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace orrery::card {

/// Markdown that is still being written, as blocks. What is settled is read once and never changes again; only the open
/// end is read anew, and it is kept short: a code block, table or paragraph that grows long is cut into several blocks.
/// So the work for each piece does not depend on how long the whole has become. Where nothing was cut the blocks are
/// those of readCardBody(), except that a link's definition counts only for what follows it. Pure.
class StreamingDocument {
public:
    /// What an append changed: blocks before `firstChanged` are as they were.
    struct Change {
        std::size_t firstChanged = 0;
        std::size_t count = 0; ///< Blocks now.
    };

    /// The most text that is read anew for a piece, in bytes (a little more where words or characters end).
    static constexpr std::size_t longestTail = 8192;

    Change append(std::string_view markdown);
    /// The text is whole: closes what is open.
    Change finish();
    void clear();

    [[nodiscard]] const std::vector<Block>& blocks() const { return m_blocks; }
    [[nodiscard]] const std::string& text() const { return m_text; } ///< All that was appended.
    /// Whether the block goes on the code block before it (cut because of its length).
    [[nodiscard]] bool continuesCode(std::size_t block) const;
    /// Blocks that will never change again.
    [[nodiscard]] std::size_t settledBlocks() const { return m_settledBlocks; }
    [[nodiscard]] std::uint64_t bytesRead() const { return m_bytesRead; } ///< All work so far, for measuring.

private:
    struct Part {
        std::vector<Block> blocks;
        bool open = false;
        bool continuesCode = false; ///< Its first block.
    };

    void take(std::string_view slice);
    void scanLines();
    void considerBoundary(std::string_view line);
    bool settle(std::size_t end, bool force);
    void cut();
    std::size_t cutWithinLine() const;
    std::string beginningAfterCut() const;
    void readTail(bool whole);
    Part read(std::size_t begin, std::size_t end);
    void place(Part part, bool settled);
    Change changeSince(std::size_t settledBefore, const std::vector<Block>& before) const;

    std::string m_text;
    std::size_t m_settledText = 0; ///< Bytes that will not be read again.
    std::size_t m_settledBlocks = 0;
    std::vector<Block> m_blocks;
    std::vector<bool> m_continues;
    std::string m_beginning;     ///< What the open end must begin with to be read rightly after a cut.
    bool m_beginsInCode = false; ///< That it is the beginning of a code block.
    std::string m_definitions;   ///< Of links, seen so far.
    LineState m_state;           ///< At the line under way.
    std::size_t m_line = 0;      ///< Where that line begins.
    std::size_t m_searched = 0;  ///< No line ends between it and here.
    std::size_t m_boundary = 0;  ///< Where the open end may be settled up to.
    std::unordered_map<std::string, int> m_anchors; ///< Of settled headings.
    std::uint64_t m_bytesRead = 0;
};

/// The sentences that have ended in `text` beyond `from` bytes: for those who listen to an answer as it comes.
/// @return the end of the last whole sentence (a byte offset); `from` when none ended. Pure.
std::size_t endOfSentences(std::string_view text, std::size_t from);

} // namespace orrery::card
