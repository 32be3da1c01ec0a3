// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "http_test.h"

#include <fake_http_server.h>

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include <dlfcn.h>
#include <netdb.h>

using namespace orrery;
using namespace orrery::net;
using namespace std::chrono_literals;
using fakes::FakeHttpServer;
using fakes::FakeResponse;

namespace {

/// A name server that never answers, until told to.
class SlowLookup {
public:
    static constexpr const char* host = "slow.invalid";

    void answer() {
        const std::lock_guard lock(m_mutex);
        m_released = true;
        m_changed.notify_all();
    }

    void block() {
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_released; });
    }

    bool waitUntilAsked() {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 20s, [this] { return m_waiting > 0; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_waiting = 0;
    bool m_released = false;
};

// Never destroyed: libcurl's look-up thread may outlive main().
SlowLookup& slowLookup() {
    static auto* lookup = new SlowLookup;
    return *lookup;
}

} // namespace

/// Stands before the C library's for the whole test program, libcurl included.
extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** result) {
    if (node != nullptr && std::strcmp(node, SlowLookup::host) == 0) {
        slowLookup().block();
        return EAI_NONAME;
    }
    static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
    return real(node, service, hints, result);
}

class HttpCancelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cancels_data();
    void cancels();
    void cancelledBeforeItBegan();
    void cancelsWhileWaitingForRoom();
    void cancelsWhileWaitingToTryAgain();
    void aCallbackCancels();
    void completesOnce();
    void completesWhatIsPendingOnDestruction();
    void callbacksDieBeforeTheCompletion();
    void nameLookupHoldsNobodyUp();
    void nameLookupTimesOut();
    void cleanupTestCase() { slowLookup().answer(); }
};

void HttpCancelTest::cancels_data() {
    QTest::addColumn<std::string>("path");
    QTest::newRow("before the answer") << std::string("/never");
    QTest::newRow("in the middle of the body") << std::string("/stuck");
    QTest::newRow("while it streams") << std::string("/endless");
}

void HttpCancelTest::cancels() {
    QFETCH(std::string, path);
    FakeHttpServer server;
    server.route("/never", {.neverAnswer = true});
    server.route("/stuck", {.body = "abcdef", .dripBytes = 3, .dripPause = 1h});
    server.route("/endless", {.stream = [](const fakes::Write& write) {
                     while (write(std::string(10000, 'x'))) {}
                 }});
    ClientFixture net;
    std::stop_source stop;
    std::atomic<bool> began = false;
    Attempt attempt;
    net.client.start({.url = server.url(path)}, stop.get_token(),
                     {.onBody =
                          [&](std::string_view) {
                              began = true;
                              return true;
                          }},
                     attempt.completion());
    QVERIFY(net.wait([&] { return path == "/never" ? server.answering() == 1 : began.load(); }));
    QElapsedTimer timer;
    timer.start();
    stop.request_stop();
    QVERIFY(net.wait([&] { return attempt.completions > 0; }));
    QVERIFY2(timer.elapsed() < 500, std::to_string(timer.elapsed()).c_str());
    QVERIFY(attempt.result->error().is(orrery::Errc::Cancelled));
    QVERIFY(net.wait([&] { return server.answering() == 0; })); // the server notices, too
}

void HttpCancelTest::cancelledBeforeItBegan() {
    FakeHttpServer server;
    ClientFixture net;
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(net.fetch({.url = server.url("/x")}, {}, stop.get_token()).error().is(orrery::Errc::Cancelled));
    QVERIFY(server.requests().empty());
}

void HttpCancelTest::cancelsWhileWaitingForRoom() {
    FakeHttpServer server;
    server.route("/never", {.neverAnswer = true});
    ClientFixture net({.maxConnectionsPerHost = 1});
    Attempt first;
    Attempt second;
    std::stop_source stop;
    net.client.start({.url = server.url("/never")}, {}, {}, first.completion());
    QVERIFY(net.wait([&] { return server.answering() == 1; }));
    net.client.start({.url = server.url("/second")}, stop.get_token(), {}, second.completion());
    stop.request_stop();
    QVERIFY(net.wait([&] { return second.completions == 1; }));
    QVERIFY(second.result->error().is(orrery::Errc::Cancelled));
    QCOMPARE(first.completions, 0);
    QCOMPARE(server.count("/second"), 0);
}

void HttpCancelTest::cancelsWhileWaitingToTryAgain() {
    FakeHttpServer server;
    server.route("/x", {.status = 503, .headers = {{"Retry-After", "600"}}});
    ClientFixture net;
    Attempt attempt;
    std::stop_source stop;
    net.client.start({.url = server.url("/x"), .retry = {.attempts = 2, .longestDelay = 1h}}, stop.get_token(), {},
                     attempt.completion());
    QVERIFY(net.wait([&] { return server.count("/x") == 1 && server.answering() == 0; }));
    QElapsedTimer timer;
    timer.start();
    stop.request_stop();
    QVERIFY(net.wait([&] { return attempt.completions == 1; }));
    QVERIFY(timer.elapsed() < 500);
    QVERIFY(attempt.result->error().is(orrery::Errc::Cancelled));
}

void HttpCancelTest::aCallbackCancels() {
    FakeHttpServer server;
    server.route("/x", {.body = std::string(1U << 20, 'x')});
    ClientFixture net;
    int calls = 0;
    const auto refused =
        net.fetch({.url = server.url("/x")}, {.onBody = [&](std::string_view) { return ++calls > 1; }});
    QVERIFY(refused.error().is(orrery::Errc::Cancelled));
    QCOMPARE(calls, 1);
    std::stop_source stop;
    const auto stopped = net.fetch({.url = server.url("/x")},
                                   {.onHead = [&](const HttpResponse&) { stop.request_stop(); }}, stop.get_token());
    QVERIFY(stopped.error().is(orrery::Errc::Cancelled));
}

void HttpCancelTest::completesOnce() {
    FakeHttpServer server;
    server.route("/x", {.body = "ok", .delay = 1ms});
    ClientFixture net;
    std::vector<Attempt> attempts(100);
    std::vector<std::stop_source> stops(attempts.size());
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        net.client.start({.url = server.url("/x")}, stops[i].get_token(), {}, attempts[i].completion());
    }
    QVERIFY(net.wait([&] { return attempts[20].completions > 0; })); // so that some are done, some run and some wait
    for (auto& stop : stops) stop.request_stop();
    for (auto& attempt : attempts) QVERIFY(net.wait([&] { return attempt.completions > 0; }));
    QCOMPARE(net.executor.runPending(), 0);
    for (const auto& attempt : attempts) {
        QCOMPARE(attempt.completions, 1);
        QVERIFY(*attempt.result || attempt.result->error().is(orrery::Errc::Cancelled));
    }
}

void HttpCancelTest::completesWhatIsPendingOnDestruction() {
    FakeHttpServer server;
    server.route("/never", {.neverAnswer = true});
    server.route("/busy", {.status = 503, .headers = {{"Retry-After", "600"}}});
    ManualExecutor executor;
    std::optional<CurlHttpClient> client(std::in_place, executor);
    std::vector<Attempt> attempts(30);
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        client->start({.url = server.url(i == 0 ? "/busy" : "/never"), .retry = {.attempts = 2, .longestDelay = 1h}},
                      {}, {}, attempts[i].completion());
    }
    QVERIFY(executor.runUntil([&] { return server.count("/busy") == 1 && server.count("/never") > 0; }, 20s));
    client.reset();
    QCOMPARE(executor.runPending(), 30);
    for (const auto& attempt : attempts) {
        QCOMPARE(attempt.completions, 1);
        QVERIFY(attempt.result->error().is(orrery::Errc::Cancelled));
    }
}

void HttpCancelTest::callbacksDieBeforeTheCompletion() {
    FakeHttpServer server;
    server.route("/x", {.body = "ok"});
    ClientFixture net;
    auto held = std::make_shared<int>(1);
    const std::weak_ptr<int> watched = held;
    bool completed = false;
    bool gone = false;
    net.client.start({.url = server.url("/x")}, {}, {.onBody = [held](std::string_view) { return *held == 1; }},
                     [&](Result<HttpResponse>) {
                         completed = true;
                         gone = watched.expired();
                     });
    held.reset();
    QVERIFY(net.wait([&] { return completed; }));
    QVERIFY(gone);
}

void HttpCancelTest::nameLookupHoldsNobodyUp() {
    FakeHttpServer server;
    server.route("/x", {.body = "ok"});
    ClientFixture net;
    Attempt attempt;
    std::stop_source stop;
    net.client.start({.url = std::string("http://") + SlowLookup::host + "/"}, stop.get_token(), {},
                     attempt.completion());
    QVERIFY(slowLookup().waitUntilAsked());
    QVERIFY(net.get(server.url("/x")));
    QElapsedTimer timer;
    timer.start();
    stop.request_stop();
    QVERIFY(net.wait([&] { return attempt.completions == 1; }));
    QVERIFY(attempt.result->error().is(orrery::Errc::Cancelled));
    QVERIFY(net.get(server.url("/x")));
    QVERIFY2(timer.elapsed() < 500, std::to_string(timer.elapsed()).c_str());
}

void HttpCancelTest::nameLookupTimesOut() {
    ClientFixture net;
    QElapsedTimer timer;
    timer.start();
    const auto answer = net.fetch({.url = std::string("http://") + SlowLookup::host + "/", .connectTimeout = 100ms});
    QVERIFY(answer.error().is(net::Errc::Timeout) || answer.error().is(net::Errc::Offline));
    QVERIFY2(timer.elapsed() < 2000, std::to_string(timer.elapsed()).c_str());
}

QTEST_GUILESS_MAIN(HttpCancelTest)
#include "tst_net_cancel.moc"
