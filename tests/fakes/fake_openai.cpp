// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_openai.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

namespace orrery::fakes {

namespace {

using Json = nlohmann::json;

FakeResponse json(int status, const Json& body) {
    FakeResponse response;
    response.status = status;
    response.headers = {{"Content-Type", "application/json"}};
    response.body = body.dump();
    return response;
}

FakeResponse error(int status, const std::string& message, const std::string& code) {
    return json(
        status,
        {{"error", {{"message", message}, {"type", "invalid_request_error"}, {"param", nullptr}, {"code", code}}}});
}

/// The name of a field that OpenAI's own server would refuse; empty: there is none.
std::string unknownField(const Json& body) {
    constexpr std::array known = {
        "model", "messages",         "stream",     "stream_options",    "temperature",     "top_p",
        "seed",  "presence_penalty", "max_tokens", "frequency_penalty", "response_format", "stop"};
    for (const auto& [name, value] : body.items())
        if (std::ranges::find(known, name) == known.end()) return name;
    return {};
}

Json frame(const std::string& model, const Json& choices) {
    return {{"id", "chatcmpl-fake"}, {"object", "chat.completion.chunk"}, {"model", model}, {"choices", choices}};
}

Json choice(const Json& delta, const Json& reason = nullptr) {
    return Json::array({{{"index", 0}, {"delta", delta}, {"finish_reason", reason}}});
}

std::string event(const Json& data) {
    return "data: " + data.dump() + "\n\n";
}

/// Writes one answer as it is asked for.
class Answer {
public:
    Answer(FakeOpenAiOptions options, const Json& question)
        : m_options(std::move(options)),
          m_model(question.value("model", m_options.models.empty() ? "" : m_options.models.front())),
          m_wantsUsage(question.contains("stream_options")) {}

    void stream(const Write& write) const {
        if (!write(event(frame(m_model, choice({{"role", "assistant"}, {"content", ""}}))))) return;
        if (!m_options.reasoning.empty()) write(event(frame(m_model, choice(thought()))));
        std::size_t said = 0;
        for (const std::string& word : m_options.words) {
            std::this_thread::sleep_for(m_options.pause);
            if (said > 0 && said == m_options.cutAfterWords) {
                write("data: {\"choices\":[{\"del");
                return;
            }
            if (said > 0 && said == m_options.errorAfterWords) {
                write(event({{"error", {{"message", "the fake fell over"}, {"code", 500}}}}));
                return;
            }
            if (!write(event(frame(m_model, choice(piece(word)))))) return;
            ++said;
        }
        write(event(frame(m_model, choice(Json::object(), "stop"))));
        if (m_options.usageFrame && m_wantsUsage) write(event(usage()));
        if (m_options.doneMarker) write("data: [DONE]\n\n");
    }

    [[nodiscard]] Json whole() const {
        std::string text;
        for (const std::string& word : m_options.words) text += word;
        Json answer = usage();
        answer["object"] = "chat.completion";
        answer["choices"] = Json::array(
            {{{"index", 0}, {"finish_reason", "stop"}, {"message", {{"role", "assistant"}, {"content", text}}}}});
        return answer;
    }

private:
    [[nodiscard]] Json thought() const {
        return {{m_options.reasoningContent ? "reasoning_content" : "reasoning", m_options.reasoning}};
    }

    [[nodiscard]] Json piece(const std::string& word) const {
        if (!m_options.contentInParts) return {{"content", word}};
        return {{"content", Json::array({{{"type", "text"}, {"text", word}}})}};
    }

    [[nodiscard]] Json usage() const {
        Json last = frame(m_model, Json::array());
        last["usage"] = {{"prompt_tokens", 7}, {"completion_tokens", m_options.words.size()}};
        return last;
    }

    FakeOpenAiOptions m_options;
    std::string m_model;
    bool m_wantsUsage;
};

bool mayEnter(const FakeOpenAiOptions& options, const FakeRequest& request) {
    return options.key.empty() || request.header("authorization") == "Bearer " + options.key;
}

} // namespace

FakeOpenAi::FakeOpenAi(FakeOpenAiOptions options, std::uint16_t port) : m_options(std::move(options)), m_server(port) {
    m_server.route("/v1/models", [this](const FakeRequest& request) { return modelList(request); });
    m_server.route("/v1/chat/completions", [this](const FakeRequest& request) { return chat(request); });
}

void FakeOpenAi::setOptions(FakeOpenAiOptions options) {
    const std::lock_guard lock(m_mutex);
    m_options = std::move(options);
}

FakeOpenAiOptions FakeOpenAi::options() const {
    const std::lock_guard lock(m_mutex);
    return m_options;
}

FakeResponse FakeOpenAi::modelList(const FakeRequest& request) const {
    const FakeOpenAiOptions options = this->options();
    if (!mayEnter(options, request)) return error(401, "Incorrect API key provided", "invalid_api_key");
    if (options.garbage) return {.body = "<html>Welcome to the hotel</html>"};
    Json list = Json::array();
    for (const std::string& model : options.models)
        list.push_back({{"id", model}, {"object", "model"}, {"owned_by", "fake"}, {"max_model_len", 8192}});
    return json(200, {{"object", "list"}, {"data", list}});
}

FakeResponse FakeOpenAi::chat(const FakeRequest& request) {
    FakeOpenAiOptions options = this->options();
    if (!mayEnter(options, request)) return error(401, "Incorrect API key provided", "invalid_api_key");
    {
        const std::lock_guard lock(m_mutex);
        if (m_options.tooManyRequests > 0) {
            --m_options.tooManyRequests;
            return error(429, "Rate limit reached", "rate_limit_exceeded");
        }
    }
    FakeResponse response;
    if (options.garbage) {
        response.body = "<html>Welcome to the hotel</html>";
        return response;
    }
    const Json question = Json::parse(request.body, nullptr, false);
    if (!question.is_object()) return error(400, "could not parse the JSON body of your request", "");
    if (const std::string field = unknownField(question); options.refusesUnknownFields && !field.empty())
        return error(400, "Unrecognized request argument supplied: " + field, "unknown_parameter");
    const Answer answer(options, question);
    if (!options.streams) return json(200, answer.whole());
    response.headers = {{"Content-Type", options.eventStreamType ? "text/event-stream" : "text/plain"}};
    response.stream = [answer](const Write& write) { answer.stream(write); };
    return response;
}

} // namespace orrery::fakes
