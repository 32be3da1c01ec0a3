// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "http_test.h"

#include <fake_http_server.h>

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace orrery;
using namespace orrery::net;
using namespace std::chrono_literals;
using fakes::FakeHttpServer;
using fakes::FakeRequest;
using fakes::FakeResponse;

namespace {

std::string text(std::size_t size) {
    std::string result(size, ' ');
    for (std::size_t i = 0; i < size; ++i) result[i] = static_cast<char>('a' + i % 23);
    return result;
}

FakeResponse redirectTo(std::string location, int status = 302) {
    return {.status = status, .headers = {{"Location", std::move(location)}}, .body = "not this body"};
}

} // namespace

class HttpAnswersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handsOverTheAnswer();
    void sendsMethodHeadersAndBody_data();
    void sendsMethodHeadersAndBody();
    void addsNothingUnasked();
    void answersOf4xxAndOfHeadAreAnswers();
    void asksForRanges();
    void readsChunkedAndDripped();
    void streamsTheBody();
    void hearsTheStreamAsItComes();
    void skipsInterimAnswersAndTrailers();
    void reusesConnections();
    void followsRedirects();
    void changesTheMethodAsBrowsersDo_data();
    void changesTheMethodAsBrowsersDo();
    void handsOverARedirectWhenToldTo();
    void endsEndlessRedirects();
    void keepsAuthorizationAtItsOrigin();
    void redirectsOnlyToTheWeb();
    void usesAProxyButNotForThisMachine();
    void speaksOverUnixSockets();
    void staysOnTheUnixSocket();
};

void HttpAnswersTest::handsOverTheAnswer() {
    FakeHttpServer server;
    server.route("/hello", {.headers = {{"X-Thing", " a "}, {"X-Thing", "b"}}, .body = "hello"});
    ClientFixture net;
    const auto answer = net.get(server.url("/hello?q=1"));
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
    QVERIFY(answer->ok());
    QCOMPARE(answer->body, std::string("hello"));
    QCOMPARE(answer->header("x-thing").value(), std::string_view("a"));
    QVERIFY(!answer->header("x-none"));
    QCOMPARE(answer->url, server.url("/hello?q=1"));
    QCOMPARE(answer->httpVersion, std::string("1.1"));
}

void HttpAnswersTest::sendsMethodHeadersAndBody_data() {
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("body");
    QTest::newRow("get") << std::string("GET") << std::string();
    QTest::newRow("post") << std::string("POST") << std::string("{\"a\":\0}", 7);
    QTest::newRow("empty post") << std::string("POST") << std::string();
    QTest::newRow("put") << std::string("PUT") << std::string("x");
    QTest::newRow("long") << std::string("POST") << text(3U << 20);
    QTest::newRow("delete") << std::string("DELETE") << std::string();
    QTest::newRow("head") << std::string("HEAD") << std::string();
}

void HttpAnswersTest::sendsMethodHeadersAndBody() {
    QFETCH(std::string, method);
    QFETCH(std::string, body);
    FakeHttpServer server;
    server.route("/x", {.body = "ok"});
    ClientFixture net;
    const auto answer = net.fetch({.method = method,
                                   .url = server.url("/x"),
                                   .headers = {{"Authorization", "Bearer t"}, {"X-Empty", ""}},
                                   .body = body});
    QVERIFY(answer);
    QCOMPARE(answer->body, std::string(method == "HEAD" ? "" : "ok"));
    const FakeRequest request = server.requests().at(0);
    QCOMPARE(request.method, method);
    QVERIFY(request.body == body);
    QCOMPARE(request.header("authorization"), std::string("Bearer t"));
    QVERIFY(request.hasHeader("x-empty"));
    QVERIFY(request.header("user-agent").starts_with("orrery/"));
}

void HttpAnswersTest::addsNothingUnasked() {
    FakeHttpServer server;
    server.route("/x", FakeResponse{});
    ClientFixture net;
    QVERIFY(net.fetch({.method = "POST", .url = server.url("/x"), .body = text(2U << 20)}));
    const FakeRequest request = server.requests().at(0);
    QVERIFY(!request.hasHeader("expect"));
    QVERIFY(!request.hasHeader("content-type"));
    QVERIFY(!request.hasHeader("cookie"));
}

void HttpAnswersTest::answersOf4xxAndOfHeadAreAnswers() {
    FakeHttpServer server;
    server.route("/private", {.status = 401, .headers = {{"X-Error-Code", "GatedRepo"}}, .body = "no"});
    server.route("/big", {.headers = {{"Content-Length", "123456789012"}}});
    ClientFixture net;
    const auto denied = net.get(server.url("/private"));
    QCOMPARE(denied->status, 401);
    QCOMPARE(denied->body, std::string("no"));
    QVERIFY(!denied->ok());
    QCOMPARE(net.get(server.url("/nowhere"))->status, 404);
    const auto head = net.fetch({.method = "HEAD", .url = server.url("/big")});
    QCOMPARE(head->header("content-length").value(), std::string_view("123456789012"));
    QCOMPARE(server.count("/private"), 1);
}

void HttpAnswersTest::asksForRanges() {
    FakeHttpServer server;
    const std::string content = text(100000);
    server.route("/f", [content](const FakeRequest& r) { return fakes::fileResponse(r, content); });
    ClientFixture net;
    const auto middle = net.fetch({.url = server.url("/f"), .range = ByteRange{1000, 1999}});
    QCOMPARE(middle->status, 206);
    QCOMPARE(middle->body, content.substr(1000, 1000));
    QCOMPARE(middle->header("content-range").value(), std::string_view("bytes 1000-1999/100000"));
    const auto rest = net.fetch({.url = server.url("/f"), .range = ByteRange{99990, std::nullopt}});
    QCOMPARE(rest->body, content.substr(99990));
    const auto beyond = net.fetch({.url = server.url("/f"), .range = ByteRange{100000, std::nullopt}});
    QCOMPARE(beyond->status, 416);
}

void HttpAnswersTest::readsChunkedAndDripped() {
    FakeHttpServer server;
    server.route("/chunked", {.body = text(5000), .chunked = true, .dripBytes = 700});
    server.route("/dripped", {.body = text(50), .dripBytes = 7, .dripPause = 2ms});
    ClientFixture net;
    QCOMPARE(net.get(server.url("/chunked"))->body, text(5000));
    QCOMPARE(net.get(server.url("/dripped"))->body, text(50));
}

void HttpAnswersTest::streamsTheBody() {
    FakeHttpServer server;
    const std::string content = text(20U << 20);
    server.route("/f", {.body = content});
    ClientFixture net;
    std::string got;
    int heads = 0;
    std::uint64_t lastDone = 0;
    std::uint64_t lastTotal = 0;
    bool inOrder = true;
    const auto answer =
        net.fetch({.url = server.url("/f"), .maxBodySize = 10},
                  {.onHead = [&](const HttpResponse& head) { heads += head.status == 200 && got.empty(); },
                   .onBody = [&](std::string_view bytes) { return !got.append(bytes).empty(); },
                   .onProgress =
                       [&](std::uint64_t done, std::uint64_t total) {
                           inOrder = inOrder && done >= lastDone;
                           lastDone = done;
                           lastTotal = total;
                       }});
    QVERIFY(answer);
    QVERIFY(answer->body.empty());
    QVERIFY(got == content);
    QCOMPARE(heads, 1);
    QVERIFY(inOrder);
    QCOMPARE(lastDone, content.size());
    QCOMPARE(lastTotal, content.size());
}

void HttpAnswersTest::hearsTheStreamAsItComes() {
    FakeHttpServer server;
    std::atomic<int> heard = 0;
    std::atomic<bool> wentAhead = false;
    server.route("/stream", {.stream = [&](const fakes::Write& write) {
                     for (int i = 1; i <= 5; ++i) {
                         if (!write("data: x\n\n")) return;
                         for (int patience = 0; heard < i && patience < 5000; ++patience)
                             std::this_thread::sleep_for(1ms);
                         if (heard != i) wentAhead = true;
                     }
                 }});
    ClientFixture net;
    const auto answer = net.fetch({.url = server.url("/stream")}, {.onBody = [&](std::string_view) {
                                      ++heard;
                                      return true;
                                  }});
    QVERIFY(answer);
    QCOMPARE(heard.load(), 5);
    QVERIFY(!wentAhead);
}

void HttpAnswersTest::skipsInterimAnswersAndTrailers() {
    FakeHttpServer server;
    server.route("/x", {.headers = {{"X-Final", "yes"}},
                        .body = "body",
                        .chunked = true,
                        .preamble = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n",
                        .trailers = {{"X-Trailer", "late"}}});
    ClientFixture net;
    std::vector<int> heads;
    const auto answer = net.fetch({.url = server.url("/x")},
                                  {.onHead = [&](const HttpResponse& head) { heads.push_back(head.status); }});
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->body, std::string("body"));
    QVERIFY(answer->header("x-final"));
    QVERIFY(!answer->header("link"));
    QVERIFY(!answer->header("x-trailer"));
    QCOMPARE(heads, std::vector<int>{200});
}

void HttpAnswersTest::reusesConnections() {
    FakeHttpServer server;
    server.route("/x", {.body = "ok"});
    ClientFixture net;
    for (int i = 0; i < 5; ++i) QVERIFY(net.get(server.url("/x")));
    QCOMPARE(server.connectionCount(), 1);
}

void HttpAnswersTest::followsRedirects() {
    FakeHttpServer server;
    server.route("/a", redirectTo("b?x=1"));
    server.route("/b", redirectTo(server.url("/c"), 308));
    server.route("/c", {.headers = {{"X-At", "c"}}, .body = "arrived"});
    ClientFixture net;
    std::vector<int> heads;
    const auto answer = net.fetch({.url = server.url("/a"), .headers = {{"Authorization", "Bearer t"}}},
                                  {.onHead = [&](const HttpResponse& head) { heads.push_back(head.status); }});
    QCOMPARE(answer->body, std::string("arrived"));
    QCOMPARE(answer->url, server.url("/c"));
    QCOMPARE(heads, std::vector<int>{200});
    QCOMPARE(server.requests().at(1).query, std::string("x=1"));
    QCOMPARE(server.requests().at(2).header("authorization"), std::string("Bearer t"));
}

void HttpAnswersTest::changesTheMethodAsBrowsersDo_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("302 post") << 302 << std::string("POST") << std::string("GET");
    QTest::newRow("303 put") << 303 << std::string("PUT") << std::string("GET");
    QTest::newRow("307 post") << 307 << std::string("POST") << std::string("POST");
    QTest::newRow("301 put") << 301 << std::string("PUT") << std::string("PUT");
    QTest::newRow("303 head") << 303 << std::string("HEAD") << std::string("HEAD");
}

void HttpAnswersTest::changesTheMethodAsBrowsersDo() {
    QFETCH(int, status);
    QFETCH(std::string, method);
    QFETCH(std::string, expected);
    FakeHttpServer server;
    server.route("/a", redirectTo("/b", status));
    server.route("/b", FakeResponse{});
    ClientFixture net;
    const std::string body = method == "HEAD" ? "" : "data";
    QVERIFY(net.fetch({.method = method, .url = server.url("/a"), .headers = {{"Content-Type", "x/y"}}, .body = body}));
    const FakeRequest second = server.requests().at(1);
    QCOMPARE(second.method, expected);
    const bool kept = expected == method;
    QCOMPARE(second.body, kept ? body : std::string());
    QCOMPARE(second.hasHeader("content-type"), kept);
}

void HttpAnswersTest::handsOverARedirectWhenToldTo() {
    FakeHttpServer server;
    server.route("/a", redirectTo("/b"));
    ClientFixture net;
    const auto answer = net.fetch({.url = server.url("/a"), .maxRedirects = 0});
    QCOMPARE(answer->status, 302);
    QCOMPARE(answer->header("location").value(), std::string_view("/b"));
    QCOMPARE(answer->body, std::string("not this body"));
    QCOMPARE(server.count("/b"), 0);
}

void HttpAnswersTest::endsEndlessRedirects() {
    FakeHttpServer server;
    server.route("/a", redirectTo("/a"));
    ClientFixture net;
    const auto answer = net.fetch({.url = server.url("/a"), .maxRedirects = 3});
    QVERIFY(!answer);
    QVERIFY(answer.error().is(net::Errc::Protocol));
    QCOMPARE(server.count("/a"), 4);
}

void HttpAnswersTest::keepsAuthorizationAtItsOrigin() {
    FakeHttpServer home;
    FakeHttpServer elsewhere;
    const std::string sameByName = "http://localhost:" + std::to_string(home.port());
    home.route("/other-host", redirectTo(sameByName + "/x"));
    home.route("/other-port", redirectTo(elsewhere.url("/x")));
    home.route("/there-and-back", redirectTo(elsewhere.url("/back")));
    elsewhere.route("/back", redirectTo(home.url("/x")));
    home.route("/x", FakeResponse{});
    elsewhere.route("/x", FakeResponse{});
    ClientFixture net;
    for (const char* path : {"/other-host", "/other-port", "/there-and-back"}) {
        const auto answer = net.fetch(
            {.url = home.url(path), .headers = {{"aUTHORIZATION", "Bearer t"}, {"Cookie", "c=1"}, {"X-Kept", "yes"}}});
        QCOMPARE(answer->status, 200);
    }
    int checked = 0;
    auto all = home.requests();
    for (const auto& request : elsewhere.requests()) all.push_back(request);
    for (const FakeRequest& request : all) {
        const bool first = request.path.starts_with("/other") || request.path == "/there-and-back";
        QCOMPARE(request.hasHeader("authorization"), first);
        QCOMPARE(request.hasHeader("cookie"), first);
        QCOMPARE(request.header("x-kept"), std::string("yes"));
        ++checked;
    }
    QCOMPARE(checked, 7);
}

void HttpAnswersTest::redirectsOnlyToTheWeb() {
    FakeHttpServer server;
    server.route("/file", redirectTo("file:///etc/passwd"));
    server.route("/ftp", redirectTo("ftp://127.0.0.1/x"));
    ClientFixture net;
    for (const char* path : {"/file", "/ftp"}) {
        const auto answer = net.get(server.url(path));
        QVERIFY(!answer);
        QVERIFY(answer.error().is(net::Errc::BadUrl));
    }
}

void HttpAnswersTest::usesAProxyButNotForThisMachine() {
    FakeHttpServer proxy;
    FakeHttpServer server;
    proxy.route("http://example.org/x", {.body = "by proxy"});
    server.route("/x", {.body = "directly"});
    ClientFixture net({.proxy = proxy.url("")});
    QCOMPARE(net.get("http://example.org/x")->body, std::string("by proxy"));
    QCOMPARE(net.get(server.url("/x"))->body, std::string("directly"));
    QCOMPARE(proxy.requests().size(), std::size_t(1));
}

void HttpAnswersTest::speaksOverUnixSockets() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("engine.sock").toStdString();
    FakeHttpServer server(path);
    server.route("/health", {.body = "ok"});
    ClientFixture net;
    const auto answer = net.fetch({.url = "http://engine/health", .unixSocket = path});
    QVERIFY(answer);
    QCOMPARE(answer->body, std::string("ok"));
    QCOMPARE(server.requests().at(0).header("host"), std::string("engine"));
    const auto nobody = net.fetch({.url = "http://engine/health", .unixSocket = path + ".none"});
    QVERIFY(!nobody);
    QVERIFY(nobody.error().is(net::Errc::Offline));
    QVERIFY(QString::fromStdString(nobody.error().message).contains(QString::fromStdString(path)));
}

void HttpAnswersTest::staysOnTheUnixSocket() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("engine.sock").toStdString();
    FakeHttpServer server(path);
    FakeHttpServer outside;
    outside.route("/x", FakeResponse{});
    server.route("/in", redirectTo("/x"));
    server.route("/out", redirectTo(outside.url("/x")));
    server.route("/x", {.body = "inside"});
    ClientFixture net;
    QCOMPARE(net.fetch({.url = "http://engine/in", .unixSocket = path})->body, std::string("inside"));
    QVERIFY(!net.fetch({.url = "http://engine/out", .unixSocket = path}));
    QCOMPARE(outside.count("/x"), 0);
}

QTEST_GUILESS_MAIN(HttpAnswersTest)
#include "tst_net_answers.moc"
