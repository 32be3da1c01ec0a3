// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/chat_codec.h>

#include <orrery/inference/errors.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace orrery::inference {

using Json = nlohmann::json;

namespace {

const Json& member(const Json& object, const char* key) {
    static const Json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::string text(const Json& value) {
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<double> number(const Json& value) {
    if (!value.is_number()) return std::nullopt;
    return value.get<double>();
}

std::optional<std::uint64_t> count(const Json& value) {
    const auto found = number(value);
    if (!found || !(*found >= 0) || *found > 1e15) return std::nullopt;
    return static_cast<std::uint64_t>(*found);
}

const char* roleName(Role role) {
    switch (role) {
    case Role::System: return "system";
    case Role::User: return "user";
    case Role::Assistant: return "assistant";
    }
    return "user";
}

Json messagesJson(const std::vector<Message>& messages) {
    Json list = Json::array();
    for (const Message& message : messages)
        list.push_back({{"role", roleName(message.role)}, {"content", message.content}});
    return list;
}

void writeSampling(Json& body, const Sampling& sampling) {
    if (sampling.temperature) body["temperature"] = *sampling.temperature;
    if (sampling.topP) body["top_p"] = *sampling.topP;
    if (sampling.topK) body["top_k"] = *sampling.topK;
    if (sampling.minP) body["min_p"] = *sampling.minP;
    if (sampling.seed) body["seed"] = *sampling.seed;
}

FinishReason finishReason(std::string_view name) {
    if (name == "stop") return FinishReason::Stop;
    if (name == "length") return FinishReason::Length;
    if (name == "tool_calls") return FinishReason::ToolCalls;
    return FinishReason::Other;
}

void readUsage(const Json& usage, FrameNumbers& numbers) {
    if (!usage.is_object()) return;
    const auto prompt = count(member(usage, "prompt_tokens"));
    const auto cached = count(member(member(usage, "prompt_tokens_details"), "cached_tokens"));
    numbers.cachedTokens = cached;
    if (prompt) numbers.promptTokens = *prompt - std::min(*prompt, cached.value_or(0));
    numbers.answerTokens = count(member(usage, "completion_tokens"));
}

void readTimings(const Json& timings, FrameNumbers& numbers) {
    if (!timings.is_object()) return;
    numbers.cachedTokens = count(member(timings, "cache_n"));
    numbers.promptTokens = count(member(timings, "prompt_n"));
    numbers.answerTokens = count(member(timings, "predicted_n"));
    numbers.promptMs = number(member(timings, "prompt_ms"));
    numbers.answerMs = number(member(timings, "predicted_ms"));
}

void readChoice(const Json& choice, ChatFrame& frame) {
    const Json& part = choice.contains("delta") ? member(choice, "delta") : member(choice, "message");
    frame.content = text(member(part, "content"));
    frame.reasoning = text(member(part, "reasoning_content"));
    if (frame.reasoning.empty()) frame.reasoning = text(member(part, "reasoning"));
    if (const Json& reason = member(choice, "finish_reason"); reason.is_string())
        frame.finishReason = finishReason(text(reason));
}

/// What a server says went wrong: {"error":{"message","type",...}}, {"error":"..."}, {"message":"..."},
/// {"detail":"..."}.
struct ServerError {
    std::string message;
    std::string type;
    std::optional<std::uint64_t> promptTokens;
    std::optional<std::uint64_t> contextTokens;
};

ServerError readServerError(const Json& answer) {
    const Json& error = member(answer, "error");
    if (error.is_string()) return {text(error), {}, {}, {}};
    if (error.is_object())
        return {text(member(error, "message")), text(member(error, "type")), count(member(error, "n_prompt_tokens")),
                count(member(error, "n_ctx"))};
    const std::string message = text(member(answer, "message"));
    return {message.empty() ? text(member(answer, "detail")) : message, {}, {}, {}};
}

bool isContextError(const ServerError& error) {
    return error.type == "exceed_context_size_error" ||
           error.message.find("ontext size has been exceeded") != std::string::npos ||
           error.message.find("maximum context length") != std::string::npos;
}

Error contextError(const ServerError& error) {
    const std::string numbers =
        error.promptTokens && error.contextTokens
            ? fmt::format(" It has {} tokens, and {} fit.", *error.promptTokens, *error.contextTokens)
            : "";
    return {Errc::ContextFull,
            "This conversation has become too long for the model." + numbers +
                " Start a new one, or load the model with a longer context.",
            error.message,
            {}};
}

Error errorFor(int status, const ServerError& error) {
    if (isContextError(error)) return contextError(error);
    const std::string said = error.message.empty() ? fmt::format("status {}", status) : error.message;
    if (status == 503 && error.type == "unavailable_error")
        return {Errc::Loading, "The model is still being loaded. Try again in a moment.", said, {}};
    if (status == 401 || status == 403)
        return {Errc::NotAllowed, "The server refuses the API key. Check it in the settings.", said, {}};
    if (status == 404)
        return {Errc::Refused, "The server does not know this model or address. Check both in the settings.", said, {}};
    if (status == 429)
        return {Errc::Refused,
                "The server has too much to do, or the account's limit is reached. Try again later.",
                said,
                {}};
    if (status >= 400 && status < 500)
        return {Errc::Refused, fmt::format("The server did not accept the question: {}", said), said, {}};
    return {Errc::ServerFailed, fmt::format("The server could not answer: {}", said), said, {}};
}

} // namespace

std::string writeChatRequest(const ChatRequest& request, std::string_view model) {
    Json body = {
        {"messages", messagesJson(request.messages)}, {"stream", true}, {"stream_options", {{"include_usage", true}}}};
    if (!model.empty()) body["model"] = model;
    writeSampling(body, request.sampling);
    if (request.maxTokens) body["max_tokens"] = *request.maxTokens;
    if (!request.stop.empty()) body["stop"] = request.stop;
    if (!request.thinking) body["chat_template_kwargs"] = {{"enable_thinking", false}};
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<ChatFrame> readChatFrame(std::string_view data) {
    ChatFrame frame;
    if (data == "[DONE]") {
        frame.done = true;
        return frame;
    }
    const Json json = Json::parse(data, nullptr, false);
    if (!json.is_object()) {
        constexpr std::size_t excerpt = 200;
        return fail(Errc::BadAnswer, "What the server sent is no answer to a chat. Check its address.",
                    std::string(data.substr(0, excerpt)));
    }
    if (!member(json, "error").is_null()) {
        const auto status = count(member(member(json, "error"), "code"));
        frame.error =
            errorFor(static_cast<int>(std::min<std::uint64_t>(status.value_or(500), 999)), readServerError(json));
        return frame;
    }
    frame.model = text(member(json, "model"));
    if (const Json& choices = member(json, "choices"); choices.is_array() && !choices.empty())
        readChoice(choices.front(), frame);
    readUsage(member(json, "usage"), frame.numbers);
    readTimings(member(json, "timings"), frame.numbers);
    return frame;
}

Error chatError(int status, std::string_view body) {
    return errorFor(status, readServerError(Json::parse(body, nullptr, false)));
}

} // namespace orrery::inference
