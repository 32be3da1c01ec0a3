// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/inference/chat.h>
#include <orrery/net/http_client.h>

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace orrery::inference {

/// A server to chat with: an engine of ours, or any OpenAI-compatible one.
struct ChatEndpoint {
    std::string baseUrl;    ///< "https://host" or "https://host/v1".
    std::string unixSocket; ///< Path; then the URL's host is only a name.
    std::string apiKey;     ///< May be empty.
    std::string model;      ///< May be empty for a server with one model.
};

/// The address to post chats to.
std::string chatUrl(std::string_view baseUrl);

/// What comes while the answer is being made. On the client's executor, in order, never after the completion.
struct ChatCallbacks {
    std::function<void(std::string_view piece)> onReasoning;
    std::function<void(std::string_view piece)> onContent;
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

private:
    net::HttpClient& m_http;
    Executor& m_executor;
};

} // namespace orrery::inference
