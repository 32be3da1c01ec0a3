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

/// Which fields a server is sent. As made: what every OpenAI-compatible server knows.
struct ChatDialect {
    bool llamaServer = false;   ///< All that llama-server knows.
    bool extras = false;        ///< Sampling and thinking fields that several servers know and some refuse.
    bool streamOptions = true;  ///< Asks for the numbers of tokens.
    bool newTokenLimit = false; ///< max_completion_tokens instead of max_tokens, as OpenAI's newer models want.

    bool operator==(const ChatDialect&) const = default;
};

/// Whether the request can be made at all: Errc::InvalidArgument for a schema that is no JSON or a picture that is
/// none, Errc::Unsupported for what only llama-server can.
Status checkChatRequest(const ChatRequest& request, const ChatDialect& dialect);

/// The body of POST /v1/chat/completions, for a streamed answer, of a request that checkChatRequest() lets pass.
/// Pictures become data: addresses, so nothing is ever fetched for them.
std::string writeChatRequest(const ChatRequest& request, std::string_view model, const ChatDialect& dialect = {});

/// The body in which to count the tokens of the request's messages.
std::string writeCountRequest(const ChatRequest& request, std::string_view model);

/// What to try next when a server answered with that HTTP status and body, if anything may help: fewer fields for one
/// that refuses unknown ones, a plain grammar for llama-server where a schema trips over the model's template.
struct ChatRetry {
    ChatRequest request;
    ChatDialect dialect;
};
std::optional<ChatRetry> chatRetry(const ChatRequest& request, const ChatDialect& dialect, int status,
                                   std::string_view body);

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
    std::optional<Error> error;                  ///< The server gave up in the middle.
    bool done = false;                           ///< The end marker.
    std::string id = {};                         ///< Of the answer.
    std::optional<PromptProgress> progress = {}; ///< How far the prompt is read.
};

/// Reads the data of one event: a chunk, a whole answer, an error, or [DONE]. Fields it does not know are ignored.
/// Fails with Errc::BadAnswer when it is no JSON object.
Result<ChatFrame> readChatFrame(std::string_view data);

/// The Error for an answer with that HTTP status (not 2xx) and body.
Error chatError(int status, std::string_view body);

} // namespace orrery::inference
