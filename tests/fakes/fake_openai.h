// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fake_http_server.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace orrery::fakes {

/// How the fake server behaves. Whose ways are meant: those of servers in use, the bad days among them.
struct FakeOpenAiOptions {
    std::string key; ///< Without it: 401. Empty: none is asked for.
    std::vector<std::string> models = {"fake-small", "fake-large"};
    std::vector<std::string> words = {"Hello", " from", " the", " fake", " server", "."};
    std::string reasoning;         ///< Streamed before the words.
    bool reasoningContent = false; ///< In "reasoning_content" instead of "reasoning".
    bool contentInParts = false;   ///< Content as an array of parts.
    bool usageFrame = true;        ///< A last frame with no choices, when asked for.
    bool doneMarker = true;        ///< data: [DONE]
    bool streams = true;           ///< False: one whole answer, whatever was asked.
    bool eventStreamType = true;   ///< False: streams, but calls it text/plain.
    bool refusesUnknownFields = false;
    std::chrono::milliseconds pause{0}; ///< Before each word.
    int tooManyRequests = 0;            ///< So many questions are answered with 429 first.
    std::size_t cutAfterWords = 0;      ///< The connection ends there, in the middle of a frame. 0: never.
    std::size_t errorAfterWords = 0;    ///< An error object comes there. 0: never.
    bool garbage = false;               ///< Answers with a web page.
};

/// An OpenAI-compatible server on 127.0.0.1: GET /v1/models, POST /v1/chat/completions.
class FakeOpenAi {
public:
    explicit FakeOpenAi(FakeOpenAiOptions options = {}, std::uint16_t port = 0);

    [[nodiscard]] std::string url() const { return m_server.url("/v1"); }
    [[nodiscard]] std::vector<FakeRequest> requests() const { return m_server.requests(); }
    [[nodiscard]] int answering() const { return m_server.answering(); }
    void setOptions(FakeOpenAiOptions options);

private:
    FakeResponse modelList(const FakeRequest& request) const;
    FakeResponse chat(const FakeRequest& request);
    FakeOpenAiOptions options() const;

    mutable std::mutex m_mutex;
    FakeOpenAiOptions m_options;
    FakeHttpServer m_server; ///< Last: its handlers use the rest.
};

} // namespace orrery::fakes
