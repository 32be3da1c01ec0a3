// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_command.h"

#include "chat_files.h"
#include "interrupt.h"

#include <orrery/inference/chat_client.h>
#include <orrery/inference/engine.h>
#include <orrery/net/curl_http_client.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace orrery;
using namespace orrery::inference;

namespace {

struct ChatOptions {
    EngineSettings engine;
    std::string runtime;
    std::string prompt;
    std::string system;
    std::vector<std::string> images;
    std::vector<std::string> attachments;
    std::string schemaFile;
    std::string grammarFile;
    bool jsonAnswer = false;
    bool noThinking = false;
    ChatEndpoint server; ///< With an address: that server instead of an engine of our own.
    std::string keyVariable;
    ChatRequest request;
    bool json = false;

    [[nodiscard]] bool isRemote() const { return !server.baseUrl.empty(); }
};

const char* reasonName(FinishReason reason) {
    switch (reason) {
    case FinishReason::Stop: return "stop";
    case FinishReason::Length: return "length";
    case FinishReason::ToolCalls: return "tool_calls";
    case FinishReason::Other: break;
    }
    return "other";
}

nlohmann::json toJson(const EngineFacts& engine) {
    return {{"sandboxed", engine.sandboxed},
            {"contextTokens", engine.contextTokens},
            {"startMs", engine.startTime.count()}};
}

nlohmann::json toJson(const ChatResult& result) {
    const ChatTimings& timings = result.timings;
    return {{"text", result.text},
            {"reasoning", result.reasoning},
            {"finishReason", reasonName(result.finishReason)},
            {"timings",
             {{"cachedTokens", timings.cachedTokens},
              {"promptTokens", timings.promptTokens},
              {"answerTokens", timings.answerTokens},
              {"promptMs", timings.promptMs},
              {"answerMs", timings.answerMs},
              {"firstTokenMs", timings.firstTokenMs},
              {"tokensPerSecond", timings.tokensPerSecond()}}},
            {"model", result.model}};
}

/// One question from start to end. The main thread runs its tasks.
class ChatSession {
public:
    explicit ChatSession(ChatOptions options) : m_options(std::move(options)) {}

    int run() {
        if (m_options.isRemote()) {
            ask(m_options.server);
            m_executor.runUntil([this] { return isOver(); });
            return m_exitCode.value_or(1);
        }
        examineEngines(m_processes, m_executor, standardRuntimeSearch(m_options.runtime),
                       [this](const EngineReport& report) { load(report.host()); });
        m_executor.runUntil([this] { return isOver(); });
        bool stopped = false;
        m_engine.stop([&] { stopped = true; });
        m_executor.runUntil([&] { return stopped; });
        return m_exitCode.value_or(1);
    }

private:
    bool isOver() {
        if (isInterrupted()) m_stop.request_stop();
        return m_exitCode.has_value();
    }

    void load(const Result<EngineHost>& host) {
        if (!host) return fail(host.error());
        m_engine.start(*host, m_options.engine, m_stop.get_token(), [this](const Status& status) {
            if (status)
                ask(m_engine.endpoint());
            else
                fail(status.error());
        });
    }

    void ask(const ChatEndpoint& endpoint) {
        ChatCallbacks callbacks;
        if (!m_options.json) {
            callbacks.onReasoning = [](std::string_view piece) { write(stderr, piece); };
            callbacks.onContent = [](std::string_view piece) { write(stdout, piece); };
        }
        m_chat.start(endpoint, m_options.request, m_stop.get_token(), std::move(callbacks),
                     [this](const Result<ChatResult>& result) { show(result); });
    }

    void show(const Result<ChatResult>& result) {
        if (!m_options.json) write(stdout, "\n");
        if (!result) return fail(result.error());
        if (m_options.json) {
            nlohmann::json answer = toJson(*result);
            if (!m_options.isRemote()) answer["engine"] = toJson(m_engine.facts());
            write(stdout, answer.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
        }
        m_exitCode = 0;
    }

    void fail(const Error& error) {
        m_exitCode = error.is(orrery::Errc::Cancelled) ? interruptedExitCode : 1;
        if (!error.is(orrery::Errc::Cancelled)) fmt::print(stderr, "{}\n", describe(error));
    }

    static void write(std::FILE* file, std::string_view text) {
        std::fwrite(text.data(), 1, text.size(), file);
        std::fflush(file);
    }

    ChatOptions m_options;
    ManualExecutor m_executor;
    platform::EventThread m_processes;
    net::CurlHttpClient m_http{m_executor};
    WorkerPool m_workers{1};
    Engine m_engine{{m_processes, m_http, m_workers, m_executor}, {}};
    ChatClient m_chat{m_http, m_executor};
    std::stop_source m_stop;
    std::optional<int> m_exitCode;
};

/// Puts files, texts and pictures into the question. @return what is wrong with them.
Status completeRequest(ChatOptions& options) {
    ChatRequest& request = options.request;
    if (!options.system.empty()) request.messages.push_back({Role::System, options.system});
    Message question{Role::User, options.prompt};
    for (const std::string& path : options.attachments) {
        const auto text = readTextFile(path);
        if (!text) return orrery::fail(text.error());
        question.content += fmt::format("\n\n{}:\n\n{}", std::filesystem::path(path).filename().string(), *text);
    }
    for (const std::string& path : options.images) {
        auto picture = readPicture(path);
        if (!picture) return orrery::fail(picture.error());
        question.pictures.push_back(*std::move(picture));
    }
    request.messages.push_back(std::move(question));
    request.thinking = !options.noThinking;
    if (options.jsonAnswer) request.form.kind = AnswerForm::Kind::JsonObject;
    for (const auto& [path, kind] : {std::pair(options.schemaFile, AnswerForm::Kind::JsonSchema),
                                     std::pair(options.grammarFile, AnswerForm::Kind::Grammar)}) {
        if (path.empty()) continue;
        const auto text = readTextFile(path);
        if (!text) return orrery::fail(text.error());
        request.form = {kind, *text};
    }
    return {};
}

/// The key comes from the environment, since everybody on a computer can read a command line.
Status takeKey(ChatOptions& options) {
    if (options.keyVariable.empty()) return {};
    const char* key = std::getenv(options.keyVariable.c_str());
    if (key == nullptr || *key == '\0')
        return orrery::fail(orrery::Errc::InvalidArgument,
                            fmt::format("There is no key in the environment variable {}.", options.keyVariable));
    options.server.apiKey = key;
    return {};
}

int runChat(ChatOptions options) {
    constexpr int usedWrongly = 2;
    if (options.isRemote() != options.engine.model.empty()) {
        fmt::print(stderr, "Name either a model's file with --model or a server with --server.\n");
        return usedWrongly;
    }
    for (const Status& status : {takeKey(options), completeRequest(options)}) {
        if (status) continue;
        fmt::print(stderr, "{}\n", describe(status.error()));
        return usedWrongly;
    }
    watchInterrupts();
    return ChatSession(std::move(options)).run();
}

void addModelOptions(CLI::App& command, ChatOptions& options) {
    command.add_option("-m,--model", options.engine.model, "The model, a .gguf file");
    command.add_option("--projector", options.engine.projector, "What lets the model see pictures: its mmproj .gguf");
    command.add_option("--context", options.engine.contextTokens, "Longest conversation, in tokens")
        ->capture_default_str();
    command.add_option("--threads", options.engine.threads, "Processor threads to use");
    command.add_option("--runtime", options.runtime, "A folder with llama-server in it, or the program itself");
    command.add_flag("--ignore-memory", options.engine.ignoreMemory, "Try even if the model does not seem to fit");
    command.add_option("--server", options.server.baseUrl, "An OpenAI-compatible server instead of a file");
    command.add_option("--server-model", options.server.model, "Which of the server's models");
    command.add_option("--key-from-env", options.keyVariable, "The environment variable with the server's key");
}

void addSamplingOptions(CLI::App& command, ChatRequest& request) {
    Sampling& sampling = request.sampling;
    command.add_option("--max-tokens", request.maxTokens, "Longest answer, in tokens");
    command.add_option("--temperature", sampling.temperature, "0 always picks the likeliest word");
    command.add_option("--top-p", sampling.topP, "Picks from the likeliest words that make up this share");
    command.add_option("--top-k", sampling.topK, "Picks from this many of the likeliest words");
    command.add_option("--min-p", sampling.minP, "Leaves out words less likely than this share of the likeliest");
    command.add_option("--repeat-penalty", sampling.repeatPenalty, "Above 1: makes repetition less likely");
    command.add_option("--seed", sampling.seed, "The same seed picks the same words again");
}

} // namespace

void addChatCommand(CLI::App& app, CommandContext& context) {
    const auto options = std::make_shared<ChatOptions>();
    CLI::App* command = app.add_subcommand("chat", "Ask a model one question");
    addModelOptions(*command, *options);
    addSamplingOptions(*command, options->request);
    command->add_option("-p,--prompt", options->prompt, "The question")->required();
    command->add_option("--system", options->system, "What the model is told before the question");
    command->add_option("--image", options->images, "A PNG or JPEG picture that goes with the question");
    command->add_option("--attach", options->attachments, "A text file that goes with the question");
    CLI::Option* schema =
        command->add_option("--schema", options->schemaFile, "The answer is JSON after this file's JSON schema");
    CLI::Option* grammar =
        command->add_option("--grammar", options->grammarFile, "The answer follows this file's GBNF grammar");
    CLI::Option* json = command->add_flag("--json-answer", options->jsonAnswer, "The answer is JSON");
    schema->excludes(grammar)->excludes(json);
    grammar->excludes(json);
    command->add_flag("--no-thinking", options->noThinking, "Asks models that think aloud not to");
    command->add_flag("--json", options->json, "Print the whole answer and its figures as JSON");
    command->callback([options, &context] { context.exitCode = runChat(*options); });
}
