// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "engine_bench.h"
#include "gguf/projector.h"
#include "gguf/random_model.h"
#include "gguf/scripted_model.h"

#include <orrery/inference/chat_client.h>
#include <orrery/inference/chat_codec.h>
#include <orrery/inference/errors.h>

#include <filesystem>
#include <memory>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// The chat protocol with the real engine.
class TestChatEngine : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void progressAndId();
    void stopWhileThePromptIsRead();
    void continuesAnAnswer();
    void thinkingCanBeEnded();
    void thinkingBudget();
    void schema();
    void schemaThatTripsOverTheTemplate();
    void grammar();
    void brokenGrammar();
    void countsTokens();
    void facts();
    void pictureWithProjector();
    void pictureWithout();
    void brokenPicture();

private:
    struct Answer {
        std::string content;
        std::string reasoning;
        std::string id;
        std::vector<PromptProgress> progress;
        std::optional<Result<ChatResult>> result;
    };

    void start(const fixtures::GgufWriter& model, std::uint32_t context = 2048, bool projector = false);
    void startScript(const std::string& text) {
        start(fixtures::scriptedModel({.tokens = fixtures::scriptTokens(text)}));
    }
    void startThinking();
    std::shared_ptr<Answer> ask(ChatRequest request, std::stop_token stop = {});
    std::shared_ptr<Answer> answer(ChatRequest request);
    bool waitFor(const std::function<bool()>& condition) { return m_bench->executor.runUntil(condition, 30s); }
    static ChatRequest question(std::string text, AnswerForm form = {});
    static QByteArray whyNot(const Answer& answer);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::EngineBench> m_bench;
    std::unique_ptr<ChatClient> m_client;
    std::unique_ptr<Engine> m_engine;
};

#define ANSWERED(answer) QVERIFY2((answer)->result&&*(answer)->result, whyNot(*(answer)))

void TestChatEngine::initTestCase() {
    m_folder = std::make_unique<QTemporaryDir>();
    fs::permissions(m_folder->path().toStdString(), fs::perms::owner_all);
    qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
    m_bench = std::make_unique<test::EngineBench>();
    if (!m_bench->host()) QSKIP(("SKIP_ALL: " + m_bench->whyNoHost()).c_str());
    m_client = std::make_unique<ChatClient>(m_bench->http(), m_bench->executor);
}

void TestChatEngine::init() {
    m_engine = std::make_unique<Engine>(m_bench->services(), [](EngineState) {});
}

void TestChatEngine::cleanup() {
    m_engine.reset();
}

void TestChatEngine::start(const fixtures::GgufWriter& model, std::uint32_t context, bool projector) {
    EngineSettings settings;
    settings.model = test::writeFile(m_folder->filePath("model.gguf").toStdString(), model.bytes());
    if (projector)
        settings.projector =
            test::writeFile(m_folder->filePath("mmproj.gguf").toStdString(), fixtures::projector().bytes());
    settings.threads = 1;
    settings.contextTokens = context;
    settings.batchTokens = 64;
    std::optional<Status> status;
    m_engine->start(*m_bench->host(), settings, {}, [&](Status result) { status = std::move(result); });
    QVERIFY(waitFor([&] { return status.has_value(); }));
    QVERIFY2(*status, *status ? "" : describe(status->error()).c_str());
}

void TestChatEngine::startThinking() {
    std::vector<std::string> tokens = {"<think>", "\nhm", " hmm", " hmmm"};
    for (int i = 0; i < 150; ++i) tokens.push_back(" t" + std::to_string(i));
    for (const char* token : {"</think>", "\n\nThe", " answer", "."}) tokens.emplace_back(token);
    start(fixtures::scriptedModel(
        {.tokens = tokens, .loopFrom = {}, .chatTemplate = std::string(fixtures::thinkingTemplate())}));
}

ChatRequest TestChatEngine::question(std::string text, AnswerForm form) {
    ChatRequest request;
    request.messages.push_back({Role::User, std::move(text)});
    request.form = std::move(form);
    request.maxTokens = 300;
    return request;
}

QByteArray TestChatEngine::whyNot(const Answer& answer) {
    if (!answer.result) return "no answer in time";
    return *answer.result ? QByteArray() : QByteArray::fromStdString(describe(answer.result->error()));
}

std::shared_ptr<TestChatEngine::Answer> TestChatEngine::ask(ChatRequest request, std::stop_token stop) {
    const auto answer = std::make_shared<Answer>();
    ChatCallbacks callbacks;
    callbacks.onContent = [answer](std::string_view piece) { answer->content += piece; };
    callbacks.onReasoning = [answer](std::string_view piece) { answer->reasoning += piece; };
    callbacks.onPrompt = [answer](const PromptProgress& progress) { answer->progress.push_back(progress); };
    callbacks.onAnswerId = [answer](std::string_view id) { answer->id = id; };
    m_client->start(m_engine->endpoint(), request, std::move(stop), std::move(callbacks),
                    [answer](Result<ChatResult> result) { answer->result = std::move(result); });
    return answer;
}

std::shared_ptr<TestChatEngine::Answer> TestChatEngine::answer(ChatRequest request) {
    auto answer = ask(std::move(request));
    waitFor([&] { return answer->result.has_value(); });
    return answer;
}

void TestChatEngine::progressAndId() {
    startScript("Hello there.");
    const auto said = answer(question(std::string(300, 'x')));
    ANSWERED(said);
    QCOMPARE(said->content, std::string("Hello there."));
    QVERIFY(said->id.starts_with("chatcmpl-"));
    QVERIFY(said->progress.size() >= 3);
    QVERIFY(said->progress.front().total >= 300);
    QCOMPARE(said->progress.back().processed, said->progress.back().total);
}

void TestChatEngine::stopWhileThePromptIsRead() {
    auto model =
        fixtures::scriptedModel({.tokens = {"done"}, .loopFrom = {}, .chatTemplate = {}, .contextLength = 65536});
    start(model, 65536);
    std::stop_source source;
    const auto said = ask(question(std::string(60'000, 'x')), source.get_token());
    QVERIFY(waitFor([&] { return !said->progress.empty() || said->result; }));
    QVERIFY2(!said->result && said->progress.back().processed < said->progress.back().total, whyNot(*said));
    QElapsedTimer timer;
    timer.start();
    source.request_stop();
    QVERIFY(waitFor([&] { return said->result.has_value(); }));
    const auto stopped = timer.elapsed();
    QVERIFY2(stopped < 100, qPrintable(QString::number(stopped)));
    QVERIFY(!*said->result && said->result->error().is(orrery::Errc::Cancelled));
    const auto next = answer(question("short"));
    ANSWERED(next);
    QCOMPARE(next->content, std::string("done"));
    QVERIFY2(timer.elapsed() < 5000, "the engine went on reading a prompt that nobody waits for");
}

void TestChatEngine::continuesAnAnswer() {
    startScript("The quick brown fox jumps.");
    ChatRequest request = question("Hi");
    request.messages.push_back({Role::Assistant, "The quick brown"});
    const auto said = answer(request);
    ANSWERED(said);
    QCOMPARE(said->content, std::string(" fox jumps."));
    QCOMPARE((*said->result)->text, said->content);
}

void TestChatEngine::thinkingCanBeEnded() {
    std::vector<std::string> tokens = {"<think>", "\nhm", " again"};
    start(fixtures::scriptedModel(
        {.tokens = tokens, .loopFrom = 2, .chatTemplate = std::string(fixtures::thinkingTemplate())}));
    ChatRequest request = question("Think!");
    request.maxTokens = 100'000;
    std::stop_source source;
    const auto said = ask(request, source.get_token());
    QVERIFY(waitFor([&] { return said->reasoning.size() > 20 && !said->id.empty(); }));
    std::optional<Status> ended;
    m_client->endThinking(m_engine->endpoint(), said->id, {}, [&](Status status) { ended = std::move(status); });
    QVERIFY(waitFor([&] { return ended.has_value(); }));
    QVERIFY2(*ended, *ended ? "" : describe(ended->error()).c_str());
    QVERIFY(waitFor([&] { return !said->content.empty() || said->result; }));
    source.request_stop();
    QVERIFY(waitFor([&] { return said->result.has_value(); }));
    ended.reset();
    m_client->endThinking(m_engine->endpoint(), "nobody", {}, [&](Status status) { ended = std::move(status); });
    QVERIFY(waitFor([&] { return ended.has_value(); }));
    QVERIFY(!*ended && ended->error().is(inference::Errc::Refused));
}

void TestChatEngine::thinkingBudget() {
    startThinking();
    const auto all = answer(question("Think!"));
    ANSWERED(all);
    ChatRequest request = question("Think!");
    request.thinkingBudget = 5;
    const auto little = answer(request);
    ANSWERED(little);
    QVERIFY2(little->reasoning.size() < all->reasoning.size() / 2, little->reasoning.c_str());
}

void TestChatEngine::schema() {
    start(fixtures::randomModel());
    ChatRequest request =
        question("Give me an object", {AnswerForm::Kind::JsonSchema, R"({"type":"object","required":["a"],
        "properties":{"a":{"enum":["yes","no"]}},"additionalProperties":false})"});
    const auto said = answer(request);
    ANSWERED(said);
    const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(said->content)).object();
    QVERIFY2(object["a"].toString() == "yes" || object["a"].toString() == "no", said->content.c_str());
}

void TestChatEngine::schemaThatTripsOverTheTemplate() {
    auto model = fixtures::randomModel();
    model.removeEntry("tokenizer.ggml.add_space_prefix");
    model.add("tokenizer.ggml.add_space_prefix", true);
    start(model);
    ChatRequest request =
        question("Give me an object", {AnswerForm::Kind::JsonSchema, R"({"type":"object","required":["b","a"],
        "properties":{"b":{"type":"boolean"},"a":{"enum":["yes","no"]}}})"});
    const auto said = answer(request);
    ANSWERED(said);
    const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(said->content)).object();
    QVERIFY2(object["a"].toString() == "yes" || object["a"].toString() == "no", said->content.c_str());
    QVERIFY(object["b"].isBool());

    std::optional<Result<net::HttpResponse>> asked; // as it would have gone without another try
    net::HttpRequest http;
    http.method = "POST";
    http.url = chatUrl(m_engine->endpoint().baseUrl);
    http.unixSocket = m_engine->endpoint().unixSocket;
    http.body = writeChatRequest(request, {}, {.llamaServer = true});
    m_bench->http().start(http, {}, {}, [&](Result<net::HttpResponse> response) { asked = std::move(response); });
    QVERIFY(waitFor([&] { return asked.has_value(); }));
    QVERIFY(*asked);
    if ((*asked)->ok()) QSKIP("this engine does not trip over the template");
    QVERIFY2((*asked)->body.find("initialize samplers") != std::string::npos, (*asked)->body.c_str());
}

void TestChatEngine::grammar() {
    start(fixtures::randomModel());
    const auto said = answer(question("Yes?", {AnswerForm::Kind::Grammar, "root ::= \"yes\" | \"no\""}));
    ANSWERED(said);
    QVERIFY2(said->content == "yes" || said->content == "no", said->content.c_str());
}

void TestChatEngine::brokenGrammar() {
    startScript("Hello.");
    const auto said = answer(question("Yes?", {AnswerForm::Kind::Grammar, "root ::= ("}));
    QVERIFY(said->result && !*said->result);
    QVERIFY2(said->result->error().is(inference::Errc::Refused), whyNot(*said));
    QVERIFY2(said->result->error().message.find("schema or grammar") != std::string::npos, whyNot(*said));
}

void TestChatEngine::countsTokens() {
    startScript("Hello.");
    std::optional<Result<std::uint64_t>> few;
    std::optional<Result<std::uint64_t>> many;
    m_client->countTokens(m_engine->endpoint(), question("x"), {}, [&](auto count) { few = std::move(count); });
    m_client->countTokens(m_engine->endpoint(), question(std::string(101, 'x')), {},
                          [&](auto count) { many = std::move(count); });
    QVERIFY(waitFor([&] { return few && many; }));
    QVERIFY(*few && *many);
    QCOMPARE(**many, **few + 100);
    const auto said = answer(question("x"));
    ANSWERED(said);
    QCOMPARE((*said->result)->timings.promptTokens + (*said->result)->timings.cachedTokens, **few);
}

void TestChatEngine::facts() {
    startScript("Hello.");
    std::optional<Result<ServerFacts>> facts;
    std::optional<Result<std::vector<std::string>>> models;
    m_client->readFacts(m_engine->endpoint(), {}, [&](auto result) { facts = std::move(result); });
    m_client->listModels(m_engine->endpoint(), {}, [&](auto result) { models = std::move(result); });
    QVERIFY(waitFor([&] { return facts && models; }));
    QVERIFY2(*facts, *facts ? "" : describe(facts->error()).c_str());
    QCOMPARE((*facts)->contextTokens.value_or(0), std::uint64_t{2048});
    QVERIFY((*facts)->llamaServer && !(*facts)->readsImages && !(*facts)->build.empty());
    QVERIFY((*facts)->systemPrompt.value_or(false));
    QVERIFY(*models);
    QCOMPARE((*models)->size(), std::size_t{1});
}

void TestChatEngine::pictureWithProjector() {
    start(fixtures::scriptedModel({.tokens = fixtures::scriptTokens("A picture.")}), 2048, true);
    std::optional<Result<ServerFacts>> facts;
    m_client->readFacts(m_engine->endpoint(), {}, [&](auto result) { facts = std::move(result); });
    QVERIFY(waitFor([&] { return facts.has_value(); }));
    QVERIFY(*facts && (*facts)->readsImages);
    ChatRequest request = question("What is this?");
    const auto plain = answer(request);
    ANSWERED(plain);
    request.messages[0].pictures.push_back({"image/png", fixtures::pngPicture(64, 48)});
    const auto said = answer(request);
    ANSWERED(said);
    QCOMPARE(said->content, std::string("A picture."));
    const auto tokens = [](const Answer& one) {
        return (*one.result)->timings.promptTokens + (*one.result)->timings.cachedTokens;
    };
    QVERIFY2(tokens(*said) >= tokens(*plain) + 4, qPrintable(QString::number(tokens(*said))));
}

void TestChatEngine::pictureWithout() {
    startScript("Hello.");
    ChatRequest request = question("What is this?");
    request.messages[0].pictures.push_back({"image/png", fixtures::pngPicture(64, 48)});
    const auto said = answer(request);
    QVERIFY(said->result && !*said->result);
    QVERIFY2(said->result->error().is(inference::Errc::Refused), whyNot(*said));
    QVERIFY2(said->result->error().message.find("mmproj") != std::string::npos, whyNot(*said));
}

void TestChatEngine::brokenPicture() {
    start(fixtures::scriptedModel({.tokens = fixtures::scriptTokens("A picture.")}), 2048, true);
    ChatRequest request = question("What is this?");
    request.messages[0].pictures.push_back({"image/png", "no picture at all"});
    const auto said = answer(request);
    QVERIFY(said->result && !*said->result);
    QVERIFY2(said->result->error().message.find("cannot read this picture") != std::string::npos, whyNot(*said));
}

QTEST_GUILESS_MAIN(TestChatEngine)
#include "tst_chat_engine.moc"
