// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "chat_exchange.h"

#include "chat_http.h"

#include <orrery/inference/errors.h>

#include <algorithm>
#include <array>
#include <utility>

namespace orrery::inference {

namespace {

constexpr std::size_t largestBody = 16U << 20; // of what is not streamed
constexpr std::chrono::minutes longestRemoteSilence{5};
constexpr int mostRetries = 2;

/// What the answer must go on with: a last message of the assistant.
std::string prefillOf(const ChatRequest& request) {
    const bool has = !request.messages.empty() && request.messages.back().role == Role::Assistant;
    return has ? request.messages.back().content : std::string();
}

/// Whether bytes from a server that calls it something else are a stream of events after all.
bool looksLikeEvents(std::string_view body) {
    constexpr std::array<std::string_view, 3> beginnings = {"data:", "event:", ":"};
    return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return body.starts_with(beginning); });
}

} // namespace

ChatExchange::ChatExchange(net::HttpClient& http, Executor& executor, ChatEndpoint endpoint, ChatRequest request,
                           std::stop_token stop, ChatCallbacks callbacks, ChatClient::Completion completion)
    : m_http(http),
      m_endpoint(std::move(endpoint)),
      m_request(std::move(request)),
      m_dialect(dialectOf(m_endpoint)),
      m_stop(std::move(stop)),
      m_delivery(std::make_shared<ChatDelivery>(executor, std::move(callbacks))),
      m_completion(std::move(completion)),
      m_parser([this](const net::SseEvent& event) { takeData(event.data, event.type == "error"); }),
      m_filter(prefillOf(m_request)) {}

void ChatExchange::start() {
    if (Status possible = checkChatRequest(m_request, m_dialect); !possible) return complete(fail(possible.error()));
    ask();
}

void ChatExchange::ask() {
    net::HttpRequest request =
        httpRequest(m_endpoint, chatUrl(m_endpoint.baseUrl), writeChatRequest(m_request, m_endpoint.model, m_dialect));
    request.headers.emplace_back("Accept", "text/event-stream");
    // Our own engine is silent while it reads a long prompt, and is watched by other means.
    request.idleTimeout =
        m_endpoint.unixSocket.empty() ? std::chrono::milliseconds(longestRemoteSilence) : std::chrono::milliseconds(0);
    net::HttpCallbacks callbacks;
    callbacks.onHead = [self = shared_from_this()](const net::HttpResponse& head) { self->takeHead(head); };
    callbacks.onBody = [self = shared_from_this()](std::string_view bytes) { return self->takeBody(bytes); };
    m_http.start(std::move(request), m_stop, std::move(callbacks),
                 [self = shared_from_this()](const Result<net::HttpResponse>& answer) { self->ended(answer); });
}

void ChatExchange::takeHead(const net::HttpResponse& head) {
    m_status = head.status;
    const auto type = head.header("content-type");
    m_streamed = head.ok() && type && type->find("text/event-stream") != std::string_view::npos;
}

bool ChatExchange::takeBody(std::string_view bytes) {
    if (!m_streamed) return collect(bytes);
    if (Status status = m_parser.feed(bytes); !status && !m_completed) m_failure = status.error();
    return !m_failure;
}

bool ChatExchange::collect(std::string_view bytes) {
    m_body.append(bytes);
    if (m_status == 200 && looksLikeEvents(m_body)) {
        m_streamed = true;
        return takeBody(std::exchange(m_body, {}));
    }
    if (m_body.size() > largestBody)
        m_failure =
            Error{Errc::BadAnswer, "What the server sent is no answer to a chat. Check its address.", "too long", {}};
    return !m_failure;
}

void ChatExchange::takeData(std::string_view data, bool isError) {
    if (m_failure || m_completed) return;
    auto frame = readChatFrame(data);
    if (isError && !(frame && frame->error)) {
        m_failure = chatError(500, data);
    } else if (!frame) {
        m_failure = frame.error();
    } else {
        takeFrame(*std::move(frame), !m_streamed);
    }
}

void ChatExchange::takeFrame(ChatFrame frame, bool whole) {
    if (!frame.id.empty() && !std::exchange(m_idTold, true)) m_delivery->answerId(frame.id);
    if (frame.progress) m_delivery->prompt(*frame.progress);
    frame.content = m_filter.take(frame.content, whole);
    if (frame.finishReason || frame.done) frame.content += m_filter.finish();
    m_assembler.take(frame, elapsedMs());
    if (!frame.reasoning.empty()) m_delivery->reasoning(std::move(frame.reasoning));
    if (!frame.content.empty()) m_delivery->content(std::move(frame.content));
    if (frame.done) complete(m_assembler.finish(elapsedMs()));
}

void ChatExchange::ended(const Result<net::HttpResponse>& answer) {
    if (m_completed) return;
    const bool refused = answer && !answer->ok() && !m_failure;
    if (auto retry = refused && m_retries < mostRetries ? chatRetry(m_request, m_dialect, answer->status, m_body)
                                                        : std::nullopt) {
        ++m_retries;
        m_request = std::move(retry->request);
        m_dialect = retry->dialect;
        m_body.clear();
        return ask();
    }
    complete(result(answer));
}

Result<ChatResult> ChatExchange::result(const Result<net::HttpResponse>& answer) {
    if (answer && answer->ok() && !m_streamed) takeData(m_body, false);
    if (m_failure) return fail(*m_failure);
    if (!answer && answer.error().is(orrery::Errc::Cancelled)) return fail(answer.error());
    if (m_assembler.isFinished()) return m_assembler.finish(elapsedMs());
    if (!answer) return fail(connectionError(answer.error()));
    if (!answer->ok()) return fail(chatError(answer->status, m_body));
    return m_assembler.finish(elapsedMs());
}

void ChatExchange::complete(Result<ChatResult> result) {
    if (std::exchange(m_completed, true)) return;
    m_delivery->end([completion = std::move(m_completion), result = std::move(result)] { completion(result); });
}

/// An engine that dies in the middle of an answer closes the connection.
Error ChatExchange::connectionError(const Error& error) const {
    if (!error.is(net::Errc::BrokenOff) && !(error.is(net::Errc::Protocol) && m_status != 0)) return error;
    return {Errc::EngineGone, "The connection ended before the answer did: the engine may have stopped.",
            describe(error), error.where};
}

double ChatExchange::elapsedMs() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_begin).count();
}

} // namespace orrery::inference
