// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/inference/chat_assembler.h>
#include <orrery/inference/chat_codec.h>
#include <orrery/inference/errors.h>
#include <orrery/inference/server_facts.h>
#include <orrery/net/sse.h>

#include <nlohmann/json.hpp>

using namespace orrery;
using namespace orrery::inference;

namespace {

QByteArray sse(const char* json) {
    return QByteArray("data: ") + json + "\n\n";
}

/// The answer to a stream that arrives in two reads.
Result<ChatResult> answerTo(const std::string& stream, std::size_t split) {
    ChatAssembler assembler;
    std::optional<Error> bad;
    net::SseParser parser([&](const net::SseEvent& event) {
        const auto frame = readChatFrame(event.data);
        if (frame)
            assembler.take(*frame, 5);
        else
            bad = frame.error();
    });
    for (const auto& part : {stream.substr(0, split), stream.substr(split)})
        if (Status status = parser.feed(part); !status) return fail(status.error());
    if (bad) return fail(*bad);
    return assembler.finish(25);
}

} // namespace

class TestChatCodec : public QObject {
    Q_OBJECT

private slots:
    void request();
    void requestWithBrokenText();
    void streams_data();
    void streams();
    void numbersOfTheServerWin();
    void numbersWithoutAServer();
    void wholeAnswer();
    void streamThatEndsTooEarly();
    void errorInTheMiddle();
    void noAnswerAtAll();
    void answersThatNestTooDeepAreNone();
    void aSchemaMustBeOneAndNotBottomless();
    void httpErrors_data();
    void httpErrors();
};

void TestChatCodec::request() {
    ChatRequest request;
    request.messages = {{Role::System, "Be brief."}, {Role::User, "Grüß Gott\n\"you\""}};
    request.sampling.temperature = 0.5;
    request.sampling.seed = 7;
    request.maxTokens = 20;
    request.stop = {"END"};
    const auto json = nlohmann::json::parse(writeChatRequest(request, "tiny"));
    const auto expected = nlohmann::json::parse(R"({
        "model": "tiny", "stream": true, "stream_options": {"include_usage": true},
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Grüß Gott\n\"you\""}],
        "temperature": 0.5, "seed": 7, "max_tokens": 20, "stop": ["END"]})");
    QCOMPARE(QString::fromStdString(json.dump()), QString::fromStdString(expected.dump()));

    const auto plain =
        nlohmann::json::parse(writeChatRequest({{{Role::User, "Hi"}}, {}, {}, {}, false}, "", {.llamaServer = true}));
    QVERIFY(!plain.contains("model") && !plain.contains("temperature") && !plain.contains("max_tokens"));
    QCOMPARE(plain["chat_template_kwargs"]["enable_thinking"].get<bool>(), false);
}

void TestChatCodec::requestWithBrokenText() {
    const auto json = nlohmann::json::parse(writeChatRequest({{{Role::User, "a\xff"
                                                                            "b"}},
                                                              {},
                                                              {},
                                                              {},
                                                              true},
                                                             ""));
    QCOMPARE(json["messages"][0]["content"].get<std::string>(), std::string("a\xef\xbf\xbd"
                                                                            "b"));
}

void TestChatCodec::streams_data() {
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reasoning");
    QTest::addColumn<int>("reason");
    const QByteArray hello =
        sse(R"({"choices":[{"index":0,"finish_reason":null,"delta":{"content":"Hel"}}],"model":"m"})") +
        sse(R"({"choices":[{"index":0,"finish_reason":null,"delta":{"content":"lo"}}],"model":"m"})");
    const QByteArray role =
        sse(R"({"choices":[{"index":0,"finish_reason":null,"delta":{"role":"assistant","content":null}}]})");
    const QByteArray last =
        sse(R"({"choices":[{"index":0,"finish_reason":"stop","delta":{}}],"timings":{"predicted_n":2}})");
    const QByteArray done = sse("[DONE]");
    const int stop = static_cast<int>(FinishReason::Stop);

    QTest::newRow("role frame") << role + hello + last + done << "Hello"
                                << "" << stop;
    QTest::newRow("no role frame") << hello + last + done << "Hello"
                                   << "" << stop;
    QTest::newRow("no end marker") << hello + last << "Hello"
                                   << "" << stop;
    QTest::newRow("end marker without a reason") << hello + done << "Hello"
                                                 << "" << static_cast<int>(FinishReason::Other);
    QTest::newRow("pings") << ":\n\n" + role + ": ping\n\n" + hello + ":\n\n" + last + done << "Hello"
                           << "" << stop;
    QTest::newRow("carriage returns") << QByteArray(hello + last + done).replace("\n", "\r\n") << "Hello"
                                      << "" << stop;
    QTest::newRow("usage in a frame of its own")
        << hello + sse(R"({"choices":[{"finish_reason":"length","delta":{}}]})") +
               sse(R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2},"timings":{"predicted_n":2}})") +
               done
        << "Hello"
        << "" << static_cast<int>(FinishReason::Length);
    QTest::newRow("progress frames")
        << sse(R"({"choices":[{"delta":{"role":"assistant","content":null}}],"prompt_progress":{"total":4,"cache":0,"processed":2,"time_ms":3}})") +
               hello + last + done
        << "Hello"
        << "" << stop;
    QTest::newRow("reasoning") << sse(R"({"choices":[{"delta":{"reasoning_content":"let me think.\n"}}]})") + hello +
                                      last + done
                               << "Hello"
                               << "let me think.\n"
                               << stop;
    QTest::newRow("reasoning, other name")
        << sse(R"({"choices":[{"delta":{"reasoning":"hm"}}]})") + hello + last + done << "Hello"
        << "hm" << stop;
    QTest::newRow("odd characters")
        << sse("{\"choices\":[{\"delta\":{\"content\":\"\\u4f60 \xf0\x9f\x90\xbb \xef\xbf\xbd data: [DONE]\"}}]}") +
               last + done
        << QString::fromUtf8("\xe4\xbd\xa0 \xf0\x9f\x90\xbb \xef\xbf\xbd data: [DONE]") << "" << stop;
    QTest::newRow("tool call")
        << sse(R"({"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{"}}]}}]})") +
               sse(R"({"choices":[{"finish_reason":"tool_calls","delta":{}}]})") + done
        << ""
        << "" << static_cast<int>(FinishReason::ToolCalls);
    QTest::newRow("types nobody expects")
        << sse(R"({"choices":[{"delta":{"content":7,"reasoning_content":[]}}],"model":3,"usage":[],"timings":"x"})") +
               sse(R"({"choices":{}})") + sse(R"({"choices":[3]})") + hello + last + done
        << "Hello"
        << "" << stop;
}

void TestChatCodec::streams() {
    QFETCH(QByteArray, stream);
    QFETCH(QString, text);
    QFETCH(QString, reasoning);
    QFETCH(int, reason);
    for (int split = 0; split <= stream.size(); ++split) {
        const auto answer = answerTo(stream.toStdString(), static_cast<std::size_t>(split));
        QVERIFY2(answer, answer ? "" : describe(answer.error()).c_str());
        QCOMPARE(QString::fromStdString(answer->text), text);
        QCOMPARE(QString::fromStdString(answer->reasoning), reasoning);
        QCOMPARE(static_cast<int>(answer->finishReason), reason);
    }
}

void TestChatCodec::numbersOfTheServerWin() {
    const auto frame = readChatFrame(
        R"({"choices":[{"finish_reason":"stop","delta":{}}],"timings":{"cache_n":3,"prompt_n":10,"prompt_ms":4.5,
        "predicted_n":8,"predicted_ms":2.0},"usage":{"prompt_tokens":13,"completion_tokens":8,"prompt_tokens_details":{"cached_tokens":3}}})");
    QVERIFY(frame);
    ChatAssembler assembler;
    assembler.take(
        ChatFrame{.content = "x", .reasoning = {}, .finishReason = {}, .numbers = {}, .model = {}, .error = {}}, 7);
    assembler.take(*frame, 20);
    const auto timings = assembler.finish(21)->timings;
    QCOMPARE(timings.contextUsed(), std::uint64_t{21});
    QCOMPARE(timings.promptMs, 4.5);
    QCOMPARE(timings.firstTokenMs, 7.0);
    QCOMPARE(timings.tokensPerSecond(), 4000.0);
}

void TestChatCodec::numbersWithoutAServer() {
    const auto answer = answerTo("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n", 4);
    QVERIFY(answer);
    QCOMPARE(answer->timings.answerTokens, std::uint64_t{1});
    QCOMPARE(answer->timings.answerMs, 20.0);
    QCOMPARE(ChatTimings{}.tokensPerSecond(), 0.0);
}

void TestChatCodec::wholeAnswer() {
    const auto frame =
        readChatFrame(R"({"object":"chat.completion","model":"m","choices":[{"index":0,"finish_reason":"stop",
        "message":{"role":"assistant","content":"All at once.","reasoning_content":"hm"}}],"usage":{"prompt_tokens":5,"completion_tokens":4}})");
    QVERIFY(frame);
    QCOMPARE(frame->content, std::string("All at once."));
    QCOMPARE(frame->reasoning, std::string("hm"));
    QCOMPARE(frame->numbers.promptTokens.value_or(0), std::uint64_t{5});
}

void TestChatCodec::streamThatEndsTooEarly() {
    const auto answer = answerTo("data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\ndata: {\"cho", 9);
    QVERIFY(!answer && answer.error().is(inference::Errc::EngineGone));
}

void TestChatCodec::errorInTheMiddle() {
    const std::string stream = "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n"
                               "data: {\"error\":{\"code\":500,\"message\":\"Context size has been "
                               "exceeded.\",\"type\":\"server_error\"}}\n\n";
    for (std::size_t split = 0; split <= stream.size(); ++split) {
        const auto answer = answerTo(stream, split);
        QVERIFY(!answer && answer.error().is(inference::Errc::ContextFull));
    }
    const auto plain = answerTo("data: {\"error\":\"boom\"}\n\n", 3);
    QVERIFY(!plain && plain.error().is(inference::Errc::ServerFailed));
    QVERIFY(QString::fromStdString(plain.error().message).contains("boom"));
}

void TestChatCodec::noAnswerAtAll() {
    for (const char* data : {"", "<html>", "7", "[]", "\"x\"", "{\"choices\":", "null"}) {
        const auto frame = readChatFrame(data);
        QVERIFY2(!frame && frame.error().is(inference::Errc::BadAnswer), data);
    }
}

void TestChatCodec::answersThatNestTooDeepAreNone() {
    const std::string deep = std::string(100, '[') + std::string(100, ']');
    QVERIFY(readChatFrame(R"({"choices":[],"x":[]})"));
    QVERIFY(!readChatFrame(R"({"choices":[],"x":)" + deep + "}"));
    QCOMPARE(readModelList(R"({"data":[{"id":"a"}],"x":[]})")->size(), std::size_t(1));
    QVERIFY(!readModelList(R"({"data":[{"id":"a"}],"x":)" + deep + "}"));
    QVERIFY(!readTokenCount(R"({"input_tokens":1,"x":)" + deep + "}"));
}

void TestChatCodec::aSchemaMustBeOneAndNotBottomless() {
    ChatRequest request;
    request.form = {AnswerForm::Kind::JsonSchema, R"({"type": "object"})"};
    QVERIFY(checkChatRequest(request, {}));
    std::string nested;
    for (int i = 0; i < 100'000; ++i) nested += R"({"properties":)";
    for (const std::string& text : {std::string("{"), std::string("[]"), nested + "{}" + std::string(100'000, '}')}) {
        request.form.text = text;
        const Status status = checkChatRequest(request, {});
        QVERIFY(!status && status.error().is(orrery::Errc::InvalidArgument));
    }
}

void TestChatCodec::httpErrors_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<inference::Errc>("expected");
    QTest::addColumn<QString>("says");
    using inference::Errc;
    QTest::newRow("loading") << 503
                             << QByteArray(
                                    R"({"error":{"message":"Loading model","type":"unavailable_error","code":503}})")
                             << Errc::Loading << "still being loaded";
    QTest::newRow("key") << 401
                         << QByteArray(
                                R"({"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}})")
                         << Errc::NotAllowed << "API key";
    QTest::newRow("context")
        << 400
        << QByteArray(
               R"({"error":{"code":400,"message":"too long","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}})")
        << Errc::ContextFull << "It has 5000 tokens, and 4096 fit.";
    QTest::newRow("bad request")
        << 400
        << QByteArray(R"({"error":{"code":400,"message":"'messages' is required","type":"invalid_request_error"}})")
        << Errc::Refused << "'messages' is required";
    QTest::newRow("not found") << 404 << QByteArray("<html>no</html>") << Errc::Refused << "does not know";
    QTest::newRow("too many") << 429 << QByteArray() << Errc::Refused << "too much to do";
    QTest::newRow("other servers") << 422 << QByteArray(R"({"detail":"bad temperature"})") << Errc::Refused
                                   << "bad temperature";
    QTest::newRow("failed") << 500
                            << QByteArray(
                                   R"({"error":{"code":500,"message":"unordered_map::at","type":"server_error"}})")
                            << Errc::ServerFailed << "vocabulary has no sign";
    QTest::newRow("gateway") << 502 << QByteArray("bad gateway") << Errc::ServerFailed << "status 502";
}

void TestChatCodec::httpErrors() {
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(inference::Errc, expected);
    QFETCH(QString, says);
    const Error error = chatError(status, body.toStdString());
    QVERIFY2(error.is(expected), describe(error).c_str());
    QVERIFY2(QString::fromStdString(error.message).contains(says), error.message.c_str());
}

QTEST_GUILESS_MAIN(TestChatCodec)
#include "tst_chat_codec.moc"
