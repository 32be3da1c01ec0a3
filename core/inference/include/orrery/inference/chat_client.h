// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/inference/chat.h>
#include <orrery/inference/server_facts.h>
#include <orrery/net/http_client.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::inference {

/// A server to chat with: an engine of ours, or any OpenAI-compatible one.
struct ChatEndpoint {
    std::string baseUrl;    ///< "https://host" or "https://host/v1".
    std::string unixSocket; ///< Path; then the URL's host is only a name.
    std::string apiKey;     ///< May be empty.
    std::string model;      ///< May be empty for a server with one model.
    bool llamaServer =
        false; ///< It is known to be one (behind a unix socket it always is); others are sent fewer fields.

    bool operator==(const ChatEndpoint&) const = default;
};

/// The address to post chats to. A base that already names a version ("/v1", "/v4") or ends in "/openai" is taken as it
/// is, and so is one with the path of the chats.
std::string chatUrl(std::string_view baseUrl);

/// What comes while the answer is being made. On the client's executor, in order, never after the completion.
struct ChatCallbacks {
    std::function<void(std::string_view piece)> onReasoning;
    std::function<void(std::string_view piece)> onContent;
    std::function<void(const PromptProgress&)> onPrompt = {}; ///< While the prompt is read.
    std::function<void(std::string_view id)> onAnswerId = {}; ///< Once, as soon as the server names this answer.
};

/// Asks and streams. Any number of chats at a time, from any thread; both services outlive the last completion.
class ChatClient {
public:
    using Completion = std::function<void(Result<ChatResult>)>;

    ChatClient(net::HttpClient& http, Executor& executor) : m_http(http), m_executor(executor) {}

    /// @param stop ends the answer within 100 ms: the connection is closed, which tells the server to stop, too.
    /// @param completion once, on the executor: the whole answer, or the Error (Cancelled, inference::Errc, net::Errc).
    /// Pieces that came
    ///        before an Error were passed to the callbacks and remain the caller's to keep.
    void start(const ChatEndpoint& endpoint, const ChatRequest& request, std::stop_token stop, ChatCallbacks callbacks,
               Completion completion);

    /// Ends the model's thinking aloud, so that it answers now. Only llama-server can.
    /// @param answerId as onAnswerId told. @param completion whether it did.
    void endThinking(const ChatEndpoint& endpoint, const std::string& answerId, std::stop_token stop,
                     std::function<void(Status)> completion);
    /// How many tokens of context the request's messages take; Errc::Refused where the server cannot say.
    void countTokens(const ChatEndpoint& endpoint, const ChatRequest& request, std::stop_token stop,
                     std::function<void(Result<std::uint64_t>)> completion);
    /// What the server says about itself. Servers other than llama-server mostly say nothing: not an Error.
    void readFacts(const ChatEndpoint& endpoint, std::stop_token stop,
                   std::function<void(Result<ServerFacts>)> completion);
    /// The models an OpenAI-compatible server offers; also how its health and its key are checked.
    void listModels(const ChatEndpoint& endpoint, std::stop_token stop,
                    std::function<void(Result<std::vector<std::string>>)> completion);

private:
    net::HttpClient& m_http;
    Executor& m_executor;
};

} // namespace orrery::inference
