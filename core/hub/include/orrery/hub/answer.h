// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/net/http_client.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::hub {

/// How much of the Hub's quota is left, as its last answer said.
struct RateLimit {
    std::string bucket; ///< "api", "resolvers", "pages"
    std::uint64_t remaining = 0;
    std::uint64_t quota = 0;
    std::uint64_t secondsToReset = 0;
};

/// What was asked, as far as the meaning of the answer depends on it.
struct AnswerContext {
    std::string subject;      ///< For a person: "the model acme/Foo", "the list of models".
    bool ofRepository = true; ///< A 401 may then mean that the repository does not exist.
    bool withToken = false;
};

/// What an answer that is not the one wished for means; nothing when all is well (2xx). Pure.
std::optional<Error> answerError(const AnswerContext& context, const net::HttpResponse& answer);

/// Whether the Hub refused the token itself, so that a public page may still be had without it.
bool refusesToken(const net::HttpResponse& answer);

/// The RateLimit and RateLimit-Policy headers; nothing when there are none that can be read.
std::optional<RateLimit> rateLimitOf(const net::HttpResponse& answer);

/// How long the server asks to wait (429, 503): by RateLimit when nothing is left, else Retry-After.
std::optional<std::chrono::seconds> requestedPause(const net::HttpResponse& answer,
                                                   std::chrono::system_clock::time_point now);

} // namespace orrery::hub
