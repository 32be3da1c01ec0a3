// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/inference/chat.h>
#include <orrery/inference/chat_codec.h>

#include <optional>

namespace orrery::inference {

/// Puts the pieces of one streamed answer together. Pure: time is given to it.
class ChatAssembler {
public:
    /// @param elapsedMs since the question was sent.
    void take(const ChatFrame& frame, double elapsedMs);

    /// The answer once the stream has ended, or why there is none: the server's own error, or Errc::EngineGone when the
    /// stream ended with neither a finish reason nor an end marker.
    [[nodiscard]] Result<ChatResult> finish(double elapsedMs) const;

    [[nodiscard]] bool isFinished() const { return m_finished; } ///< A finish reason or the end marker has come.

private:
    ChatResult m_result;
    FrameNumbers m_numbers;
    std::optional<Error> m_error;
    std::optional<double> m_firstPieceMs;
    std::uint64_t m_pieces = 0;
    bool m_finished = false;
};

} // namespace orrery::inference
