// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve_command.h"

#include "interrupt.h"

#include <orrery/inference/engine_report.h>
#include <orrery/inference/model_pool.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/serve/local_server.h>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace orrery;
using namespace orrery::inference;

namespace {

struct ServeCommandOptions {
    std::vector<std::string> models;
    EngineSettings engine; ///< Of each, but for the file.
    serve::ServeOptions server;
    std::string runtime;
};

/// Serves until it is interrupted. The main thread runs its tasks.
class ServeSession {
public:
    explicit ServeSession(ServeCommandOptions options) : m_options(std::move(options)) {}

    int run() {
        offer();
        // The first one now, so that a file which cannot be used is told at once.
        m_pool.acquire(m_offered.front().settings, m_stop.get_token(), [this](Result<ModelLease> lease) {
            const Status started = lease ? listen() : Status(fail(lease.error()));
            if (!started) end(started.error());
        });
        m_executor.runUntil([this] { return isOver(); });
        m_server.stop();
        bool unloaded = false;
        m_pool.unloadAll([&] { unloaded = true; });
        m_executor.runUntil([&] { return unloaded; });
        return m_exitCode.value_or(0);
    }

private:
    void offer() {
        for (const std::string& file : m_options.models) {
            EngineSettings settings = m_options.engine;
            settings.model = file;
            m_offered.push_back({std::filesystem::path(file).stem().string(), settings});
        }
        m_server.setModels(m_offered);
    }

    Status listen() {
        const auto port = m_server.start(m_options.server);
        if (!port) return fail(port.error());
        fmt::print("address: http://127.0.0.1:{}/v1\nkey: {}\n", *port, m_options.server.key);
        for (const serve::OfferedModel& model : m_offered) fmt::print("model: {}\n", model.name);
        fmt::print("Ctrl+C ends it.\n");
        std::fflush(stdout);
        return {};
    }

    bool isOver() {
        if (isInterrupted()) m_stop.request_stop();
        return m_exitCode || m_stop.stop_requested();
    }

    void end(const Error& error) {
        if (error.is(orrery::Errc::Cancelled)) return;
        fmt::print(stderr, "{}\n", describe(error));
        m_exitCode = 1;
    }

    void findHost(std::function<void(Result<EngineHost>)> completion) {
        examineEngines(m_processes, m_executor, standardRuntimeSearch(m_options.runtime),
                       [completion = std::move(completion)](const EngineReport& report) { completion(report.host()); });
    }

    ServeCommandOptions m_options;
    std::vector<serve::OfferedModel> m_offered;
    std::stop_source m_stop;
    std::optional<int> m_exitCode;
    ManualExecutor m_executor;
    platform::EventThread m_processes;
    net::CurlHttpClient m_http{m_executor};
    WorkerPool m_workers{1};
    ModelPool m_pool{{m_processes, m_http, m_workers, m_executor},
                     [this](std::function<void(Result<EngineHost>)> completion) { findHost(std::move(completion)); },
                     PoolOptions(),
                     {}};
    serve::LocalServer m_server{m_pool, m_http, m_executor, {}};
};

int runServe(ServeCommandOptions options) {
    if (options.server.key.empty()) options.server.key = serve::LocalServer::makeKey();
    watchInterrupts();
    return ServeSession(std::move(options)).run();
}

} // namespace

void addServeCommand(CLI::App& app, CommandContext& context) {
    const auto options = std::make_shared<ServeCommandOptions>();
    CLI::App* command =
        app.add_subcommand("serve", "Lets other programs of this computer use models, as they would use OpenAI's");
    command->add_option("-m,--model", options->models, "A model, a .gguf file; may be given several times")->required();
    command->add_option("--port", options->server.port, "Where to listen; 0 takes any that is free")
        ->capture_default_str();
    command->add_option("--key", options->server.key, "What callers must send; a fresh one by default");
    command->add_option("--context", options->engine.contextTokens, "Longest conversation, in tokens")
        ->capture_default_str();
    command->add_option("--threads", options->engine.threads, "Processor threads to use");
    command->add_option("--runtime", options->runtime, "A folder with llama-server in it, or the program itself");
    command->add_flag("--ignore-memory", options->engine.ignoreMemory, "Try even if a model does not seem to fit");
    command->callback([options, &context] { context.exitCode = runServe(*options); });
}
