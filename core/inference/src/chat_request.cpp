// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "base64.h"
#include "json_fields.h"
#include "schema_grammar.h"
#include "server_error.h"

#include <orrery/inference/chat_codec.h>

#include <algorithm>
#include <cctype>
#include <initializer_list>

namespace orrery::inference {

namespace {

using Kind = AnswerForm::Kind;

const char* roleName(Role role) {
    switch (role) {
    case Role::System: return "system";
    case Role::User: return "user";
    case Role::Assistant: return "assistant";
    }
    return "user";
}

OrderedJson contentJson(const Message& message) {
    if (message.pictures.empty()) return message.content;
    OrderedJson parts = OrderedJson::array();
    if (!message.content.empty()) parts.push_back({{"type", "text"}, {"text", message.content}});
    for (const Picture& picture : message.pictures)
        parts.push_back({{"type", "image_url"},
                         {"image_url", {{"url", "data:" + picture.mediaType + ";base64," + base64(picture.bytes)}}}});
    return parts;
}

OrderedJson messagesJson(const std::vector<Message>& messages, const ChatDialect& dialect) {
    OrderedJson list = OrderedJson::array();
    for (const Message& message : messages) {
        OrderedJson entry = {{"role", roleName(message.role)}, {"content", contentJson(message)}};
        if (dialect.llamaServer && message.role == Role::Assistant && !message.reasoning.empty())
            entry["reasoning_content"] = message.reasoning;
        list.push_back(std::move(entry));
    }
    return list;
}

void writeSampling(OrderedJson& body, const Sampling& sampling, const ChatDialect& dialect) {
    if (sampling.temperature) body["temperature"] = *sampling.temperature;
    if (sampling.topP) body["top_p"] = *sampling.topP;
    if (sampling.seed) body["seed"] = *sampling.seed;
    if (sampling.presencePenalty) body["presence_penalty"] = *sampling.presencePenalty;
    if (sampling.frequencyPenalty) body["frequency_penalty"] = *sampling.frequencyPenalty;
    if (!dialect.llamaServer && !dialect.extras) return;
    if (sampling.topK) body["top_k"] = *sampling.topK;
    if (sampling.minP) body["min_p"] = *sampling.minP;
    if (sampling.repeatPenalty) body["repeat_penalty"] = *sampling.repeatPenalty;
    if (sampling.repeatPenalty && !dialect.llamaServer) body["repetition_penalty"] = *sampling.repeatPenalty;
}

void writeThinking(OrderedJson& body, const ChatRequest& request, const ChatDialect& dialect) {
    if (!dialect.llamaServer && !dialect.extras) return;
    if (!request.thinking) body["chat_template_kwargs"] = {{"enable_thinking", false}};
    if (!request.thinking && !dialect.llamaServer) body["reasoning_effort"] = "none";
    if (!dialect.llamaServer || !request.thinking) return;
    body["reasoning_control"] = true;
    if (request.thinkingBudget) body["reasoning_budget_tokens"] = *request.thinkingBudget;
}

void writeForm(OrderedJson& body, const AnswerForm& form) {
    switch (form.kind) {
    case Kind::Free: return;
    case Kind::JsonObject: body["response_format"] = {{"type", "json_object"}}; return;
    case Kind::JsonSchema:
        body["response_format"] = {
            {"type", "json_schema"},
            {"json_schema", {{"name", "answer"}, {"schema", parseJson<OrderedJson>(form.text)}}}};
        return;
    case Kind::Grammar: body["grammar"] = form.text; return;
    }
}

bool isPicture(const Picture& picture) {
    constexpr std::string_view prefix = "image/";
    const std::string_view type = picture.mediaType;
    return !picture.bytes.empty() && type.starts_with(prefix) && type.size() > prefix.size() &&
           std::ranges::all_of(type.substr(prefix.size()), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '.' || c == '+' || c == '-';
           });
}

bool containsAny(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool refusesFields(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return containsAny(text, {"unrecognized", "unknown", "unexpected", "unsupported", "not supported", "extra ",
                              "not permitted", "not allowed", "additional propert", "invalid field", "stream_options",
                              "top_k", "min_p", "repeat_penalty", "repetition_penalty", "chat_template_kwargs",
                              "reasoning_effort"});
}

std::optional<ChatRetry> withPlainGrammar(const ChatRequest& request, const ChatDialect& dialect, const Json& body) {
    if (request.form.kind != Kind::JsonObject && request.form.kind != Kind::JsonSchema) return std::nullopt;
    if (!containsAny(readServerError(body).message, {"initialize samplers"})) return std::nullopt;
    ChatRetry retry{request, dialect};
    const bool anyObject = request.form.kind == Kind::JsonObject;
    const OrderedJson schema = parseJson<OrderedJson>(anyObject ? R"({"type":"object"})" : request.form.text);
    retry.request.form = {Kind::Grammar, schemaGrammar(schema)};
    return retry;
}

} // namespace

Status checkChatRequest(const ChatRequest& request, const ChatDialect& dialect) {
    for (const Message& message : request.messages)
        if (!std::ranges::all_of(message.pictures, isPicture))
            return fail(Errc::InvalidArgument, "One of the pictures is empty or no picture. Take a PNG or JPEG file.");
    if (request.form.kind == Kind::JsonSchema && !parseJson(request.form.text).is_object())
        return fail(
            Errc::InvalidArgument,
            "The schema for the answer is no JSON object, or nested too deeply. Look for a missing comma or brace.");
    if (request.form.kind == Kind::Grammar && !dialect.llamaServer)
        return fail(Errc::Unsupported,
                    "Only llama-server can hold an answer to a grammar. Use a JSON schema with this server.");
    return {};
}

std::string writeChatRequest(const ChatRequest& request, std::string_view model, const ChatDialect& dialect) {
    OrderedJson body = {{"messages", messagesJson(request.messages, dialect)}, {"stream", true}};
    if (dialect.streamOptions) body["stream_options"] = {{"include_usage", true}};
    if (dialect.llamaServer) body["return_progress"] = true;
    if (!model.empty()) body["model"] = model;
    writeSampling(body, request.sampling, dialect);
    if (request.maxTokens) body[dialect.newTokenLimit ? "max_completion_tokens" : "max_tokens"] = *request.maxTokens;
    if (!request.stop.empty()) body["stop"] = request.stop;
    writeThinking(body, request, dialect);
    writeForm(body, request.form);
    return dump(body);
}

std::string writeCountRequest(const ChatRequest& request, std::string_view model) {
    const ChatDialect dialect{.llamaServer = true};
    OrderedJson body = {{"messages", messagesJson(request.messages, dialect)}};
    if (!model.empty()) body["model"] = model;
    if (!request.thinking) writeThinking(body, request, dialect);
    return dump(body);
}

std::optional<ChatRetry> chatRetry(const ChatRequest& request, const ChatDialect& dialect, int status,
                                   std::string_view body) {
    if (status < 400 || status >= 500) return std::nullopt;
    const Json json = parseJson(body);
    if (dialect.llamaServer) return withPlainGrammar(request, dialect, json);
    if (status != 400 && status != 422) return std::nullopt;
    ChatRetry retry{request, dialect};
    retry.dialect.newTokenLimit = dialect.newTokenLimit || containsAny(body, {"max_completion_tokens"});
    const bool fewerFields = !retry.dialect.newTokenLimit && refusesFields(readServerError(json).message);
    if (fewerFields) retry.dialect.streamOptions = retry.dialect.extras && !containsAny(body, {"stream_options"});
    if (fewerFields) retry.dialect.extras = false;
    if (retry.dialect == dialect) return std::nullopt;
    return retry;
}

} // namespace orrery::inference
