// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core.h"

#include <orrery/net/url.h>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace orrery::hub {

struct Question {
    Endpoint endpoint;
    std::string url;
    std::string subject;        ///< For a person: "the model acme/Foo".
    std::string method = "GET"; ///< Or HEAD, which stops at a redirect to an absolute address and hands it back.
    std::string plainUrl = {};  ///< Asked instead when the server does not understand `url` (400).
    bool ofRepository = true;   ///< A 401 may mean that it does not exist.
    bool anonymousToo = true;   ///< Asked again without the token when the Hub refuses that.
    std::uint64_t largest = 32U << 20;
    std::optional<net::ByteRange> range = {}; ///< Only that part of the body.
};

/// One question to a Hub until its answer: further tries, redirects, the token. Every step runs on the parsing
/// executor, one after another.
class Exchange : public std::enable_shared_from_this<Exchange> {
public:
    /// Hears the answer (2xx; for HEAD perhaps a redirect) or what went wrong, on the parsing executor.
    using Then = std::function<void(const Result<net::HttpResponse>& answer)>;

    Exchange(std::shared_ptr<Core> core, Question question, std::stop_token stop, Then then);
    void start();

private:
    void send();
    void take(const Result<net::HttpResponse>& result);
    void takeAnswer(const net::HttpResponse& answer);
    void follow(const net::HttpResponse& answer);
    bool tryAgain(std::optional<std::chrono::milliseconds> requested = std::nullopt);
    [[nodiscard]] bool isAtHome() const;
    [[nodiscard]] AnswerContext context() const;
    [[nodiscard]] tl::unexpected<Error> refusedRedirect(std::string_view why) const;

    std::shared_ptr<Core> m_core;
    Question m_question;
    std::stop_token m_stop;
    Then m_then;
    std::string m_url;
    std::size_t m_failures = 0;
    int m_redirects = 0;
    bool m_useToken = true;
    bool m_tokenSent = false;
    std::optional<Error> m_refusal; ///< Why the token did not do.
};

} // namespace orrery::hub
