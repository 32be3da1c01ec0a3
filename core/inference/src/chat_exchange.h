// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chat_delivery.h"
#include "prefill_filter.h"

#include <orrery/inference/chat_assembler.h>
#include <orrery/inference/chat_codec.h>
#include <orrery/net/http_client.h>
#include <orrery/net/sse.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace orrery::inference {

/// One question and its answer, asked again in another way where the server's refusal says that it may help. Runs on
/// the network thread and the HTTP client's executor, never both at a time.
class ChatExchange : public std::enable_shared_from_this<ChatExchange> {
public:
    ChatExchange(net::HttpClient& http, Executor& executor, ChatEndpoint endpoint, ChatRequest request,
                 std::stop_token stop, ChatCallbacks callbacks, ChatClient::Completion completion);

    void start();

private:
    void ask();
    void takeHead(const net::HttpResponse& head);
    bool takeBody(std::string_view bytes);
    bool collect(std::string_view bytes);
    void takeData(std::string_view data, bool isError);
    void takeFrame(ChatFrame frame, bool whole);
    void ended(const Result<net::HttpResponse>& answer);
    Result<ChatResult> result(const Result<net::HttpResponse>& answer);
    void complete(Result<ChatResult> result);
    [[nodiscard]] Error connectionError(const Error& error) const;
    [[nodiscard]] double elapsedMs() const;

    net::HttpClient& m_http;
    ChatEndpoint m_endpoint;
    ChatRequest m_request;
    ChatDialect m_dialect;
    std::stop_token m_stop;
    std::shared_ptr<ChatDelivery> m_delivery;
    ChatClient::Completion m_completion;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    net::SseParser m_parser;
    ChatAssembler m_assembler;
    PrefillFilter m_filter;
    std::optional<Error> m_failure;
    std::string m_body; ///< Of an answer that is no stream.
    int m_status = 0;
    int m_retries = 0;
    bool m_streamed = false;
    bool m_idTold = false;
    bool m_completed = false;
};

} // namespace orrery::inference
