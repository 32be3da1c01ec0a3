// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/inference/chat.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::inference {

// The OpenAI-compatible chat protocol as llama-server 0.7.0 and others speak it. Pure.

/// The body of POST /v1/chat/completions, for a streamed answer.
std::string writeChatRequest(const ChatRequest& request, std::string_view model);

/// What a server says about numbers of tokens and times; what it leaves out is absent.
struct FrameNumbers {
    std::optional<std::uint64_t> cachedTokens;
    std::optional<std::uint64_t> promptTokens; ///< Read anew.
    std::optional<std::uint64_t> answerTokens;
    std::optional<double> promptMs;
    std::optional<double> answerMs;
};

/// One piece of a streamed answer, or a whole answer that was not streamed. Any part may be missing.
struct ChatFrame {
    std::string content;
    std::string reasoning;
    std::optional<FinishReason> finishReason;
    FrameNumbers numbers;
    std::string model;
    std::optional<Error> error; ///< The server gave up in the middle.
    bool done = false;          ///< The end marker.
};

/// Reads the data of one event: a chunk, a whole answer, an error, or [DONE]. Fields it does not know are ignored.
/// Fails with Errc::BadAnswer when it is no JSON object.
Result<ChatFrame> readChatFrame(std::string_view data);

/// The Error for an answer with that HTTP status (not 2xx) and body.
Error chatError(int status, std::string_view body);

} // namespace orrery::inference
