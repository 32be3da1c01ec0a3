// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/chat_codec.h>

#include "json_fields.h"
#include "server_error.h"

#include <orrery/inference/errors.h>

#include <algorithm>
#include <initializer_list>

namespace orrery::inference {

namespace {

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

FinishReason finishReason(std::string_view name) {
    if (isOneOf(name, {"stop", "eos", "eos_token", "end_turn", "stop_sequence"})) return FinishReason::Stop;
    if (isOneOf(name, {"length", "max_tokens"})) return FinishReason::Length;
    if (isOneOf(name, {"tool_calls", "function_call", "tool_use"})) return FinishReason::ToolCalls;
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

/// Text as some servers send it: in parts, of which some are thoughts.
void readParts(const Json& parts, ChatFrame& frame) {
    for (const Json& part : parts) {
        if (text(member(part, "type")) != "thinking") {
            frame.content += text(member(part, "text"));
            continue;
        }
        const Json& thoughts = member(part, "thinking");
        frame.reasoning += text(thoughts);
        if (!thoughts.is_array()) continue;
        for (const Json& thought : thoughts) frame.reasoning += text(member(thought, "text"));
    }
}

void readMessage(const Json& message, ChatFrame& frame) {
    frame.reasoning = text(member(message, "reasoning_content"));
    if (frame.reasoning.empty()) frame.reasoning = text(member(message, "reasoning"));
    const Json& content = member(message, "content");
    if (content.is_array())
        readParts(content, frame);
    else
        frame.content = text(content);
    if (frame.content.empty()) frame.content = text(member(message, "refusal"));
}

void readChoice(const Json& choice, ChatFrame& frame) {
    const Json& delta = member(choice, "delta");
    readMessage(delta.is_object() ? delta : member(choice, "message"), frame);
    if (const std::string reason = text(member(choice, "finish_reason")); !reason.empty())
        frame.finishReason = finishReason(reason);
}

std::optional<PromptProgress> readProgress(const Json& progress) {
    const auto total = count(member(progress, "total"));
    if (!total) return std::nullopt;
    return PromptProgress{*total, std::min(*total, count(member(progress, "cache")).value_or(0)),
                          std::min(*total, count(member(progress, "processed")).value_or(0))};
}

} // namespace

Result<ChatFrame> readChatFrame(std::string_view data) {
    ChatFrame frame;
    if (data == "[DONE]") {
        frame.done = true;
        return frame;
    }
    const Json json = parseJson(data);
    const bool isArrayOfErrors = json.is_array() && !json.empty() && saysError(json.front());
    if (!json.is_object() && !isArrayOfErrors) {
        constexpr std::size_t excerpt = 200;
        return fail(Errc::BadAnswer, "What the server sent is no answer to a chat. Check its address.",
                    std::string(data.substr(0, excerpt)));
    }
    if (isArrayOfErrors || saysError(json)) {
        const ServerError error = readServerError(json);
        frame.error = errorFor(static_cast<int>(std::min<std::uint64_t>(error.status.value_or(500), 999)), error);
        return frame;
    }
    frame.model = text(member(json, "model"));
    frame.id = text(member(json, "id"));
    frame.progress = readProgress(member(json, "prompt_progress"));
    if (const Json& choices = member(json, "choices"); choices.is_array() && !choices.empty())
        readChoice(choices.front(), frame);
    readUsage(member(json, "usage"), frame.numbers);
    readTimings(member(json, "timings"), frame.numbers);
    return frame;
}

Error chatError(int status, std::string_view body) {
    return errorFor(status, readServerError(parseJson(body)));
}

} // namespace orrery::inference
