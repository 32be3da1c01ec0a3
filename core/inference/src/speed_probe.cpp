// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/speed_probe.h>

#include "engine_preparation.h"
#include "engine_sandbox.h"
#include "ghost_files.h"
#include "line_splitter.h"

#include <orrery/inference/engine_exit.h>
#include <orrery/inference/errors.h>
#include <orrery/platform/child_process.h>
#include <orrery/platform/machine.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

constexpr const char* benchName = "llama-bench";
constexpr std::uint32_t usualBatch = 256; // as the engine is started

/// What exists before the test starts.
struct SpeedPreparation {
    std::optional<GhostFiles> files; ///< Of a model that is not here.
    platform::ProcessSpec command;
    std::size_t tests = 0;
};

Result<EngineRuntime> benchOf(const EngineRuntime& runtime) {
    EngineRuntime bench = runtime;
    bench.server = runtime.server.parent_path() / benchName;
    std::error_code ignored;
    if (fs::is_regular_file(bench.server, ignored)) return bench;
    return fail(orrery::Errc::Unsupported,
                "This engine came without its speed test (llama-bench). Install the full set of llama.cpp's tools.", {},
                bench.server.string());
}

std::vector<std::string> benchArguments(const SpeedQuestion& question, const EngineLaunch& launch,
                                        const std::string& model) {
    const std::vector<unsigned> threads = question.threads.empty() ? std::vector{launch.threads} : question.threads;
    const auto batches = question.batches.empty() ? std::vector{usualBatch} : question.batches;
    // The smaller of the two batch sizes counts, so one -ub serves all -b.
    std::vector<std::string> arguments = {"-m",       model,
                                          "-p",       std::to_string(question.promptTokens),
                                          "-n",       std::to_string(question.answerTokens),
                                          "-r",       std::to_string(std::max(question.repetitions, 1U)),
                                          "-t",       fmt::format("{}", fmt::join(threads, ",")),
                                          "-b",       fmt::format("{}", fmt::join(batches, ",")),
                                          "-ub",      std::to_string(std::ranges::max(batches)),
                                          "-o",       "jsonl",
                                          "--repack", launch.repackWeights ? "1" : "0"};
    if (question.gpuLayers) {
        arguments.emplace_back("-ngl");
        arguments.push_back(std::to_string(*question.gpuLayers));
    }
    return arguments;
}

platform::ProcessSpec benchCommand(const EngineRuntime& bench, const SpeedQuestion& question,
                                   const EngineLaunch& launch) {
    const bool hostDrivers = launch.gpu && launch.gpu->hostDrivers;
    const auto view = launch.bwrap.empty() ? std::nullopt : insideView(bench, hostDrivers);
    if (!view) return plainCommand(bench, benchArguments(question, launch, fs::absolute(question.model).string()));
    const auto model = modelInside(question.model);
    const auto inner = insideCommand(*view, benchName, benchArguments(question, launch, model.front().inside.string()));
    return platform::sandboxed(engineSandbox(*view, launch, model), inner);
}

std::size_t testCount(const SpeedQuestion& question) {
    const std::size_t rounds =
        std::max<std::size_t>(question.threads.size(), 1) * std::max<std::size_t>(question.batches.size(), 1);
    return rounds * ((question.promptTokens > 0 ? 1 : 0) + (question.answerTokens > 0 ? 1 : 0));
}

Status checkQuestion(const SpeedQuestion& question) {
    const auto isZero = [](auto value) { return value == 0; };
    if (testCount(question) > 0 && std::ranges::none_of(question.threads, isZero) &&
        std::ranges::none_of(question.batches, isZero))
        return {};
    return fail(orrery::Errc::InvalidArgument, "There is nothing to measure: no tokens, threads or batch.");
}

Status checkRoom(const gguf::Header& header, const EngineLaunch& launch, std::uint64_t available) {
    EngineSettings settings;
    settings.contextTokens = 1024;
    settings.repackWeights = launch.repackWeights;
    const std::uint64_t needed = memoryByFormula(header, settings).main();
    if (available == 0 || needed <= available) return {};
    return fail(Errc::NotEnoughMemory,
                fmt::format("Measuring this model takes {:.1f} GB of memory and {:.1f} GB are free. Close other "
                            "programs, or choose a smaller model.",
                            static_cast<double>(needed) / 1e9, static_cast<double>(available) / 1e9));
}

Result<gguf::Header> headerOf(const fs::path& model) {
    const auto heads = readModelHeads(model);
    if (!heads) return fail(heads.error());
    return readHeads(*heads);
}

/// @param heads empty: the question's model itself.
Result<SpeedPreparation> prepareSpeed(const EngineHost& host, const std::vector<ModelHead>& heads,
                                      SpeedQuestion question) {
    if (Status status = checkQuestion(question); !status) return fail(status.error());
    const auto bench = benchOf(host.runtime);
    if (!bench) return fail(bench.error());
    SpeedPreparation preparation;
    const auto header = heads.empty() ? headerOf(question.model) : readHeads(heads);
    if (!header) return fail(header.error());
    const auto machine = platform::readMachineFacts();
    EngineSettings settings;
    settings.gpuLayers = question.gpuLayers;
    const EngineLaunch launch = decideLaunch(host, settings, gguf::modelFacts(*header), machine);
    if (Status status = checkRoom(*header, launch, machine.memoryAvailable); !status) return fail(status.error());
    if (!heads.empty()) {
        auto files = writeGhostFiles(heads);
        if (!files) return fail(files.error());
        question.model = files->model;
        preparation.files.emplace(std::move(*files));
    }
    preparation.command = benchCommand(*bench, question, launch);
    preparation.tests = testCount(question);
    return preparation;
}

/// One run of llama-bench. Lives on `services.executor`, kept by what it waits for.
class SpeedRun : public std::enable_shared_from_this<SpeedRun> {
public:
    using OnProgress = std::function<void(const SpeedProgress&)>;
    using Completion = std::function<void(Result<std::vector<SpeedRow>>)>;

    SpeedRun(const EngineServices& services, OnProgress onProgress, Completion completion)
        : m_services(services), m_onProgress(std::move(onProgress)), m_completion(std::move(completion)) {}

    void start(EngineHost host, std::vector<ModelHead> heads, SpeedQuestion question, std::stop_token stop) {
        m_stop = stop;
        m_model = heads.empty() ? question.model.string() : heads.front().name;
        m_stopCallback.emplace(std::move(stop), [weak = weak_from_this(), &executor = m_services.executor] {
            executor.post([weak] {
                if (const auto self = weak.lock()) self->end();
            });
        });
        m_services.workers.post([self = shared_from_this(), host = std::move(host), heads = std::move(heads),
                                 question = std::move(question)] {
            auto prepared = std::make_shared<Result<SpeedPreparation>>(prepareSpeed(host, heads, question));
            self->m_services.executor.post([self, prepared] { self->launch(std::move(*prepared)); });
        });
    }

private:
    void launch(Result<SpeedPreparation> prepared) {
        if (m_stop.stop_requested()) return complete(fail(cancelledError()));
        if (!prepared) return complete(fail(prepared.error()));
        m_preparation.emplace(std::move(*prepared));
        m_progress.total = m_preparation->tests;
        platform::ProcessCallbacks callbacks;
        callbacks.onStdout = [this](std::string_view bytes) {
            m_lines.feed(bytes, [this](std::string_view line) { take(line); });
        };
        callbacks.onStderr = [this](std::string_view bytes) { m_log.feedStderr(bytes); };
        callbacks.onFinished = [self = shared_from_this()](const Result<platform::ProcessExit>& exit) {
            self->finished(exit);
        };
        m_process = std::make_unique<platform::ChildProcess>(m_services.processes, m_services.executor);
        m_process->start(std::move(m_preparation->command), std::move(callbacks));
        if (m_onProgress) m_onProgress(m_progress);
    }

    void take(std::string_view line) {
        if (m_problem || m_stop.stop_requested()) return;
        auto row = readSpeedRow(line);
        if (!row) {
            m_problem = row.error();
            return end();
        }
        if (!*row) return;
        m_progress.rows.push_back(std::move(**row));
        m_progress.done = std::min(m_progress.rows.size(), m_progress.total);
        if (const auto callback = m_onProgress) callback(m_progress);
    }

    void end() {
        if (m_process) m_process->end(std::chrono::milliseconds(0));
    }

    void finished(const Result<platform::ProcessExit>& exit) {
        m_log.finish();
        if (m_stop.stop_requested()) return complete(fail(cancelledError()));
        if (m_problem) return complete(fail(*m_problem));
        if (!exit) return complete(fail(exit.error()));
        if (exit->signalled || exit->code != 0)
            return complete(fail(classifyExit(*exit, m_log, EnginePhase::Starting, m_model)));
        if (m_progress.rows.size() < m_progress.total)
            return complete(fail(Errc::BadAnswer, "The engine's speed test ended before it was done.", {}, m_model));
        complete(std::move(m_progress.rows));
    }

    void complete(Result<std::vector<SpeedRow>> result) {
        m_stopCallback.reset();
        m_process.reset();
        m_preparation.reset();
        m_onProgress = {};
        if (const auto completion = std::exchange(m_completion, {})) completion(std::move(result));
    }

    EngineServices m_services;
    OnProgress m_onProgress;
    Completion m_completion;
    std::string m_model;
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_stopCallback;
    std::optional<SpeedPreparation> m_preparation;
    std::unique_ptr<platform::ChildProcess> m_process;
    LineSplitter m_lines;
    EngineLog m_log;
    SpeedProgress m_progress;
    std::optional<Error> m_problem;
};

} // namespace

void measureSpeed(const EngineServices& services, const EngineHost& host, SpeedQuestion question, std::stop_token stop,
                  std::function<void(const SpeedProgress&)> onProgress,
                  std::function<void(Result<std::vector<SpeedRow>>)> completion) {
    std::make_shared<SpeedRun>(services, std::move(onProgress), std::move(completion))
        ->start(host, {}, std::move(question), std::move(stop));
}

void measureSpeedOfHead(const EngineServices& services, const EngineHost& host, std::vector<ModelHead> heads,
                        SpeedQuestion question, std::stop_token stop,
                        std::function<void(const SpeedProgress&)> onProgress,
                        std::function<void(Result<std::vector<SpeedRow>>)> completion) {
    if (heads.empty()) {
        services.executor.post([completion = std::move(completion)] {
            completion(fail(orrery::Errc::InvalidArgument, "There is no model to measure."));
        });
        return;
    }
    std::make_shared<SpeedRun>(services, std::move(onProgress), std::move(completion))
        ->start(host, std::move(heads), std::move(question), std::move(stop));
}

} // namespace orrery::inference
