// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::inference {

enum class Role { System, User, Assistant };

struct Message {
    Role role = Role::User;
    std::string content; ///< UTF-8.
};

/// How the next word is picked. What is not set is up to the server.
struct Sampling {
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<int> topK;
    std::optional<double> minP;
    std::optional<std::uint32_t> seed;
};

struct ChatRequest {
    std::vector<Message> messages; ///< A last one of the assistant is continued.
    Sampling sampling;
    std::optional<std::uint32_t> maxTokens; ///< None: until the context is full.
    std::vector<std::string> stop;          ///< Texts at which to stop.
    bool thinking = true;                   ///< False asks models that can think aloud not to.
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
