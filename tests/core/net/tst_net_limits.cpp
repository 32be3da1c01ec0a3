// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "http_test.h"

#include <fake_http_server.h>

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace orrery;
using namespace orrery::net;
using namespace std::chrono_literals;
using fakes::FakeHttpServer;
using fakes::FakeRequest;
using fakes::FakeResponse;

namespace {

bool allDone(const std::vector<Attempt>& attempts) {
    return std::all_of(attempts.begin(), attempts.end(), [](const Attempt& a) { return a.completions == 1; });
}

} // namespace

class HttpLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void carries200AtOnce();
    void limitsRequestsToOneHost();
    void oneBusyHostDoesNotHoldUpAnother();
    void unixSocketsHaveNoLimit();
    void offlineStopsWhatWouldLeaveTheMachine();
    void offlineFollowsNoRedirectOut();
    void offlineCanChange();
};

void HttpLimitsTest::carries200AtOnce() {
    FakeHttpServer server;
    server.route("/n/*", [](const FakeRequest& r) { return FakeResponse{.body = r.path, .delay = 20ms}; });
    ClientFixture net({.maxConnectionsPerHost = 200});
    std::vector<Attempt> attempts(200);
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        net.client.start({.url = server.url("/n/" + std::to_string(i))}, {}, {}, attempts[i].completion());
    }
    QVERIFY(net.wait([&] { return allDone(attempts); }));
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        QVERIFY(*attempts[i].result);
        QCOMPARE((*attempts[i].result)->body, "/n/" + std::to_string(i));
    }
}

void HttpLimitsTest::limitsRequestsToOneHost() {
    FakeHttpServer server;
    server.route("/x", {.body = "ok", .delay = 5ms});
    ClientFixture net({.maxConnectionsPerHost = 3});
    std::vector<Attempt> attempts(60);
    for (auto& attempt : attempts) net.client.start({.url = server.url("/x")}, {}, {}, attempt.completion());
    QVERIFY(net.wait([&] { return allDone(attempts); }));
    QVERIFY(std::all_of(attempts.begin(), attempts.end(), [](const Attempt& a) { return a.result->has_value(); }));
    QVERIFY(server.mostAtOnce() <= 3);
    QVERIFY(server.mostAtOnce() > 1);
}

void HttpLimitsTest::oneBusyHostDoesNotHoldUpAnother() {
    FakeHttpServer busy;
    FakeHttpServer idle;
    busy.route("/never", {.neverAnswer = true});
    idle.route("/x", {.body = "ok"});
    ClientFixture net({.maxConnectionsPerHost = 2});
    std::vector<Attempt> stuck(10);
    for (auto& attempt : stuck) net.client.start({.url = busy.url("/never")}, {}, {}, attempt.completion());
    for (int i = 0; i < 10; ++i) QVERIFY(net.get(idle.url("/x")));
}

void HttpLimitsTest::unixSocketsHaveNoLimit() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("engine.sock").toStdString();
    FakeHttpServer server(path);
    server.route("/never", {.neverAnswer = true});
    server.route("/health", {.body = "ok"});
    ClientFixture net({.maxConnectionsPerHost = 1});
    std::vector<Attempt> chats(5);
    for (auto& chat : chats) {
        net.client.start({.url = "http://engine/never", .unixSocket = path}, {}, {}, chat.completion());
    }
    QVERIFY(net.wait([&] { return server.answering() == 5; }));
    QVERIFY(net.fetch({.url = "http://engine/health", .unixSocket = path}));
}

void HttpLimitsTest::offlineStopsWhatWouldLeaveTheMachine() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("engine.sock").toStdString();
    FakeHttpServer engine(path);
    FakeHttpServer server;
    engine.route("/x", {.body = "engine"});
    server.route("/x", {.body = "loopback"});
    ClientFixture net({.offline = true});
    QVERIFY(net.client.isOffline());
    const auto outside = net.fetch({.url = "https://example.org/secret?token=hidden", .retry = {.attempts = 5}});
    QVERIFY(!outside);
    QVERIFY(outside.error().is(net::Errc::Offline));
    QVERIFY(outside.error().message.starts_with("Orrery is set to work offline"));
    QVERIFY(describe(outside.error()).find("hidden") == std::string::npos);
    QCOMPARE(net.get(server.url("/x"))->body, std::string("loopback"));
    QCOMPARE(net.get("http://localhost:" + std::to_string(server.port()) + "/x")->body, std::string("loopback"));
    QCOMPARE(net.fetch({.url = "http://example.org/x", .unixSocket = path})->body, std::string("engine"));
}

void HttpLimitsTest::offlineFollowsNoRedirectOut() {
    FakeHttpServer server;
    server.route("/out", {.status = 302, .headers = {{"Location", "http://example.org/"}}});
    ClientFixture net({.offline = true});
    const auto answer = net.get(server.url("/out"));
    QVERIFY(!answer);
    QVERIFY(answer.error().message.starts_with("Orrery is set to work offline"));
}

void HttpLimitsTest::offlineCanChange() {
    ClientFixture net({.offline = true});
    net.client.setOffline(false);
    QVERIFY(!net.client.isOffline());
    const auto answer = net.get("http://orrery.onion/"); // fails without asking the network
    QVERIFY(answer.error().is(net::Errc::Offline));
    QVERIFY(!answer.error().message.starts_with("Orrery is set to work offline"));
}

QTEST_GUILESS_MAIN(HttpLimitsTest)
#include "tst_net_limits.moc"
