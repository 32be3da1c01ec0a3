// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/chat_client.h>

#include "chat_exchange.h"
#include "chat_http.h"
#include "json_fields.h"

#include <orrery/inference/chat_codec.h>
#include <orrery/inference/errors.h>

#include <memory>
#include <utility>

namespace orrery::inference {

namespace {

/// Asks for something small; `read` makes a value of a good answer's body. The completion comes on the executor.
// NOLINTBEGIN(performance-unnecessary-value-param): they are moved on; the check does not see it in a template
template <class T, class Read>
void askOnce(net::HttpClient& http, Executor& executor, net::HttpRequest request, std::stop_token stop, Read read,
             std::function<void(Result<T>)> completion) {
    // NOLINTEND(performance-unnecessary-value-param)
    http.start(std::move(request), std::move(stop), {},
               [&executor, read, completion = std::move(completion)](const Result<net::HttpResponse>& answer) {
                   Result<T> result = !answer         ? Result<T>(fail(answer.error()))
                                      : !answer->ok() ? Result<T>(fail(chatError(answer->status, answer->body)))
                                                      : read(answer->body);
                   executor.post([completion, result = std::move(result)] { completion(result); });
               });
}

tl::unexpected<Error> onlyLlamaServer() {
    return fail(Errc::Refused, "Only llama-server can do this; the server in use cannot.");
}

} // namespace

std::string chatUrl(std::string_view baseUrl) {
    return versionedUrl(baseUrl, "/chat/completions");
}

void ChatClient::start(const ChatEndpoint& endpoint, const ChatRequest& request, std::stop_token stop,
                       ChatCallbacks callbacks, Completion completion) {
    std::make_shared<ChatExchange>(m_http, m_executor, endpoint, request, std::move(stop), std::move(callbacks),
                                   std::move(completion))
        ->start();
}

void ChatClient::endThinking(const ChatEndpoint& endpoint, const std::string& answerId, std::stop_token stop,
                             std::function<void(Status)> completion) {
    if (!isLlamaServer(endpoint))
        return m_executor.post([completion = std::move(completion)] { completion(onlyLlamaServer()); });
    const Json body = {{"id", answerId}, {"action", "reasoning_end"}};
    askOnce<void>(m_http, m_executor,
                  httpRequest(endpoint, versionedUrl(endpoint.baseUrl, "/chat/completions/control"), dump(body)),
                  std::move(stop), readControlAnswer, std::move(completion));
}

void ChatClient::countTokens(const ChatEndpoint& endpoint, const ChatRequest& request, std::stop_token stop,
                             std::function<void(Result<std::uint64_t>)> completion) {
    if (!isLlamaServer(endpoint))
        return m_executor.post([completion = std::move(completion)] { completion(onlyLlamaServer()); });
    askOnce<std::uint64_t>(m_http, m_executor,
                           httpRequest(endpoint, versionedUrl(endpoint.baseUrl, "/chat/completions/input_tokens"),
                                       writeCountRequest(request, endpoint.model)),
                           std::move(stop), readTokenCount, std::move(completion));
}

void ChatClient::readFacts(const ChatEndpoint& endpoint, std::stop_token stop,
                           std::function<void(Result<ServerFacts>)> completion) {
    const net::HttpRequest props = httpRequest(endpoint, rootUrl(endpoint.baseUrl, "/props"));
    if (isLlamaServer(endpoint))
        return askOnce<ServerFacts>(m_http, m_executor, props, std::move(stop), readProps, std::move(completion));
    const auto fromModels = [&http = m_http, &executor = m_executor, props, stop,
                             completion](const Result<ServerFacts>& facts) {
        if (!facts || !facts->llamaServer) return completion(facts);
        askOnce<ServerFacts>(http, executor, props, stop, readProps,
                             [facts, completion](const Result<ServerFacts>& more) {
                                 completion(more || more.error().is(orrery::Errc::Cancelled) ? more : facts);
                             });
    };
    askOnce<ServerFacts>(
        m_http, m_executor, httpRequest(endpoint, versionedUrl(endpoint.baseUrl, "/models")), stop,
        [model = endpoint.model](const std::string& body) {
            return Result<ServerFacts>(readModelFacts(body, model).value_or(ServerFacts{}));
        },
        fromModels);
}

void ChatClient::listModels(const ChatEndpoint& endpoint, std::stop_token stop,
                            std::function<void(Result<std::vector<std::string>>)> completion) {
    askOnce<std::vector<std::string>>(m_http, m_executor,
                                      httpRequest(endpoint, versionedUrl(endpoint.baseUrl, "/models")), std::move(stop),
                                      readModelList, std::move(completion));
}

} // namespace orrery::inference
