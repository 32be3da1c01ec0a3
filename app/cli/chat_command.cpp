// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_command.h"

#include "interrupt.h"

#include <orrery/inference/chat_client.h>
#include <orrery/inference/engine.h>
#include <orrery/net/curl_http_client.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

using namespace orrery;
using namespace orrery::inference;

namespace {

struct ChatOptions {
    EngineSettings engine;
    std::string runtime;
    std::string prompt;
    std::string system;
    ChatRequest request;
    bool json = false;
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

nlohmann::json toJson(const ChatResult& result, const EngineFacts& engine) {
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
            {"engine",
             {{"sandboxed", engine.sandboxed},
              {"contextTokens", engine.contextTokens},
              {"startMs", engine.startTime.count()}}}};
}

/// One question from start to end. The main thread runs its tasks.
class ChatSession {
public:
    explicit ChatSession(ChatOptions options) : m_options(std::move(options)) {}

    int run() {
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
                ask();
            else
                fail(status.error());
        });
    }

    void ask() {
        ChatCallbacks callbacks;
        if (!m_options.json) {
            callbacks.onReasoning = [](std::string_view piece) { write(stderr, piece); };
            callbacks.onContent = [](std::string_view piece) { write(stdout, piece); };
        }
        m_chat.start(m_engine.endpoint(), m_options.request, m_stop.get_token(), std::move(callbacks),
                     [this](const Result<ChatResult>& result) { show(result); });
    }

    void show(const Result<ChatResult>& result) {
        if (!m_options.json) write(stdout, "\n");
        if (!result) return fail(result.error());
        if (m_options.json)
            write(stdout,
                  toJson(*result, m_engine.facts()).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) +
                      "\n");
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

int runChat(ChatOptions options) {
    if (!options.system.empty()) options.request.messages.push_back({Role::System, options.system});
    options.request.messages.push_back({Role::User, options.prompt});
    watchInterrupts();
    return ChatSession(std::move(options)).run();
}

} // namespace

void addChatCommand(CLI::App& app, CommandContext& context) {
    const auto options = std::make_shared<ChatOptions>();
    CLI::App* command = app.add_subcommand("chat", "Ask a model in a GGUF file one question");
    command->add_option("-m,--model", options->engine.model, "The model, a .gguf file")->required();
    command->add_option("-p,--prompt", options->prompt, "The question")->required();
    command->add_option("--system", options->system, "What the model is told before the question");
    command->add_option("--max-tokens", options->request.maxTokens, "Longest answer, in tokens");
    command->add_option("--temperature", options->request.sampling.temperature, "0 always picks the likeliest word");
    command->add_option("--seed", options->request.sampling.seed, "The same seed picks the same words again");
    command->add_option("--context", options->engine.contextTokens, "Longest conversation, in tokens")
        ->capture_default_str();
    command->add_option("--threads", options->engine.threads, "Processor threads to use");
    command->add_option("--runtime", options->runtime, "A folder with llama-server in it, or the program itself");
    command->add_flag("--ignore-memory", options->engine.ignoreMemory, "Try even if the model does not seem to fit");
    command->add_flag("--json", options->json, "Print the whole answer and its figures as JSON");
    command->callback([options, &context] { context.exitCode = runChat(*options); });
}
