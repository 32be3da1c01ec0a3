// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "http_test.h"

#include <fake_http_server.h>

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <memory>
#include <optional>

using namespace orrery;
using namespace orrery::net;
using namespace std::chrono_literals;
using fakes::FakeHttpServer;

namespace {

constexpr std::size_t bodySize = 32U << 20; // more than the buffers of two sockets

/// A body whose every piece closes the gate behind it.
struct HeldBack {
    FakeHttpServer server;
    std::shared_ptr<BodyGate> gate = std::make_shared<BodyGate>();
    std::atomic<int> pieces = 0;
    std::atomic<std::size_t> bytes = 0;
    std::atomic<bool> holding = true;
    std::stop_source stop;
    Attempt attempt;

    void start(HttpClient& client) {
        server.route("/x", {.body = std::string(bodySize, 'x')});
        client.start({.url = server.url("/x"), .idleTimeout = 200ms, .gate = gate}, stop.get_token(),
                     {.onBody =
                          [this](std::string_view piece) {
                              ++pieces;
                              bytes += piece.size();
                              if (holding) gate->hold();
                              return true;
                          }},
                     attempt.completion());
    }
};

} // namespace

class HttpGateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsAndGoesOn();
    void countsHolds();
    void silenceBehindAGateIsNoFailure();
    void silenceAfterItOpensIs();
    void cancelsWhileHeld();
    void endsWithTheClient();
};

void HttpGateTest::holdsAndGoesOn() {
    ClientFixture net;
    HeldBack body;
    body.start(net.client);
    for (int piece = 1; piece <= 20; ++piece) {
        QVERIFY(net.wait([&] { return body.pieces == piece; }));
        QVERIFY(net.get(body.server.url("/other"))); // the client goes on with others meanwhile
        QCOMPARE(body.pieces.load(), piece);
        body.gate->release();
    }
    body.holding = false;
    QVERIFY(net.wait([&] { return body.pieces > 20 || body.gate->held(); }));
    if (body.gate->held()) body.gate->release();
    QVERIFY(net.wait([&] { return body.attempt.completions == 1; }));
    QVERIFY(*body.attempt.result);
    QCOMPARE(body.bytes.load(), bodySize);
}

void HttpGateTest::countsHolds() {
    ClientFixture net;
    HeldBack body;
    body.holding = false;
    body.gate->hold();
    body.gate->hold();
    body.start(net.client);
    QVERIFY(net.wait([&] { return body.server.answering() == 1; }));
    body.gate->release();
    QVERIFY(net.get(body.server.url("/other")));
    QCOMPARE(body.pieces.load(), 0);
    body.gate->release();
    QVERIFY(net.wait([&] { return body.attempt.completions == 1; }));
    QCOMPARE(body.bytes.load(), bodySize);
}

void HttpGateTest::silenceBehindAGateIsNoFailure() {
    ClientFixture net;
    HeldBack body;
    body.start(net.client);
    QVERIFY(net.wait([&] { return body.pieces == 1; }));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(net.wait([&] { return timer.elapsed() > 600; })); // three times what counts as silence
    QCOMPARE(body.attempt.completions, 0);
    body.holding = false;
    body.gate->release();
    QVERIFY(net.wait([&] { return body.attempt.completions == 1; }));
    QVERIFY(*body.attempt.result);
    QCOMPARE(body.bytes.load(), bodySize);
}

void HttpGateTest::silenceAfterItOpensIs() {
    FakeHttpServer server;
    server.route("/stuck", {.body = std::string(20, 'x'), .dripBytes = 10, .dripPause = 1h});
    ClientFixture net;
    const auto gate = std::make_shared<BodyGate>();
    gate->hold();
    Attempt attempt;
    net.client.start({.url = server.url("/stuck"), .idleTimeout = 100ms, .gate = gate}, {},
                     {.onBody = [](std::string_view) { return true; }}, attempt.completion());
    QVERIFY(net.wait([&] { return server.answering() == 1; }));
    QVERIFY(net.get(server.url("/other")));
    gate->release();
    QVERIFY(net.wait([&] { return attempt.completions == 1; }));
    QVERIFY(attempt.result->error().is(net::Errc::Timeout));
}

void HttpGateTest::cancelsWhileHeld() {
    ClientFixture net;
    HeldBack body;
    body.start(net.client);
    QVERIFY(net.wait([&] { return body.pieces == 1; }));
    QElapsedTimer timer;
    timer.start();
    body.stop.request_stop();
    QVERIFY(net.wait([&] { return body.attempt.completions == 1; }));
    QVERIFY(timer.elapsed() < 500);
    QVERIFY(body.attempt.result->error().is(orrery::Errc::Cancelled));
    QVERIFY(net.wait([&] { return body.server.answering() == 0; }));
    body.gate->release(); // nobody listens any more
}

void HttpGateTest::endsWithTheClient() {
    ManualExecutor executor;
    std::optional<CurlHttpClient> client(std::in_place, executor);
    HeldBack body;
    body.start(*client);
    QVERIFY(executor.runUntil([&] { return body.pieces == 1; }, 20s));
    client.reset();
    body.gate->release();
    executor.runPending();
    QVERIFY(body.attempt.result->error().is(orrery::Errc::Cancelled));
}

QTEST_GUILESS_MAIN(HttpGateTest)
#include "tst_net_gate.moc"
