// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_http_server.h"

#include <orrery/inference/chat_client.h>
#include <orrery/inference/errors.h>
#include <orrery/net/curl_http_client.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <memory>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;

namespace {

constexpr const char* route = "/v1/chat/completions";

fakes::FakeResponse stream(std::string body) {
    fakes::FakeResponse response;
    response.headers = {{"Content-Type", "text/event-stream"}};
    response.body = std::move(body);
    response.chunked = true;
    return response;
}

std::string piece(const std::string& text) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
}

const std::string ending =
    "data: {\"choices\":[{\"finish_reason\":\"stop\",\"delta\":{}}],\"timings\":{\"predicted_n\":2}}\n\ndata: "
    "[DONE]\n\n";

} // namespace

class TestChatClient : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void streamedAnswer();
    void slowDrips();
    void answerThatIsNoStream();
    void webPageInstead();
    void connectionCut();
    void errorFrame();
    void serverSaysNo();
    void nobodyListens();
    void cancelled();
    void keyAndModelAreSent();
    void urls();

private:
    struct Outcome {
        std::string content;
        std::string reasoning;
        std::optional<Result<ChatResult>> result;
    };

    ChatEndpoint endpoint() const { return {"http://localhost", m_socket, {}, {}}; }
    void ask(Outcome& outcome, const ChatEndpoint& where, std::stop_token stop = {});
    Outcome answer();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_socket;
    ManualExecutor m_executor;
    std::unique_ptr<fakes::FakeHttpServer> m_server;
    std::unique_ptr<net::CurlHttpClient> m_http;
};

void TestChatClient::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_socket = m_folder->filePath("e.sock").toStdString();
    m_server = std::make_unique<fakes::FakeHttpServer>(m_socket);
    m_http = std::make_unique<net::CurlHttpClient>(m_executor);
}

void TestChatClient::cleanup() {
    m_http.reset();
    m_server.reset();
}

void TestChatClient::ask(Outcome& outcome, const ChatEndpoint& where, std::stop_token stop) {
    ChatCallbacks callbacks;
    callbacks.onContent = [&](std::string_view text) { outcome.content += text; };
    callbacks.onReasoning = [&](std::string_view text) { outcome.reasoning += text; };
    ChatClient(*m_http, m_executor)
        .start(where, {{{Role::User, "Hi"}}, {}, {}, {}, true}, std::move(stop), std::move(callbacks),
               [&](Result<ChatResult> result) { outcome.result = std::move(result); });
}

TestChatClient::Outcome TestChatClient::answer() {
    Outcome outcome;
    ask(outcome, endpoint());
    m_executor.runUntil([&] { return outcome.result.has_value(); }, 10s);
    return outcome;
}

void TestChatClient::streamedAnswer() {
    m_server->route(route, stream("data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\n" +
                                  piece("Hel") + piece("lo") + ending));
    const Outcome outcome = answer();
    QVERIFY(outcome.result && *outcome.result);
    QCOMPARE(outcome.content, std::string("Hello"));
    QCOMPARE(outcome.reasoning, std::string("hm"));
    QCOMPARE((*outcome.result)->text, std::string("Hello"));
    QVERIFY((*outcome.result)->timings.firstTokenMs > 0);
}

void TestChatClient::slowDrips() {
    auto response = stream(":\n\n" + piece("Hel") + piece("lo") + ending);
    response.dripBytes = 3;
    m_server->route(route, response);
    QCOMPARE(answer().content, std::string("Hello"));
}

void TestChatClient::answerThatIsNoStream() {
    fakes::FakeResponse response;
    response.headers = {{"Content-Type", "application/json"}};
    response.body = R"({"choices":[{"finish_reason":"stop","message":{"content":"At once."}}]})";
    m_server->route(route, response);
    const Outcome outcome = answer();
    QVERIFY(outcome.result && *outcome.result);
    QCOMPARE((*outcome.result)->text, std::string("At once."));
}

void TestChatClient::webPageInstead() {
    fakes::FakeResponse response;
    response.body = "<html>Welcome to the hotel</html>";
    m_server->route(route, response);
    const Outcome outcome = answer();
    QVERIFY(outcome.result && !*outcome.result);
    QVERIFY((*outcome.result).error().is(inference::Errc::BadAnswer));
}

void TestChatClient::connectionCut() {
    auto response = stream(piece("Hel") + piece("lo") + ending);
    response.cutAfter = piece("Hel").size() + 5;
    m_server->route(route, response);
    const Outcome outcome = answer();
    QVERIFY(outcome.result && !*outcome.result);
    QVERIFY2(outcome.result->error().is(inference::Errc::EngineGone), describe(outcome.result->error()).c_str());
    QCOMPARE(outcome.content, std::string("Hel"));
}

void TestChatClient::errorFrame() {
    m_server->route(route, stream(piece("Hel") + "data: {\"error\":{\"code\":500,\"message\":\"Context size has been "
                                                 "exceeded.\",\"type\":\"server_error\"}}\n\n"));
    const Outcome outcome = answer();
    QVERIFY(outcome.result && !*outcome.result && outcome.result->error().is(inference::Errc::ContextFull));
}

void TestChatClient::serverSaysNo() {
    fakes::FakeResponse response;
    response.status = 503;
    response.body = R"({"error":{"message":"Loading model","type":"unavailable_error","code":503}})";
    m_server->route(route, response);
    const Outcome outcome = answer();
    QVERIFY(outcome.result && !*outcome.result && outcome.result->error().is(inference::Errc::Loading));
}

void TestChatClient::nobodyListens() {
    m_server.reset();
    const Outcome outcome = answer();
    QVERIFY(outcome.result && !*outcome.result);
    QVERIFY2(outcome.result->error().is(net::Errc::Offline), describe(outcome.result->error()).c_str());
}

void TestChatClient::cancelled() {
    fakes::FakeResponse response = stream({});
    response.stream = [](const fakes::Write& write) {
        while (write(piece("tick"))) {}
    };
    m_server->route(route, response);
    std::stop_source stop;
    Outcome outcome;
    ask(outcome, endpoint(), stop.get_token());
    QVERIFY(m_executor.runUntil([&] { return !outcome.content.empty(); }, 10s));
    QElapsedTimer timer;
    timer.start();
    stop.request_stop();
    QVERIFY(m_executor.runUntil([&] { return outcome.result.has_value(); }, 10s));
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!*outcome.result && outcome.result->error().is(orrery::Errc::Cancelled));
    QVERIFY(m_executor.runUntil([&] { return m_server->answering() == 0; }, 10s));
}

void TestChatClient::keyAndModelAreSent() {
    fakes::FakeHttpServer tcp;
    tcp.route(route, stream(piece("Hello") + ending));
    Outcome outcome;
    ask(outcome, {tcp.url("/v1"), {}, "secret", "big-model"});
    QVERIFY(m_executor.runUntil([&] { return outcome.result.has_value(); }, 10s));
    QVERIFY(*outcome.result);
    const auto request = tcp.requests().front();
    QCOMPARE(request.header("authorization"), std::string("Bearer secret"));
    QVERIFY(request.body.find("\"model\":\"big-model\"") != std::string::npos);
}

void TestChatClient::urls() {
    QCOMPARE(chatUrl("http://host:8000"), std::string("http://host:8000/v1/chat/completions"));
    QCOMPARE(chatUrl("https://host/api/v1/"), std::string("https://host/api/v1/chat/completions"));
}

QTEST_GUILESS_MAIN(TestChatClient)
#include "tst_chat_client.moc"
