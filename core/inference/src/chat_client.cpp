// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/chat_client.h>

#include <orrery/inference/chat_assembler.h>
#include <orrery/inference/chat_codec.h>
#include <orrery/inference/errors.h>
#include <orrery/net/sse.h>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace orrery::inference {

namespace {

constexpr std::size_t largestBody = 16U << 20; // of what is not streamed
constexpr std::chrono::minutes longestRemoteSilence{5};

/// One question and its answer. Fed on the network thread, then finished on the executor.
class Exchange {
public:
    Exchange(Executor& executor, ChatCallbacks callbacks)
        : m_executor(executor),
          m_callbacks(std::make_shared<const ChatCallbacks>(std::move(callbacks))),
          m_parser([this](const net::SseEvent& event) { takeData(event.data); }) {}

    void takeHead(const net::HttpResponse& head) {
        m_status = head.status;
        const auto type = head.header("content-type");
        m_streamed = head.ok() && type && type->find("text/event-stream") != std::string_view::npos;
    }

    /// @return whether to go on.
    bool takeBody(std::string_view bytes) {
        if (!m_streamed) return collect(bytes);
        if (Status status = m_parser.feed(bytes); !status) m_failure = status.error();
        return !m_failure;
    }

    Result<ChatResult> finish(const Result<net::HttpResponse>& answer) {
        if (m_failure) return fail(*m_failure);
        if (!answer) return fail(connectionError(answer.error()));
        if (!answer->ok()) return fail(chatError(answer->status, m_body));
        if (!m_streamed) takeData(m_body);
        if (m_failure) return fail(*m_failure);
        return m_assembler.finish(elapsedMs());
    }

private:
    bool collect(std::string_view bytes) {
        m_body.append(bytes);
        if (m_body.size() > largestBody)
            m_failure = Error{
                Errc::BadAnswer, "What the server sent is no answer to a chat. Check its address.", "too long", {}};
        return !m_failure;
    }

    void takeData(std::string_view data) {
        if (m_failure) return;
        const auto frame = readChatFrame(data);
        if (!frame) {
            m_failure = frame.error();
            return;
        }
        m_assembler.take(*frame, elapsedMs());
        pass(&ChatCallbacks::onReasoning, frame->reasoning);
        pass(&ChatCallbacks::onContent, frame->content);
    }

    void pass(std::function<void(std::string_view)> ChatCallbacks::*callback, const std::string& piece) {
        if (piece.empty() || !((*m_callbacks).*callback)) return;
        m_executor.post([callbacks = m_callbacks, callback, piece] { ((*callbacks).*callback)(piece); });
    }

    /// An engine that dies in the middle of an answer closes the connection.
    [[nodiscard]] Error connectionError(const Error& error) const {
        if (!error.is(net::Errc::BrokenOff) && !(error.is(net::Errc::Protocol) && m_status != 0)) return error;
        return {Errc::EngineGone, "The connection ended before the answer did: the engine may have stopped.",
                describe(error), error.where};
    }

    [[nodiscard]] double elapsedMs() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_begin).count();
    }

    Executor& m_executor;
    std::shared_ptr<const ChatCallbacks> m_callbacks;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    net::SseParser m_parser;
    ChatAssembler m_assembler;
    std::optional<Error> m_failure;
    std::string m_body; ///< Of an answer that is no stream.
    int m_status = 0;
    bool m_streamed = false;
};

net::HttpRequest httpRequest(const ChatEndpoint& endpoint, const ChatRequest& request) {
    net::HttpRequest http;
    http.method = "POST";
    http.url = chatUrl(endpoint.baseUrl);
    http.unixSocket = endpoint.unixSocket;
    http.headers = {{"Content-Type", "application/json"}, {"Accept", "text/event-stream"}};
    if (!endpoint.apiKey.empty()) http.headers.emplace_back("Authorization", "Bearer " + endpoint.apiKey);
    http.body = writeChatRequest(request, endpoint.model);
    // Our own engine is silent while it reads a long prompt, and is watched by other means.
    http.idleTimeout =
        endpoint.unixSocket.empty() ? std::chrono::milliseconds(longestRemoteSilence) : std::chrono::milliseconds(0);
    return http;
}

} // namespace

std::string chatUrl(std::string_view baseUrl) {
    while (baseUrl.ends_with('/')) baseUrl.remove_suffix(1);
    return std::string(baseUrl) + (baseUrl.ends_with("/v1") ? "/chat/completions" : "/v1/chat/completions");
}

void ChatClient::start(const ChatEndpoint& endpoint, const ChatRequest& request, std::stop_token stop,
                       ChatCallbacks callbacks, Completion completion) {
    const auto exchange = std::make_shared<Exchange>(m_executor, std::move(callbacks));
    net::HttpCallbacks http;
    http.onHead = [exchange](const net::HttpResponse& head) { exchange->takeHead(head); };
    http.onBody = [exchange](std::string_view bytes) { return exchange->takeBody(bytes); };
    m_http.start(
        httpRequest(endpoint, request), std::move(stop), std::move(http),
        [exchange, &executor = m_executor, completion = std::move(completion)](Result<net::HttpResponse> answer) {
            executor.post([exchange, completion, answer = std::move(answer)] { completion(exchange->finish(answer)); });
        });
}

} // namespace orrery::inference
