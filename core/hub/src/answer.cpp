// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/answer.h>

#include "json.h"
#include "text.h"

#include <orrery/hub/errors.h>
#include <orrery/net/retry.h>
#include <orrery/net/url.h>

#include <fmt/format.h>

#include <charconv>

namespace orrery::hub {

namespace {

constexpr std::string_view invalidCredentials = "Invalid credentials in Authorization header";
constexpr std::string_view disabledText = "Access to this resource is disabled.";
constexpr std::size_t longestSaid = 300;

std::string headerOr(const net::HttpResponse& answer, std::string_view name) {
    return std::string(answer.header(name).value_or(""));
}

/// A Hub marks what comes out of a repository, which may well be a page.
bool isWebPage(const net::HttpResponse& answer) {
    return !answer.header("x-repo-commit") && lowered(headerOr(answer, "content-type")).starts_with("text/html");
}

/// What the server says went wrong: its header, else its body.
std::string saidBy(const net::HttpResponse& answer) {
    std::string said = headerOr(answer, "x-error-message");
    if (said.empty() && !isWebPage(answer)) {
        if (const auto json = parseJson(answer.body)) said = textIn(*json, "error");
    }
    return std::string(trimmed(said).substr(0, longestSaid));
}

std::string detailOf(const net::HttpResponse& answer, const std::string& said) {
    std::string detail = fmt::format("status {}", answer.status);
    if (!said.empty()) detail += ": " + said;
    std::string id = headerOr(answer, "x-request-id");
    if (id.empty()) id = headerOr(answer, "x-amzn-trace-id");
    if (!id.empty()) detail += "; request id " + id;
    return detail;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Which failure it is, in the order in which the signs must be read.
Errc kindOf(const AnswerContext& context, const net::HttpResponse& answer, const std::string& said) {
    const std::string code = headerOr(answer, "x-error-code");
    const int status = answer.status;
    const bool hidden = status == 401 && context.ofRepository && said != invalidCredentials;
    if (code == "RevisionNotFound") return Errc::RevisionNotFound;
    if (code == "EntryNotFound") return Errc::EntryNotFound;
    if (code == "GatedRepo" || contains(said, "in the authorized list"))
        return status == 401 || !context.withToken ? Errc::GatedLoggedOut : Errc::Gated;
    if (hidden && contains(said, "restricted") && contains(said, "authenticated")) return Errc::GatedLoggedOut;
    if (said == disabledText) return Errc::Disabled;
    if (code == "RepoNotFound") return Errc::NotFound;
    if (isWebPage(answer) && code.empty() && status < 500 && status != 429) return Errc::NotAHub;
    if (hidden) return Errc::NotFound;
    switch (status) {
    case 401: return Errc::Unauthorised;
    case 402: return Errc::PlanRequired;
    case 403:
    case 451: return Errc::Forbidden;
    case 404:
    case 410: return Errc::NotFound;
    case 429: return Errc::RateLimited;
    case 511: return Errc::NotAHub;
    default: return status >= 500 ? Errc::Server : Errc::BadRequest;
    }
}

std::string inWords(std::chrono::seconds pause) {
    constexpr int minute = 60;
    if (pause.count() < 2 * minute) return fmt::format("{} seconds", std::max<long long>(1, pause.count()));
    return fmt::format("{} minutes", (pause.count() + minute - 1) / minute);
}

std::string waitMessage(const net::HttpResponse& answer) {
    const auto pause = requestedPause(answer, std::chrono::system_clock::now());
    return "The Hub was asked too often from here. Try again in " +
           (pause ? inWords(*pause) : std::string("a few minutes")) + ".";
}

std::string quoted(const std::string& said) {
    return said.empty() ? std::string() : fmt::format(" It says: \"{}\"", said);
}

std::string messageFor(Errc kind, const AnswerContext& context, const net::HttpResponse& answer,
                       const std::string& said) {
    const std::string& subject = context.subject;
    switch (kind) {
    case Errc::NotFound:
        if (!context.ofRepository) return fmt::format("The Hub has nothing under the name of {}.", subject);
        return fmt::format("The Hub does not show {}: it does not exist, or it is private. {}", subject,
                           context.withToken ? "Check the name, and that your token may read it."
                                             : "Check the name; if it is private, enter a token first.");
    case Errc::RevisionNotFound: return fmt::format("There is no such branch, tag or commit of {}.", subject);
    case Errc::EntryNotFound: return fmt::format("There is no such file in {}.", subject);
    case Errc::Gated:
        return fmt::format("The makers of {} give access on request only, and have not given it to this account. Ask "
                           "for it on its page.",
                           subject);
    case Errc::GatedLoggedOut:
        return fmt::format("The makers of {} give access on request only. Enter a token of an account that has it.",
                           subject);
    case Errc::Unauthorised:
        return context.withToken
                   ? "The Hub does not accept the token: it is wrong, revoked or expired. Enter a new one."
                   : "The Hub answers this only to people it knows. Enter a token.";
    case Errc::Forbidden: return fmt::format("The Hub does not allow this token to read {}.{}", subject, quoted(said));
    case Errc::Disabled: return fmt::format("The Hub has taken {} down.", subject);
    case Errc::PlanRequired:
        return fmt::format("Reading {} needs a plan that the organisation has not got.{}", subject, quoted(said));
    case Errc::RateLimited: return waitMessage(answer);
    case Errc::BadRequest:
        return fmt::format("This Hub does not understand the question for {}.{}", subject, quoted(said));
    case Errc::Server: return fmt::format("The Hub could not answer for {}. Try again later.", subject);
    case Errc::NotAHub:
        return "What answered is no Hub. Check the address in the settings, and whether this network first wants you "
               "to log in.";
    case Errc::BadAnswer: break;
    }
    return "The Hub's answer cannot be read.";
}

/// "key=123" among parts that ';' separates.
std::optional<std::uint64_t> parameter(std::string_view value, std::string_view key) {
    for (const std::string_view part : split(value, ';')) {
        const std::string_view item = trimmed(part);
        if (!item.starts_with(key) || item.substr(key.size(), 1) != "=") continue;
        const std::string_view digits = item.substr(key.size() + 1);
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error == std::errc() && end == digits.data() + digits.size()) return number;
    }
    return std::nullopt;
}

} // namespace

std::optional<Error> answerError(const AnswerContext& context, const net::HttpResponse& answer) {
    const std::string where = net::withoutSecrets(answer.url);
    if (answer.ok() && !isWebPage(answer)) return std::nullopt;
    const std::string said = saidBy(answer);
    const Errc kind = answer.ok() ? Errc::NotAHub : kindOf(context, answer, said);
    return Error{kind, messageFor(kind, context, answer, said), detailOf(answer, said), where};
}

bool refusesToken(const net::HttpResponse& answer) {
    return answer.status == 401 && saidBy(answer) == invalidCredentials;
}

std::optional<RateLimit> rateLimitOf(const net::HttpResponse& answer) {
    constexpr std::size_t longestBucket = 32;
    const std::string limit = headerOr(answer, "ratelimit");
    const std::string policy = headerOr(answer, "ratelimit-policy");
    const auto close = limit.find('"', 1);
    const auto remaining = parameter(limit, "r");
    if (!limit.starts_with('"') || close == std::string::npos || close > longestBucket || !remaining)
        return std::nullopt;
    return RateLimit{limit.substr(1, close - 1), *remaining, parameter(policy, "q").value_or(0),
                     parameter(limit, "t").value_or(0)};
}

std::optional<std::chrono::seconds> requestedPause(const net::HttpResponse& answer,
                                                   std::chrono::system_clock::time_point now) {
    constexpr std::uint64_t longest = 24ULL * 3600;
    const auto limit = rateLimitOf(answer);
    if (answer.status == 429 && limit && limit->remaining == 0)
        return std::chrono::seconds(std::min(limit->secondsToReset, longest) + 1);
    const auto retryAfter = answer.header("retry-after");
    return retryAfter ? net::parseRetryAfter(*retryAfter, now) : std::nullopt;
}

} // namespace orrery::hub
