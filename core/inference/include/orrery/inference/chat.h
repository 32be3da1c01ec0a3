// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::inference {

enum class Role { System, User, Assistant };

/// A picture that goes with a message.
struct Picture {
    std::string mediaType; ///< "image/png" or "image/jpeg": what every engine reads.
    std::string bytes;     ///< The encoded file.

    bool operator==(const Picture&) const = default;
};

struct Message {
    Role role = Role::User;
    std::string content; ///< UTF-8.
    std::vector<Picture> pictures = {};
    std::string reasoning = {}; ///< Of an answer: what the model thought; sent back where the model uses it.
};

/// How the next word is picked. What is not set is up to the server.
struct Sampling {
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<int> topK;
    std::optional<double> minP;
    std::optional<std::uint32_t> seed;
    std::optional<double> repeatPenalty;
    std::optional<double> presencePenalty;
    std::optional<double> frequencyPenalty;

    bool operator==(const Sampling&) const = default;
};

/// What shape the answer must have.
struct AnswerForm {
    enum class Kind { Free, JsonObject, JsonSchema, Grammar };
    Kind kind = Kind::Free;
    std::string text; ///< JsonSchema: the schema, JSON. Grammar: GBNF.

    bool operator==(const AnswerForm&) const = default;
};

struct ChatRequest {
    std::vector<Message> messages; ///< A last one of the assistant is continued.
    Sampling sampling;
    std::optional<std::uint32_t> maxTokens;           ///< None: until the context is full.
    std::vector<std::string> stop;                    ///< Texts at which to stop.
    bool thinking = true;                             ///< False asks models that can think aloud not to.
    std::optional<std::uint32_t> thinkingBudget = {}; ///< Most tokens it may think.
    AnswerForm form = {};
};

/// How far the server has read the prompt.
struct PromptProgress {
    std::uint64_t total = 0;     ///< Tokens.
    std::uint64_t cached = 0;    ///< Of these known from before.
    std::uint64_t processed = 0; ///< Read so far, cached ones included.
};

enum class FinishReason {
    Stop,      ///< The model had said everything, or a stop text came.
    Length,    ///< maxTokens or the context was reached.
    ToolCalls, ///< It wants a tool to be called.
    Other,
};

/// Tokens and times of one answer. The server's numbers where it tells them, else what was seen from here.
struct ChatTimings {
    std::uint64_t cachedTokens = 0; ///< Of the prompt, known from before.
    std::uint64_t promptTokens = 0; ///< Of the prompt, read anew.
    std::uint64_t answerTokens = 0;
    double promptMs = 0;
    double answerMs = 0;
    double firstTokenMs = 0; ///< From sending the question to the first piece of the answer, as seen from here.

    [[nodiscard]] double tokensPerSecond() const {
        return answerMs > 0 ? 1000.0 * static_cast<double>(answerTokens) / answerMs : 0;
    }
    [[nodiscard]] std::uint64_t contextUsed() const { return cachedTokens + promptTokens + answerTokens; }
};

struct ChatResult {
    std::string text;
    std::string reasoning; ///< What the model thought before, if it thinks aloud.
    FinishReason finishReason = FinishReason::Other;
    ChatTimings timings;
    std::string model; ///< As the server calls it.
};

} // namespace orrery::inference
