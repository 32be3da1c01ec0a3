// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/hub/answer.h>
#include <orrery/hub/errors.h>

using namespace orrery;
using namespace orrery::hub;
using namespace std::chrono_literals;
using HubErrc = hub::Errc;

namespace {

net::HttpResponse response(int status, net::Headers headers = {}, std::string body = {}) {
    return {status, std::move(headers), std::move(body), "https://user:secret@hub.example/api/x?token=secret", "1.1"};
}

struct Case {
    const char* name;
    int status;
    net::Headers headers;
    const char* body;
    bool ofRepository;
    bool withToken;
    HubErrc expected;
    NextStep step;
};

const net::Headers page{{"content-type", "text/html; charset=utf-8"}};

net::Headers code(const char* value) {
    return {{"x-error-code", value}};
}

const std::vector<Case> cases{
    {"missing, anonymous", 401, code("RepoNotFound"), "", true, false, HubErrc::NotFound, NextStep::LogIn},
    {"missing or private",
     401,
     {},
     R"({"error":"Invalid username or password."})",
     true,
     false,
     HubErrc::NotFound,
     NextStep::LogIn},
    {"bad token",
     401,
     {},
     R"({"error":"Invalid credentials in Authorization header"})",
     true,
     true,
     HubErrc::Unauthorised,
     NextStep::ReplaceToken},
    {"bad token, in a header",
     401,
     {{"x-error-message", "Invalid credentials in Authorization header"}},
     "",
     true,
     true,
     HubErrc::Unauthorised,
     NextStep::ReplaceToken},
    {"no token, who am I",
     401,
     {},
     R"({"error":"Unauthorized"})",
     false,
     false,
     HubErrc::Unauthorised,
     NextStep::ReplaceToken},
    {"gated, logged out", 401, code("GatedRepo"), "", true, false, HubErrc::GatedLoggedOut, NextStep::LogIn},
    {"gated, by its text",
     401,
     {},
     R"({"error":"Access to model a/b is restricted. You must be authenticated to access it."})",
     true,
     false,
     HubErrc::GatedLoggedOut,
     NextStep::LogIn},
    {"gated, not let in", 403, code("GatedRepo"), "", true, true, HubErrc::Gated, NextStep::AskForAccess},
    {"gated, text only",
     403,
     {},
     R"({"error":"... you are not in the authorized list. Visit ... to ask for access."})",
     true,
     true,
     HubErrc::Gated,
     NextStep::AskForAccess},
    {"disabled",
     403,
     {},
     R"({"error":"Access to this resource is disabled."})",
     true,
     true,
     HubErrc::Disabled,
     NextStep::None},
    {"token policy",
     403,
     {},
     R"({"error":"Your token is pending approval"})",
     true,
     true,
     HubErrc::Forbidden,
     NextStep::ReplaceToken},
    {"plan", 402, {}, "", true, true, HubErrc::PlanRequired, NextStep::None},
    {"missing, logged in", 404, code("RepoNotFound"), "", true, true, HubErrc::NotFound, NextStep::LogIn},
    {"no such revision", 404, code("RevisionNotFound"), "", true, true, HubErrc::RevisionNotFound, NextStep::None},
    {"no such file", 404, code("EntryNotFound"), "", true, false, HubErrc::EntryNotFound, NextStep::None},
    {"no such file, as a page",
     404,
     {{"x-error-code", "EntryNotFound"}, {"content-type", "text/html"}},
     "<html>",
     true,
     false,
     HubErrc::EntryNotFound,
     NextStep::None},
    {"bad question", 400, {}, R"({"error":"unknown expand"})", false, false, HubErrc::BadRequest, NextStep::None},
    {"region", 451, {}, "", true, true, HubErrc::Forbidden, NextStep::ReplaceToken},
    {"too often", 429, page, "<html>slow down", true, false, HubErrc::RateLimited, NextStep::TryLater},
    {"broken server", 500, page, "<html>oops", true, false, HubErrc::Server, NextStep::TryAgain},
    {"maintenance", 503, {}, "", true, false, HubErrc::Server, NextStep::TryAgain},
    {"portal", 200, page, "<html>", false, false, HubErrc::NotAHub, NextStep::CheckEndpoint},
    {"another site", 404, page, "<html>", false, false, HubErrc::NotAHub, NextStep::CheckEndpoint},
    {"a proxy's log-in", 401, page, "<html>", true, false, HubErrc::NotAHub, NextStep::CheckEndpoint},
    {"network log-in", 511, {}, "", false, false, HubErrc::NotAHub, NextStep::CheckEndpoint},
    {"garbage for an error", 404, {}, "]]]{{{", true, true, HubErrc::NotFound, NextStep::LogIn},
};

std::string waitOf(net::Headers headers) {
    return answerError({"it", true, false}, response(429, std::move(headers)))->message;
}

} // namespace

class HubAnswersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTheFailure_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases.size(); ++i) QTest::newRow(cases[i].name) << static_cast<int>(i);
    }
    void namesTheFailure() {
        QFETCH(int, index);
        const Case& c = cases[static_cast<std::size_t>(index)];
        const auto error =
            answerError({"the model a/b", c.ofRepository, c.withToken}, response(c.status, c.headers, c.body));
        QVERIFY(error.has_value());
        QCOMPARE(error->code.text(), ErrorCode(c.expected).text());
        QVERIFY(nextStep(*error) == c.step);
        QVERIFY(!error->message.empty());
        QVERIFY(error->detail.find(std::to_string(c.status)) != std::string::npos);
        QCOMPARE(error->where, std::string("https://hub.example/api/x"));
    }

    void isQuietWhenAllIsWell() {
        QVERIFY(!answerError({"it", true, false}, response(200, {{"content-type", "application/json"}}, "[]")));
        QVERIFY(
            !answerError({"it", true, false}, response(200, {{"content-type", "text/html"}, {"x-repo-commit", "c"}})));
    }

    void tellsTheRequestsId() {
        const auto error = answerError({"it", true, false}, response(500, {{"x-request-id", "Root=1-abc"}}));
        QVERIFY(error->detail.find("Root=1-abc") != std::string::npos);
    }

    void cutsLongTexts() {
        const auto error =
            answerError({"it", true, true}, response(403, {{"x-error-message", std::string(100'000, 'x')}}));
        QVERIFY(error->message.size() < 1000 && error->detail.size() < 1000);
    }

    void saysWhenToTryAgain() {
        QVERIFY(waitOf({{"retry-after", "30"}}).find("in 30 seconds") != std::string::npos);
        QVERIFY(waitOf({{"ratelimit", "\"api\";r=0;t=232"}}).find("in 4 minutes") != std::string::npos);
        QVERIFY(waitOf({{"ratelimit", "\"api\";r=3;t=232"}, {"retry-after", "5"}}).find("in 5 seconds") !=
                std::string::npos);
        QVERIFY(waitOf({}).find("in a few minutes") != std::string::npos);
    }

    void readsRateLimits() {
        const auto limit = rateLimitOf(response(
            200, {{"ratelimit", "\"api\";r=489;t=232"}, {"ratelimit-policy", "\"fixed window\";\"api\";q=500;w=300"}}));
        QVERIFY(limit.has_value());
        QCOMPARE(limit->bucket, std::string("api"));
        QCOMPARE(limit->remaining, std::uint64_t(489));
        QCOMPARE(limit->quota, std::uint64_t(500));
        QCOMPARE(limit->secondsToReset, std::uint64_t(232));
        for (const char* bad :
             {"", "api;r=1;t=2", "\"api", "\"api\"", "\"api\";r=x;t=1", "\"api\";r=-1",
              "\"api\";r=99999999999999999999999", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\";r=1"})
            QVERIFY2(!rateLimitOf(response(200, {{"ratelimit", bad}})), bad);
    }

    void boundsTheWait() {
        const auto now = std::chrono::system_clock::now();
        const auto pause = requestedPause(response(429, {{"ratelimit", "\"api\";r=0;t=18446744073709551615"}}), now);
        QVERIFY(pause && *pause <= 25h);
        QCOMPARE(requestedPause(response(503, {{"retry-after", "7"}}), now), std::optional<std::chrono::seconds>(7s));
        QVERIFY(!requestedPause(response(503), now));
    }

    void knowsWhenTheTokenItselfIsRefused() {
        QVERIFY(refusesToken(response(401, {}, R"({"error":"Invalid credentials in Authorization header"})")));
        QVERIFY(!refusesToken(response(401, {}, R"({"error":"Invalid username or password."})")));
        QVERIFY(!refusesToken(response(403, {}, R"({"error":"Invalid credentials in Authorization header"})")));
    }

    void knowsTheNextStepOfNetworkErrors() {
        const auto step = [](net::Errc value) { return nextStep(Error{value, {}, {}, {}}); };
        QVERIFY(step(net::Errc::Offline) == NextStep::GoOnline);
        QVERIFY(step(net::Errc::Timeout) == NextStep::TryAgain);
        QVERIFY(step(net::Errc::Tls) == NextStep::CheckEndpoint);
        QVERIFY(nextStep(cancelledError()) == NextStep::None);
    }
};

QTEST_APPLESS_MAIN(HubAnswersTest)
#include "tst_hub_answers.moc"
