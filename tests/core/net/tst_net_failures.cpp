// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "http_test.h"

#include <fake_http_server.h>

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <memory>
#include <vector>

using namespace orrery;
using namespace orrery::net;
using namespace std::chrono_literals;
using fakes::FakeHttpServer;
using fakes::FakeRequest;
using fakes::FakeResponse;

namespace {

constexpr RetryPolicy quickly{.attempts = 3, .firstDelay = 5ms, .longestDelay = 2s};

/// Answers the first requests with these, then with 200 "finally".
FakeHttpServer::Handler first(std::vector<FakeResponse> answers) {
    return [answers = std::move(answers), next = std::make_shared<std::atomic<std::size_t>>(0)](const FakeRequest&) {
        const std::size_t i = (*next)++;
        return i < answers.size() ? answers[i] : FakeResponse{.body = "finally"};
    };
}

} // namespace

class HttpFailuresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesBadRequests_data();
    void refusesBadRequests();
    void nobodyListens();
    void nameIsUnknown();
    void connectionBreaksOff_data();
    void connectionBreaksOff();
    void silenceEndsIt();
    void silenceAfterTheHeadEndsIt();
    void aSlowAnswerIsNoSilence();
    void bodyIsTooLarge_data();
    void bodyIsTooLarge();
    void refusesATooLargeBodyBeforeItCame();
    void nonsenseIsAProtocolError();
    void errorsKeepSecrets();
    void triesAgain_data();
    void triesAgain();
    void redirectsAreNotAttempts();
    void givesUpWithTheLastAnswer();
    void waitsAsTheServerSays();
    void handsBackWhenTheServerWantsTooMuchPatience();
    void triesUnsafeMethodsOnceOnly();
    void neverTriesAgainOnceBytesWereHandedOn();
    void tellsOnlyOfTheFinalAnswer();
};

void HttpFailuresTest::refusesBadRequests_data() {
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("value");
    const auto row = [](const char* title, std::string method, std::string path, std::string name, std::string value) {
        QTest::newRow(title) << std::move(method) << std::move(path) << std::move(name) << std::move(value);
    };
    row("header splitting", "GET", "/x", "X-A", "b\r\nX-Evil: 1");
    row("zero byte", "GET", "/x", "X-A", std::string("b\0c", 3));
    row("header name", "GET", "/x", "X A:", "b");
    row("method", "GET /y HTTP/1.1\r\n", "/x", "X-A", "b");
    row("space in the URL", "GET", "/x HTTP/1.1", "X-A", "b");
}

void HttpFailuresTest::refusesBadRequests() {
    QFETCH(std::string, method);
    QFETCH(std::string, path);
    QFETCH(std::string, name);
    QFETCH(std::string, value);
    FakeHttpServer server;
    ClientFixture net;
    const auto answer = net.fetch({.method = method, .url = server.url(path), .headers = {{name, value}}});
    QVERIFY(!answer);
    QVERIFY(answer.error().is(orrery::Errc::InvalidArgument) || answer.error().is(net::Errc::BadUrl));
    QVERIFY(server.requests().empty());
}

void HttpFailuresTest::nobodyListens() {
    std::string url;
    {
        const FakeHttpServer server;
        url = server.url("/x");
    }
    ClientFixture net;
    const auto answer = net.get(url);
    QVERIFY(!answer);
    QVERIFY(answer.error().is(net::Errc::Offline));
    QVERIFY(answer.error().message.find("127.0.0.1:") != std::string::npos);
}

void HttpFailuresTest::nameIsUnknown() {
    ClientFixture net;
    // libcurl itself never asks the network about .onion.
    const auto answer = net.get("http://orrery.onion/x");
    QVERIFY(!answer);
    QVERIFY(answer.error().is(net::Errc::Offline));
    QVERIFY(answer.error().message.find("orrery.onion") != std::string::npos);
}

void HttpFailuresTest::connectionBreaksOff_data() {
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<int>("after");
    QTest::newRow("sized") << false << 400;
    QTest::newRow("chunked") << true << 400;
    QTest::newRow("at once") << false << 0;
}

void HttpFailuresTest::connectionBreaksOff() {
    QFETCH(bool, chunked);
    QFETCH(int, after);
    FakeHttpServer server;
    server.route("/x", {.body = std::string(1000, 'x'), .chunked = chunked, .cutAfter = after});
    ClientFixture net;
    const auto answer = net.get(server.url("/x"));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code.text(), std::string("net.broken-off"));
}

void HttpFailuresTest::silenceEndsIt() {
    FakeHttpServer server;
    server.route("/x", {.neverAnswer = true});
    ClientFixture net;
    QElapsedTimer timer;
    timer.start();
    const auto answer = net.fetch({.url = server.url("/x"), .idleTimeout = 100ms});
    QVERIFY(!answer);
    QVERIFY(answer.error().is(net::Errc::Timeout));
    QVERIFY(timer.elapsed() >= 100);
    QVERIFY(timer.elapsed() < 5000);
}

void HttpFailuresTest::silenceAfterTheHeadEndsIt() {
    FakeHttpServer server;
    server.route("/x", {.body = "abcdef", .dripBytes = 3, .dripPause = 1h});
    ClientFixture net;
    std::string got;
    const auto answer = net.fetch({.url = server.url("/x"), .idleTimeout = 100ms},
                                  {.onBody = [&](std::string_view bytes) { return !got.append(bytes).empty(); }});
    QVERIFY(!answer);
    QVERIFY(answer.error().is(net::Errc::Timeout));
    QCOMPARE(got, std::string("abc"));
}

void HttpFailuresTest::aSlowAnswerIsNoSilence() {
    FakeHttpServer server;
    server.route("/x", {.body = std::string(20, 'x'), .dripBytes = 1, .dripPause = 60ms});
    ClientFixture net;
    const auto answer = net.fetch({.url = server.url("/x"), .idleTimeout = 1000ms});
    QVERIFY(answer);
    QCOMPARE(answer->body.size(), std::size_t(20));
}

void HttpFailuresTest::bodyIsTooLarge_data() {
    QTest::addColumn<bool>("chunked");
    QTest::newRow("told before") << false;
    QTest::newRow("found out") << true;
}

void HttpFailuresTest::bodyIsTooLarge() {
    QFETCH(bool, chunked);
    FakeHttpServer server;
    server.route("/x", {.body = std::string(1001, 'x'), .chunked = chunked, .dripBytes = 100});
    ClientFixture net;
    const auto answer = net.fetch({.url = server.url("/x"), .maxBodySize = 1000, .retry = quickly});
    QVERIFY(!answer);
    QVERIFY(answer.error().is(net::Errc::TooLarge));
    QCOMPARE(server.count("/x"), 1);
    QVERIFY(net.fetch({.url = server.url("/x"), .maxBodySize = 1001}));
}

void HttpFailuresTest::refusesATooLargeBodyBeforeItCame() {
    FakeHttpServer server;
    server.route("/x", {.headers = {{"Content-Length", "5000"}}, .body = "begins", .dripBytes = 3, .dripPause = 1h});
    ClientFixture net;
    const auto answer = net.fetch({.url = server.url("/x"), .maxBodySize = 1000});
    QVERIFY(!answer);
    QVERIFY(answer.error().is(net::Errc::TooLarge));
}

void HttpFailuresTest::nonsenseIsAProtocolError() {
    FakeHttpServer server;
    server.route("/x", {.headers = {{"Content-Length", "5"}, {"Content-Length", "many"}}, .body = "12345"});
    ClientFixture net;
    const auto answer = net.get(server.url("/x"));
    QVERIFY(!answer);
    QVERIFY(answer.error().is(net::Errc::Protocol));
}

void HttpFailuresTest::errorsKeepSecrets() {
    FakeHttpServer server;
    server.route("/cut", {.body = "xxxx", .cutAfter = 1});
    server.route("/loop", {.status = 302, .headers = {{"Location", "/loop?sig=hidden"}}});
    server.route("/away", {.status = 302, .headers = {{"Location", "gopher://u:hidden@x/?sig=hidden"}}});
    ClientFixture net;
    const std::string base = "http://me:hidden@127.0.0.1:" + std::to_string(server.port());
    for (const std::string& url :
         {base + "/cut?sig=hidden", base + "/loop", base + "/away", std::string("http://me:hidden@x y/?sig=hidden"),
          std::string("http://me:hidden@127.0.0.1:1/?sig=hidden")}) {
        const auto answer = net.fetch({.url = url, .headers = {{"Authorization", "Bearer hidden"}}});
        QVERIFY(!answer);
        QVERIFY2(describe(answer.error()).find("hidden") == std::string::npos, describe(answer.error()).c_str());
    }
}

void HttpFailuresTest::triesAgain_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("cut");
    for (const int status : {408, 429, 502, 503, 504}) {
        QTest::newRow(std::to_string(status).c_str()) << status << false;
    }
    QTest::newRow("broken off") << 200 << true;
}

void HttpFailuresTest::triesAgain() {
    QFETCH(int, status);
    QFETCH(bool, cut);
    FakeHttpServer server;
    FakeResponse bad{.status = status, .body = "sorry, not now"};
    if (cut) bad.cutAfter = 3;
    server.route("/x", first({bad, bad}));
    ClientFixture net;
    const auto answer = net.fetch({.url = server.url("/x"), .retry = quickly});
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->body, std::string("finally"));
    QCOMPARE(server.count("/x"), 3);
}

void HttpFailuresTest::redirectsAreNotAttempts() {
    FakeHttpServer server;
    server.route("/a", {.status = 302, .headers = {{"Location", "/b"}}});
    server.route("/b", {.status = 302, .headers = {{"Location", "/x"}}});
    server.route("/x", first({{.status = 503}}));
    ClientFixture net;
    const auto answer = net.fetch({.url = server.url("/a"), .retry = {.attempts = 2, .firstDelay = 5ms}});
    QCOMPARE(answer->body, std::string("finally"));
}

void HttpFailuresTest::givesUpWithTheLastAnswer() {
    FakeHttpServer server;
    server.route("/x", {.status = 503, .body = "busy"});
    server.route("/gone", {.status = 500, .body = "broken"});
    ClientFixture net;
    const auto answer = net.fetch({.url = server.url("/x"), .retry = quickly});
    QCOMPARE(answer->status, 503);
    QCOMPARE(answer->body, std::string("busy"));
    QCOMPARE(server.count("/x"), 3);
    QCOMPARE(net.fetch({.url = server.url("/gone"), .retry = quickly})->status, 500);
    QCOMPARE(server.count("/gone"), 1);
}

void HttpFailuresTest::waitsAsTheServerSays() {
    FakeHttpServer server;
    server.route("/x", first({{.status = 429, .headers = {{"Retry-After", "1"}}}}));
    ClientFixture net;
    QElapsedTimer timer;
    timer.start();
    const auto answer = net.fetch({.url = server.url("/x"), .retry = quickly});
    QCOMPARE(answer->body, std::string("finally"));
    QVERIFY(timer.elapsed() >= 1000);
    QVERIFY(timer.elapsed() < 10000);
}

void HttpFailuresTest::handsBackWhenTheServerWantsTooMuchPatience() {
    FakeHttpServer server;
    server.route("/x", first({{.status = 429, .headers = {{"Retry-After", "3600"}}}}));
    ClientFixture net;
    const auto answer = net.fetch({.url = server.url("/x"), .retry = quickly});
    QCOMPARE(answer->status, 429);
    QCOMPARE(answer->header("retry-after").value(), std::string_view("3600"));
    QCOMPARE(server.count("/x"), 1);
}

void HttpFailuresTest::triesUnsafeMethodsOnceOnly() {
    FakeHttpServer server;
    server.route("/x", {.status = 503});
    ClientFixture net;
    QCOMPARE(net.fetch({.method = "POST", .url = server.url("/x"), .body = "a", .retry = quickly})->status, 503);
    QCOMPARE(server.count("/x"), 1);
    RetryPolicy always = quickly;
    always.evenIfUnsafe = true;
    QCOMPARE(net.fetch({.method = "POST", .url = server.url("/x"), .body = "a", .retry = always})->status, 503);
    QCOMPARE(server.count("/x"), 4);
}

void HttpFailuresTest::neverTriesAgainOnceBytesWereHandedOn() {
    FakeHttpServer server;
    server.route("/x", {.body = "abcdef", .cutAfter = 3});
    ClientFixture net;
    std::string got;
    const auto answer = net.fetch({.url = server.url("/x"), .retry = quickly},
                                  {.onBody = [&](std::string_view bytes) { return !got.append(bytes).empty(); }});
    QVERIFY(!answer);
    QVERIFY(answer.error().is(net::Errc::BrokenOff));
    QCOMPARE(got, std::string("abc"));
    QCOMPARE(server.count("/x"), 1);
}

void HttpFailuresTest::tellsOnlyOfTheFinalAnswer() {
    FakeHttpServer server;
    server.route(
        "/x", first({{.status = 503, .body = "busy"}, {.status = 302, .headers = {{"Location", "/x"}}, .body = "on"}}));
    ClientFixture net;
    std::string got;
    std::vector<int> heads;
    const auto answer = net.fetch({.url = server.url("/x"), .retry = quickly},
                                  {.onHead = [&](const HttpResponse& head) { heads.push_back(head.status); },
                                   .onBody = [&](std::string_view bytes) { return !got.append(bytes).empty(); }});
    QVERIFY(answer);
    QCOMPARE(got, std::string("finally"));
    QCOMPARE(heads, std::vector<int>{200});
}

QTEST_GUILESS_MAIN(HttpFailuresTest)
#include "tst_net_failures.moc"
