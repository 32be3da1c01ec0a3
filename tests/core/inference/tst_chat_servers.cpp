// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QTest>

#include "fake_openai.h"

#include <orrery/inference/chat_client.h>
#include <orrery/inference/errors.h>
#include <orrery/net/curl_http_client.h>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;
using fakes::FakeOpenAi;
using fakes::FakeOpenAiOptions;

/// The chat protocol with OpenAI-compatible servers of many habits.
class TestChatServers : public QObject {
    Q_OBJECT

private slots:
    void habits_data();
    void habits();
    void strictServerGetsFewerFields();
    void extrasAreSentFirst();
    void llamaFieldsOnlyToLlama();
    void wrongKey();
    void tooManyRequests();
    void cutInTheMiddle();
    void errorInTheMiddle();
    void garbage();
    void grammarIsRefusedHere();
    void brokenSchemaIsRefusedHere();
    void prefillThatIsRepeated();
    void slowServerIsStopped();
    void modelsAndFacts();
    void onlyLlamaServerCan();

private:
    struct Outcome {
        std::string content;
        std::string reasoning;
        std::optional<Result<ChatResult>> result;
    };

    static ChatRequest question() {
        ChatRequest request;
        request.messages.push_back({Role::User, "Hi"});
        return request;
    }
    static ChatEndpoint endpoint(const FakeOpenAi& server, std::string key = {}) {
        return {server.url(), {}, std::move(key), "fake-large"};
    }
    Outcome answer(const FakeOpenAi& server, const ChatRequest& request = question(), const std::string& key = {});
    static std::string hello() { return "Hello from the fake server."; }

    ManualExecutor m_executor;
    net::CurlHttpClient m_http{m_executor};
    ChatClient m_client{m_http, m_executor};
};

TestChatServers::Outcome TestChatServers::answer(const FakeOpenAi& server, const ChatRequest& request,
                                                 const std::string& key) {
    Outcome outcome;
    ChatCallbacks callbacks;
    callbacks.onContent = [&](std::string_view piece) { outcome.content += piece; };
    callbacks.onReasoning = [&](std::string_view piece) { outcome.reasoning += piece; };
    m_client.start(endpoint(server, key), request, {}, callbacks,
                   [&](Result<ChatResult> result) { outcome.result = std::move(result); });
    m_executor.runUntil([&] { return outcome.result.has_value(); }, 20s);
    return outcome;
}

void TestChatServers::habits_data() {
    QTest::addColumn<FakeOpenAiOptions>("options");
    QTest::newRow("as OpenAI") << FakeOpenAiOptions{};
    FakeOpenAiOptions options;
    options.reasoning = "hm";
    QTest::newRow("reasoning") << options;
    options.reasoningContent = true;
    QTest::newRow("reasoning_content") << options;
    options = {};
    options.contentInParts = true;
    QTest::newRow("content in parts") << options;
    options = {};
    options.doneMarker = false;
    QTest::newRow("no end marker") << options;
    options = {};
    options.usageFrame = false;
    QTest::newRow("no usage") << options;
    options = {};
    options.streams = false;
    QTest::newRow("does not stream") << options;
    options = {};
    options.eventStreamType = false;
    QTest::newRow("calls the stream plain text") << options;
    options = {};
    options.key = "secret";
    QTest::newRow("asks for a key") << options;
}

void TestChatServers::habits() {
    QFETCH(FakeOpenAiOptions, options);
    const FakeOpenAi server(options);
    const Outcome outcome = answer(server, question(), options.key);
    QVERIFY2(outcome.result && *outcome.result,
             outcome.result && !*outcome.result ? describe(outcome.result->error()).c_str() : "none");
    QCOMPARE(outcome.content, hello());
    QCOMPARE(outcome.reasoning, options.reasoning);
    const ChatResult& result = **outcome.result;
    QVERIFY(result.finishReason == FinishReason::Stop);
    QCOMPARE(result.model, std::string("fake-large"));
    QCOMPARE(result.timings.answerTokens, std::uint64_t{options.usageFrame || options.reasoning.empty() ? 6U : 7U});
    if (options.usageFrame) QCOMPARE(result.timings.promptTokens, std::uint64_t{7});
}

void TestChatServers::strictServerGetsFewerFields() {
    FakeOpenAiOptions options;
    options.refusesUnknownFields = true;
    const FakeOpenAi server(options);
    ChatRequest request = question();
    request.sampling.topK = 5;
    request.sampling.temperature = 0.5;
    request.thinking = false;
    const Outcome outcome = answer(server, request);
    QVERIFY(outcome.result && *outcome.result);
    QCOMPARE(outcome.content, hello());
    QCOMPARE(server.requests().size(), std::size_t{2});
    QVERIFY(server.requests().back().body.find("temperature") != std::string::npos);
    QVERIFY(server.requests().back().body.find("stream_options") != std::string::npos);
}

void TestChatServers::extrasAreSentFirst() {
    const FakeOpenAi server;
    ChatRequest request = question();
    request.sampling.topK = 5;
    request.sampling.repeatPenalty = 1.1;
    QVERIFY(answer(server, request).result->has_value());
    QCOMPARE(server.requests().size(), std::size_t{1});
    QVERIFY(server.requests().front().body.find("\"top_k\":5") != std::string::npos);
    QVERIFY(server.requests().front().body.find("repetition_penalty") != std::string::npos);
}

void TestChatServers::llamaFieldsOnlyToLlama() {
    const FakeOpenAi server;
    ChatRequest request = question();
    request.thinkingBudget = 7;
    request.messages.insert(request.messages.begin(), {Role::Assistant, "Hm", {}, "thoughts"});
    QVERIFY(answer(server, request).result->has_value());
    ChatEndpoint llama = endpoint(server);
    llama.llamaServer = true;
    bool done = false;
    m_client.start(llama, request, {}, {}, [&](const Result<ChatResult>&) { done = true; });
    QVERIFY(m_executor.runUntil([&] { return done; }, 20s));
    for (const char* field : {"reasoning_budget_tokens", "reasoning_control", "return_progress", "reasoning_content"}) {
        QVERIFY2(server.requests()[0].body.find(field) == std::string::npos, field);
        QVERIFY2(server.requests()[1].body.find(field) != std::string::npos, field);
    }
}

void TestChatServers::wrongKey() {
    FakeOpenAiOptions options;
    options.key = "secret";
    const FakeOpenAi server(options);
    const Outcome outcome = answer(server, question(), "wrong");
    QVERIFY(outcome.result && !*outcome.result && outcome.result->error().is(inference::Errc::NotAllowed));
    QCOMPARE(server.requests().size(), std::size_t{1});
}

void TestChatServers::tooManyRequests() {
    FakeOpenAiOptions options;
    options.tooManyRequests = 1;
    const FakeOpenAi server(options);
    const Outcome outcome = answer(server);
    QVERIFY(outcome.result && !*outcome.result && outcome.result->error().is(inference::Errc::Refused));
    QVERIFY(answer(server).result->has_value());
}

void TestChatServers::cutInTheMiddle() {
    FakeOpenAiOptions options;
    options.cutAfterWords = 2;
    const FakeOpenAi server(options);
    const Outcome outcome = answer(server);
    QVERIFY(outcome.result && !*outcome.result && outcome.result->error().is(inference::Errc::EngineGone));
    QCOMPARE(outcome.content, std::string("Hello from"));
}

void TestChatServers::errorInTheMiddle() {
    FakeOpenAiOptions options;
    options.errorAfterWords = 2;
    const FakeOpenAi server(options);
    const Outcome outcome = answer(server);
    QVERIFY(outcome.result && !*outcome.result && outcome.result->error().is(inference::Errc::ServerFailed));
    QVERIFY(outcome.result->error().message.find("the fake fell over") != std::string::npos);
    QCOMPARE(outcome.content, std::string("Hello from"));
}

void TestChatServers::garbage() {
    FakeOpenAiOptions options;
    options.garbage = true;
    const FakeOpenAi server(options);
    const Outcome outcome = answer(server);
    QVERIFY(outcome.result && !*outcome.result && outcome.result->error().is(inference::Errc::BadAnswer));
}

void TestChatServers::grammarIsRefusedHere() {
    const FakeOpenAi server;
    ChatRequest request = question();
    request.form = {AnswerForm::Kind::Grammar, "root ::= \"yes\""};
    const Outcome outcome = answer(server, request);
    QVERIFY(outcome.result && !*outcome.result && outcome.result->error().is(orrery::Errc::Unsupported));
    QVERIFY(server.requests().empty());
}

void TestChatServers::brokenSchemaIsRefusedHere() {
    const FakeOpenAi server;
    ChatRequest request = question();
    request.form = {AnswerForm::Kind::JsonSchema, "{\"type\":"};
    QVERIFY(answer(server, request).result->error().is(orrery::Errc::InvalidArgument));
    request = question();
    request.messages[0].pictures = {{"text/html", "x"}};
    QVERIFY(answer(server, request).result->error().is(orrery::Errc::InvalidArgument));
    QVERIFY(server.requests().empty());
}

void TestChatServers::prefillThatIsRepeated() {
    ChatRequest request = question();
    request.messages.push_back({Role::Assistant, "Hello from the fake"});
    FakeOpenAiOptions options;
    for (const bool streams : {true, false}) {
        options.streams = streams;
        const FakeOpenAi server(options);
        const Outcome outcome = answer(server, request);
        QVERIFY(outcome.result && *outcome.result);
        QCOMPARE(outcome.content, std::string(" server."));
        QCOMPARE((*outcome.result)->text, outcome.content);
    }
    request.messages.back().content = "Hello from elsewhere";
    options.streams = true;
    const FakeOpenAi server(options);
    QCOMPARE(answer(server, request).content, hello());
}

void TestChatServers::slowServerIsStopped() {
    FakeOpenAiOptions options;
    options.pause = 20ms;
    options.words.assign(1000, "word ");
    const FakeOpenAi server(options);
    std::stop_source source;
    Outcome outcome;
    ChatCallbacks callbacks;
    callbacks.onContent = [&](std::string_view piece) { outcome.content += piece; };
    m_client.start(endpoint(server), question(), source.get_token(), callbacks,
                   [&](Result<ChatResult> result) { outcome.result = std::move(result); });
    QVERIFY(m_executor.runUntil([&] { return !outcome.content.empty(); }, 20s));
    QElapsedTimer timer;
    timer.start();
    source.request_stop();
    QVERIFY(m_executor.runUntil([&] { return outcome.result.has_value(); }, 20s));
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!*outcome.result && outcome.result->error().is(orrery::Errc::Cancelled));
    QVERIFY(m_executor.runUntil([&] { return server.answering() == 0; }, 20s));
}

void TestChatServers::modelsAndFacts() {
    FakeOpenAiOptions options;
    options.key = "secret";
    const FakeOpenAi server(options);
    std::optional<Result<std::vector<std::string>>> models;
    std::optional<Result<std::vector<std::string>>> refused;
    std::optional<Result<ServerFacts>> facts;
    m_client.listModels(endpoint(server, "secret"), {}, [&](auto result) { models = std::move(result); });
    m_client.listModels(endpoint(server), {}, [&](auto result) { refused = std::move(result); });
    m_client.readFacts(endpoint(server, "secret"), {}, [&](auto result) { facts = std::move(result); });
    QVERIFY(m_executor.runUntil([&] { return models && refused && facts; }, 20s));
    QVERIFY(*models && **models == options.models);
    QVERIFY(!*refused && refused->error().is(inference::Errc::NotAllowed));
    QVERIFY(*facts && !(*facts)->llamaServer && (*facts)->contextTokens == 8192U);
}

void TestChatServers::onlyLlamaServerCan() {
    const FakeOpenAi server;
    std::optional<Result<std::uint64_t>> count;
    std::optional<Status> ended;
    m_client.countTokens(endpoint(server), question(), {}, [&](auto result) { count = std::move(result); });
    m_client.endThinking(endpoint(server), "id", {}, [&](auto result) { ended = std::move(result); });
    QVERIFY(!count && !ended);
    QVERIFY(m_executor.runUntil([&] { return count && ended; }, 20s));
    QVERIFY(!*count && count->error().is(inference::Errc::Refused));
    QVERIFY(!*ended && ended->error().is(inference::Errc::Refused));
    QVERIFY(server.requests().empty());
}

QTEST_GUILESS_MAIN(TestChatServers)
#include "tst_chat_servers.moc"
