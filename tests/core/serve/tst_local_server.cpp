// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_bench.h"
#include "gguf/scripted_model.h"

#include <orrery/serve/local_server.h>

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>

using namespace orrery;
using namespace orrery::serve;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// One request and what came back.
struct Caller {
    std::stop_source stop;
    std::string body;
    int status = 0;
    std::optional<Result<net::HttpResponse>> end;

    [[nodiscard]] QString error(const char* field) const {
        return QJsonDocument::fromJson(QByteArray::fromStdString(body)).object()["error"].toObject()[field].toString();
    }
};

constexpr const char* key = "orrery-test";
constexpr const char* question = R"({"model":"ada","stream":true,"messages":[{"role":"user","content":"Hi"}]})";

} // namespace

class TestLocalServer : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void streamsAnAnswer();
    void answersInOnePiece();
    void listsModels();
    void loadsOnDemand();
    void noModelNamed();
    void unknownModel();
    void badRequests_data();
    void badRequests();
    void withoutTheKey();
    void theOtherWayToSendTheKey();
    void foreignCallers_data();
    void foreignCallers();
    void pathsThatAreNot();
    void enginesErrorsPassThrough();
    void modelThatCannotBeLoaded();
    void callerGoneWhileStreaming();
    void callerGoneWhileLoading();
    void twoAtOnce();
    void stopWhileStreaming();
    void stopWithIdleConnections();
    void portTaken();
    void startsAgain();
    void destroyedWhileStreaming();
    void keysAreFresh();
    void changesAreToldSparingly();

private:
    using CallerPointer = std::shared_ptr<Caller>;

    [[nodiscard]] inference::EngineSettings model(const fixtures::Script& script, const char* name) const;
    CallerPointer call(const char* path, const std::string& body, net::Headers headers = authorised());
    CallerPointer finished(const char* path, const std::string& body, net::Headers headers = authorised());
    static net::Headers authorised() { return {{"Authorization", std::string("Bearer ") + key}}; }
    bool waitFor(const std::function<bool()>& condition) { return m_bench->executor.runUntil(condition, 20s); }
    [[nodiscard]] int leases() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::EngineBench> m_bench;
    std::unique_ptr<inference::ModelPool> m_pool;
    std::unique_ptr<LocalServer> m_server;
    std::uint16_t m_port = 0;
    int m_changes = 0;
};

void TestLocalServer::initTestCase() {
    m_folder = std::make_unique<QTemporaryDir>();
    fs::permissions(m_folder->path().toStdString(), fs::perms::owner_all);
    qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
    m_bench = std::make_unique<test::EngineBench>();
    if (!m_bench->host()) QSKIP(("SKIP_ALL: " + m_bench->whyNoHost()).c_str());
}

void TestLocalServer::init() {
    m_changes = 0;
    m_pool = std::make_unique<inference::ModelPool>(
        m_bench->services(), [this](const auto& completion) { completion(*m_bench->host()); }, inference::PoolOptions(),
        std::function<void()>());
    m_server = std::make_unique<LocalServer>(*m_pool, m_bench->http(), m_bench->executor, [this] { ++m_changes; });
    m_server->setModels({{"ada", model({.tokens = {"I am", " ada", "."}}, "ada")},
                         {"endless", model({.tokens = {"tick", " tock"}, .loopFrom = 0}, "endless")},
                         {"missing", model({.tokens = {"x"}}, "missing")}});
    fs::remove(m_folder->filePath("missing.gguf").toStdString());
    const auto port = m_server->start({.port = 0, .key = key});
    QVERIFY(port && *port != 0);
    m_port = *port;
}

void TestLocalServer::cleanup() {
    m_server.reset();
    m_pool.reset();
    m_bench->executor.runPending();
}

inference::EngineSettings TestLocalServer::model(const fixtures::Script& script, const char* name) const {
    inference::EngineSettings settings;
    settings.model = m_folder->filePath(QString("%1.gguf").arg(name)).toStdString();
    test::writeFile(settings.model, fixtures::scriptedModel(script).bytes());
    settings.threads = 1;
    return settings;
}

TestLocalServer::CallerPointer TestLocalServer::call(const char* path, const std::string& body, net::Headers headers) {
    auto caller = std::make_shared<Caller>();
    net::HttpRequest request;
    request.method = body.empty() ? "GET" : "POST";
    request.url = "http://127.0.0.1:" + std::to_string(m_port) + path;
    request.headers = std::move(headers);
    request.body = body;
    net::HttpCallbacks callbacks;
    callbacks.onHead = [caller, &executor = m_bench->executor](const net::HttpResponse& head) {
        executor.post([caller, status = head.status] { caller->status = status; });
    };
    callbacks.onBody = [caller, &executor = m_bench->executor](std::string_view bytes) {
        executor.post([caller, piece = std::string(bytes)] { caller->body += piece; });
        return true;
    };
    m_bench->http().start(request, caller->stop.get_token(), std::move(callbacks),
                          [caller](Result<net::HttpResponse> end) { caller->end = std::move(end); });
    return caller;
}

TestLocalServer::CallerPointer TestLocalServer::finished(const char* path, const std::string& body,
                                                         net::Headers headers) {
    auto caller = call(path, body, std::move(headers));
    waitFor([&] { return caller->end.has_value(); });
    if (caller->end && !*caller->end) qWarning("%s", describe(caller->end->error()).c_str());
    return caller;
}

int TestLocalServer::leases() const {
    int count = 0;
    for (const auto& entry : m_pool->entries()) count += entry.leases;
    return count;
}

void TestLocalServer::streamsAnAnswer() {
    const auto caller = finished("/v1/chat/completions", question);
    QCOMPARE(caller->status, 200);
    const QString body = QString::fromStdString(caller->body);
    QVERIFY2(body.startsWith("data: {") && body.contains("\" ada\"") && body.trimmed().endsWith("data: [DONE]"),
             qPrintable(body));
    QVERIFY((*caller->end)->header("content-type")->starts_with("text/event-stream"));
    QVERIFY(waitFor([&] { return m_server->status().active == 0 && leases() == 0; }));
    QCOMPARE(m_server->status().requests, std::uint64_t(1));
    QVERIFY(m_server->status().lastCaller.starts_with("orrery/"));
}

void TestLocalServer::answersInOnePiece() {
    const auto caller =
        finished("/v1/chat/completions", R"({"model":"ada","messages":[{"role":"user","content":"Hi"}]})");
    QCOMPARE(caller->status, 200);
    QVERIFY2(caller->body.find("\"content\":\"I am ada.\"") != std::string::npos, caller->body.c_str());
}

void TestLocalServer::listsModels() {
    const auto caller = finished("/v1/models", {});
    QCOMPARE(caller->status, 200);
    QVERIFY(caller->body.find(R"("id":"ada")") != std::string::npos);
    QVERIFY(caller->body.find(R"("id":"endless")") != std::string::npos);
    QVERIFY(caller->body.find("/") == std::string::npos); // no path of this computer
}

void TestLocalServer::loadsOnDemand() {
    QVERIFY(m_pool->entries().empty());
    QCOMPARE(finished("/v1/chat/completions", question)->status, 200);
    QCOMPARE(m_pool->entries().size(), std::size_t(1));
    QCOMPARE(finished("/v1/chat/completions", question)->status, 200);
    QCOMPARE(m_pool->entries().size(), std::size_t(1));
}

void TestLocalServer::noModelNamed() {
    const auto caller = finished("/v1/completions", R"({"prompt":"Hi","max_tokens":4})");
    QCOMPARE(caller->status, 200);
    QVERIFY2(caller->body.find("ada") != std::string::npos, caller->body.c_str());
}

void TestLocalServer::unknownModel() {
    const auto caller = finished("/v1/chat/completions", R"({"model":"gpt","messages":[]})");
    QCOMPARE(caller->status, 404);
    QCOMPARE(caller->error("code"), QString("model_not_found"));
    QVERIFY(m_server->start({.port = 0, .key = key, .strict = false}));
    m_port = m_server->status().port;
    QCOMPARE(finished("/v1/chat/completions", R"({"model":"gpt","messages":[{"role":"user","content":"Hi"}]})")->status,
             200);
}

void TestLocalServer::badRequests_data() {
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("says");
    QTest::newRow("no JSON") << "{"
                             << "no JSON object";
    QTest::newRow("a list") << "[1]"
                            << "no JSON object";
    QTest::newRow("a picture to fetch")
        << R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://127.0.0.1/a"}}]}]})"
        << "not fetched";
    QTest::newRow("a file to read")
        << R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":"file:///etc/passwd"}]}]})"
        << "not fetched";
}

void TestLocalServer::badRequests() {
    QFETCH(QString, body);
    QFETCH(QString, says);
    const auto caller = finished("/v1/chat/completions", body.toStdString());
    QCOMPARE(caller->status, 400);
    QVERIFY2(caller->error("message").contains(says), caller->body.c_str());
    QCOMPARE(caller->error("type"), QString("invalid_request_error"));
    QVERIFY(m_pool->entries().empty());
}

void TestLocalServer::withoutTheKey() {
    const std::vector<net::Headers> wrong = {{},
                                             {{"Authorization", "Bearer orrery-tesu"}},
                                             {{"Authorization", "Bearer "}},
                                             {{"Authorization", key}},
                                             {{"X-Api-Key", "orrery-test2"}}};
    for (const net::Headers& headers : wrong) {
        const auto caller = finished("/v1/chat/completions", question, headers);
        QCOMPARE(caller->status, 401);
        QCOMPARE(caller->error("type"), QString("authentication_error"));
        QCOMPARE(caller->error("code"), QString("invalid_api_key"));
        QVERIFY(!caller->error("message").isEmpty());
        QCOMPARE(finished("/v1/models", {}, headers)->status, 401);
    }
    QCOMPARE(m_server->status().refused, std::uint64_t(2 * wrong.size()));
    QVERIFY(m_pool->entries().empty());
    QCOMPARE(finished("/health", {}, {})->status, 200);
}

void TestLocalServer::theOtherWayToSendTheKey() {
    QCOMPARE(finished("/v1/models", {}, {{"X-Api-Key", key}})->status, 200);
}

void TestLocalServer::foreignCallers_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("status");
    QTest::newRow("another host") << "Host"
                                  << "evil.example" << 403;
    QTest::newRow("another host with this port") << "Host"
                                                 << "evil.example:11435" << 403;
    QTest::newRow("localhost") << "Host"
                               << "localhost:1234" << 200;
    QTest::newRow("loopback of version 6") << "Host"
                                           << "[::1]:1234" << 200;
    QTest::newRow("a web page") << "Origin"
                                << "https://evil.example" << 403;
    QTest::newRow("a page from the disk") << "Origin"
                                          << "null" << 403;
}

void TestLocalServer::foreignCallers() {
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(int, status);
    auto headers = authorised();
    headers.emplace_back(name.toStdString(), value.toStdString());
    QCOMPARE(finished("/v1/models", {}, headers)->status, status);
}

void TestLocalServer::pathsThatAreNot() {
    const auto caller = finished("/props", {});
    QCOMPARE(caller->status, 404);
    QVERIFY(!caller->error("message").isEmpty());
}

void TestLocalServer::enginesErrorsPassThrough() {
    const std::string body =
        R"({"model":"ada","stream":true,"messages":[{"role":"user","content":")" + std::string(20000, 'x') + "\"}]}";
    const auto caller = finished("/v1/chat/completions", body);
    QCOMPARE(caller->status, 400);
    QCOMPARE(caller->error("type"), QString("exceed_context_size_error"));
    QVERIFY(waitFor([&] { return leases() == 0; }));
}

void TestLocalServer::modelThatCannotBeLoaded() {
    const auto caller = finished("/v1/chat/completions", R"({"model":"missing","messages":[]})");
    QCOMPARE(caller->status, 500);
    QVERIFY2(!caller->error("message").isEmpty(), caller->body.c_str());
    QCOMPARE(m_server->status().active, 0);
}

void TestLocalServer::callerGoneWhileStreaming() {
    const auto caller = call("/v1/chat/completions",
                             R"({"model":"endless","stream":true,"messages":[{"role":"user","content":"Hi"}]})");
    QVERIFY(waitFor([&] { return caller->body.size() > 2000; }));
    QCOMPARE(m_server->status().active, 1);
    QCOMPARE(leases(), 1);
    caller->stop.request_stop();
    QVERIFY(waitFor([&] { return m_server->status().active == 0 && leases() == 0; }));
    // The engine has one place: it answers the next only once it stopped the last.
    const auto next = call("/v1/chat/completions",
                           R"({"model":"endless","stream":true,"messages":[{"role":"user","content":"Hi"}]})");
    QVERIFY(waitFor([&] { return next->body.size() > 2000; }));
}

void TestLocalServer::callerGoneWhileLoading() {
    const auto caller = call("/v1/chat/completions", question);
    QVERIFY(waitFor([&] { return !m_pool->entries().empty(); }));
    caller->stop.request_stop();
    QVERIFY(waitFor([&] { return m_server->status().active == 0 && leases() == 0; }));
}

void TestLocalServer::twoAtOnce() {
    const auto first = call("/v1/chat/completions",
                            R"({"model":"endless","stream":true,"messages":[{"role":"user","content":"Hi"}]})");
    QVERIFY(waitFor([&] { return first->body.size() > 500; }));
    const auto second = finished("/v1/chat/completions", question);
    QCOMPARE(second->status, 200);
    QVERIFY(!first->end);
    QCOMPARE(m_pool->entries().size(), std::size_t(2));
}

void TestLocalServer::stopWhileStreaming() {
    const auto caller = call("/v1/chat/completions",
                             R"({"model":"endless","stream":true,"messages":[{"role":"user","content":"Hi"}]})");
    QVERIFY(waitFor([&] { return caller->body.size() > 500; }));
    QElapsedTimer timer;
    timer.start();
    m_server->stop();
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(m_server->status().port, std::uint16_t(0));
    QVERIFY(waitFor([&] { return caller->end.has_value() && leases() == 0; }));
    QVERIFY(!*caller->end); // broken off: it is no whole answer
}

void TestLocalServer::stopWithIdleConnections() {
    QCOMPARE(finished("/v1/models", {})->status, 200); // the client keeps its connection
    QElapsedTimer timer;
    timer.start();
    m_server->stop();
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void TestLocalServer::portTaken() {
    LocalServer second(*m_pool, m_bench->http(), m_bench->executor, {});
    const auto port = second.start({.port = m_port, .key = key});
    QVERIFY(!port && port.error().is(orrery::Errc::Io));
    QVERIFY(QString::fromStdString(port.error().message).contains(QString::number(m_port)));
    QCOMPARE(second.status().port, std::uint16_t(0));
    QVERIFY(!second.start({.port = 0, .key = {}}));
    QCOMPARE(finished("/v1/models", {})->status, 200);
}

void TestLocalServer::startsAgain() {
    m_server->stop();
    const auto again = m_server->start({.port = m_port, .key = "another"});
    QVERIFY2(again, again ? "" : describe(again.error()).c_str());
    QCOMPARE(finished("/v1/models", {})->status, 401);
    QCOMPARE(finished("/v1/models", {}, {{"Authorization", "Bearer another"}})->status, 200);
}

void TestLocalServer::destroyedWhileStreaming() {
    const auto caller = call("/v1/chat/completions",
                             R"({"model":"endless","stream":true,"messages":[{"role":"user","content":"Hi"}]})");
    QVERIFY(waitFor([&] { return caller->body.size() > 500; }));
    m_server.reset();
    QVERIFY(waitFor([&] { return caller->end.has_value() && leases() == 0; }));
}

void TestLocalServer::keysAreFresh() {
    const std::string one = LocalServer::makeKey();
    QVERIFY(one.starts_with("orrery-") && one.size() == 39);
    QVERIFY(one != LocalServer::makeKey());
}

void TestLocalServer::changesAreToldSparingly() {
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 50; ++i) finished("/v1/models", {}, {});
    m_bench->executor.runUntil([] { return false; }, 300ms);
    QVERIFY(m_changes > 0);
    QVERIFY2(m_changes <= 2 + timer.elapsed() / 100, qPrintable(QString::number(m_changes)));
}

QTEST_GUILESS_MAIN(TestLocalServer)
#include "tst_local_server.moc"
