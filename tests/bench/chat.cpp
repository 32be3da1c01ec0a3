// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include "engine_bench.h"
#include "gguf/scripted_model.h"

#include <orrery/card/streaming.h>
#include <orrery/inference/chat_codec.h>
#include <orrery/platform/temporary_directory.h>

#include <QCoreApplication>

#include <curl/curl.h>
#include <fmt/format.h>
#include <malloc.h>

#include <optional>

using namespace orrery;

namespace {

constexpr int rounds = 8;
constexpr std::uint32_t tokens = 1500;

struct Answer {
    double firstMs = 0;
    double totalMs = 0;
};

double since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

struct RawState {
    std::chrono::steady_clock::time_point start;
    double firstMs = 0;
};

/// The first token is the first text of the answer, for both alike.
std::size_t take(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto* state = static_cast<RawState*>(user);
    const std::string_view frame(bytes, size * count);
    if (state->firstMs == 0 && frame.find("\"content\":\"") != std::string_view::npos)
        state->firstMs = since(state->start);
    return size * count;
}

inference::ChatRequest question() {
    inference::ChatRequest request;
    request.messages.push_back({inference::Role::User, "go"});
    request.maxTokens = tokens;
    return request;
}

/// The same request, byte for byte, by libcurl alone, and the bytes of the answer thrown away.
Answer askRaw(CURL* curl, const inference::ChatEndpoint& endpoint) {
    const std::string body = inference::writeChatRequest(question(), endpoint.model, {.llamaServer = true});
    RawState state{std::chrono::steady_clock::now()};
    curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
    curl_easy_setopt(curl, CURLOPT_URL, "http://localhost/v1/chat/completions");
    curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, endpoint.unixSocket.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &state);
    curl_easy_perform(curl);
    curl_slist_free_all(headers);
    return {state.firstMs, since(state.start)};
}

Answer askThroughOrrery(test::EngineBench& bench, const inference::ChatEndpoint& endpoint) {
    inference::ChatClient client(bench.http(), bench.executor);
    Answer answer;
    bool done = false;
    const auto start = std::chrono::steady_clock::now();
    inference::ChatCallbacks callbacks;
    callbacks.onContent = [&](std::string_view) {
        if (answer.firstMs == 0) answer.firstMs = since(start);
    };
    client.start(endpoint, question(), {}, callbacks, [&](const Result<inference::ChatResult>& result) {
        if (!result) fmt::print("{}\n", describe(result.error()));
        done = true;
    });
    bench.executor.runUntil([&] { return done; }, std::chrono::seconds(60));
    answer.totalMs = since(start);
    return answer;
}

/// What an answer takes while it is streamed, in bytes of memory and milliseconds.
struct Cost {
    double ms = 0;
    std::size_t bytes = 0;
};

template <class Append>
Cost costOf(const Append& append) {
    const std::string piece = "Some words that make a sentence, with **bold** and `code`.\n\n- and an item\n\n";
    constexpr std::size_t answerTokens = 100'000;
    constexpr std::size_t bytesPerToken = 4;
    const auto taken = [] { return mallinfo2().uordblks + mallinfo2().hblkhd; };
    const std::size_t before = taken();
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t token = 0; token < answerTokens; ++token)
        append(std::string_view(piece).substr(token * bytesPerToken % (piece.size() - bytesPerToken), bytesPerToken));
    return {since(start), taken() - before};
}

/// An answer of 100,000 tokens, one after the other, as a StreamingDocument and as a plain string.
void measureDocument() {
    std::string plain;
    card::StreamingDocument document;
    const Cost floor = costOf([&](std::string_view token) { plain += token; });
    const Cost ours = costOf([&](std::string_view token) { document.append(token); });
    fmt::print("100,000 tokens as blocks: {:.0f} ms, {:.1f} MiB, {} blocks, {:.0f} bytes read for each; as a plain "
               "string: {:.1f} ms, {:.1f} MiB\n",
               ours.ms, static_cast<double>(ours.bytes) / (1 << 20), document.blocks().size(),
               static_cast<double>(document.bytesRead()) / 100'000, floor.ms,
               static_cast<double>(floor.bytes) / (1 << 20));
}

} // namespace

/// An answer of 1,500 tokens through Orrery's client against libcurl alone, on the same engine, in turn.
int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    measureDocument();
    test::EngineBench bench;
    if (!bench.host()) {
        fmt::print("{}\n", bench.whyNoHost());
        return 0;
    }
    const auto folder = platform::TemporaryDirectory::create("orrery-bench");
    if (!folder) return 1;
    inference::EngineSettings settings;
    settings.model =
        test::writeFile(folder->path() / "loop.gguf", fixtures::scriptedModel({{"tick", " tock", " tack"}, 0}).bytes());
    settings.threads = 1;
    inference::Engine engine(bench.services(), [](inference::EngineState) {});
    std::optional<Status> started;
    engine.start(*bench.host(), settings, {}, [&](Status status) { started = std::move(status); });
    bench.executor.runUntil([&] { return started.has_value(); }, std::chrono::seconds(60));
    if (!started || !*started) {
        fmt::print("the engine did not start: {}\n", started ? describe(started->error()) : "no answer");
        return 1;
    }
    CURL* curl = curl_easy_init();
    std::vector<double> rawFirst, rawTotal, ourFirst, ourTotal;
    for (int round = 0; round <= rounds; ++round) {   // the first one warms up
        const bool rawFirstThisTime = round % 2 == 0; // neither is always the one that warms the engine
        Answer raw = rawFirstThisTime ? askRaw(curl, engine.endpoint()) : Answer{};
        const Answer ours = askThroughOrrery(bench, engine.endpoint());
        if (!rawFirstThisTime) raw = askRaw(curl, engine.endpoint());
        if (round == 0) continue;
        rawFirst.push_back(raw.firstMs);
        rawTotal.push_back(raw.totalMs);
        ourFirst.push_back(ours.firstMs);
        ourTotal.push_back(ours.totalMs);
    }
    curl_easy_cleanup(curl);
    const double rawSpeed = tokens / bench::median(rawTotal) * 1000;
    const double ourSpeed = tokens / bench::median(ourTotal) * 1000;
    fmt::print("{} tokens: curl {:.0f} tokens/s, Orrery {:.0f} tokens/s, ratio {:.3f}\n", tokens, rawSpeed, ourSpeed,
               ourSpeed / rawSpeed);
    fmt::print("first token: curl {:.1f} ms, Orrery {:.1f} ms; engine ready {} ms after its process started\n",
               bench::median(rawFirst), bench::median(ourFirst), engine.facts().startTime.count());
    bool stopped = false;
    engine.stop([&] { stopped = true; });
    bench.executor.runUntil([&] { return stopped; }, std::chrono::seconds(10));
}
