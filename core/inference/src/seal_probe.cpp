// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/seal_probe.h>

#include "engine_preparation.h"
#include "engine_sandbox.h"
#include "loopback_listener.h"
#include "ticker.h"

#include <orrery/gguf/file.h>
#include <orrery/platform/machine.h>
#include <orrery/platform/temporary_directory.h>

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds trialTimeout{5};
constexpr std::chrono::milliseconds listenInterval{20};

/// The three trials and what they need.
struct SealTrials {
    LoopbackListener listener;
    platform::TemporaryDirectory folder;
    platform::ProcessSpec fetchOutside;
    platform::ProcessSpec fetchInside;
    platform::ProcessSpec readInside;
};

std::vector<std::string> fetchArguments(const LoopbackListener& listener, const fs::path& folder) {
    return {"-m",     (folder / "fetched.gguf").string(),
            "-mu",    fmt::format("http://127.0.0.1:{}/seal.gguf", listener.port()),
            "--host", (folder / "e.sock").string(),
            "--no-ui"};
}

/// Nothing without a sandbox this runtime can run in.
Result<std::optional<SealTrials>> prepareTrials(const EngineHost& host, const fs::path& model) {
    const auto header = gguf::readGgufFile(model);
    if (!header) return fail(header.error());
    const auto launch = decideLaunch(host, {}, gguf::modelFacts(*header), platform::readMachineFacts());
    const auto view =
        launch.bwrap.empty() ? std::nullopt : insideView(host.runtime, launch.gpu && launch.gpu->hostDrivers);
    if (!view) return std::nullopt;
    auto listener = LoopbackListener::open();
    if (!listener) return fail(listener.error());
    auto folder = platform::TemporaryDirectory::create("orrery-seal");
    if (!folder) return fail(folder.error());

    const std::string program = host.runtime.server.filename().string();
    const auto inside = [&](std::vector<std::string> arguments) {
        return platform::sandboxed(engineSandbox(*view, launch, {}),
                                   insideCommand(*view, program, std::move(arguments)));
    };
    auto outside = plainCommand(host.runtime, fetchArguments(*listener, folder->path()));
    outside.environment["LLAMA_CACHE"] = folder->path().string();
    auto fetchInside = inside(fetchArguments(*listener, "/tmp"));
    auto readInside = inside({"-m", fs::absolute(model).string(), "--host", "/tmp/e.sock", "--offline", "--no-ui"});
    return SealTrials{std::move(*listener), std::move(*folder), std::move(outside), std::move(fetchInside),
                      std::move(readInside)};
}

bool saysThereIsNoFile(const platform::ProcessOutput& output) {
    const std::string text = output.standardError + output.standardOutput;
    return text.find("No such file") != std::string::npos || text.find("failed to open") != std::string::npos;
}

/// One probe. Lives on `services.executor`, kept by what it waits for.
class SealProbe : public std::enable_shared_from_this<SealProbe> {
public:
    SealProbe(const EngineServices& services, std::function<void(Result<SealReport>)> completion)
        : m_services(services), m_completion(std::move(completion)) {}

    void start(const EngineHost& host, const fs::path& model, std::stop_token stop) {
        m_onStop.emplace(std::move(stop), [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (self) self->m_services.executor.post([self] { self->finish(fail(cancelledError())); });
        });
        m_services.workers.post([self = shared_from_this(), host, model] {
            auto trials = std::make_shared<Result<std::optional<SealTrials>>>(prepareTrials(host, model));
            self->m_services.executor.post([self, trials] { self->begin(std::move(*trials)); });
        });
    }

private:
    void begin(Result<std::optional<SealTrials>> trials) {
        if (!trials) return finish(fail(trials.error()));
        if (!*trials)
            return finish(SealReport{false, "There is no sandbox it could run in, so nothing holds it back."});
        m_trials.emplace(std::move(**trials));
        m_ticker = std::make_unique<Ticker>(m_services.executor, listenInterval, [weak = weak_from_this()] {
            if (const auto self = weak.lock(); self && self->m_trials)
                self->m_connections += self->m_trials->listener.drain();
        });
        run(m_trials->fetchOutside, &SealProbe::fetchedOutside);
    }

    void run(platform::ProcessSpec spec, void (SealProbe::*next)(const platform::ProcessOutput&)) {
        m_connections = 0;
        platform::runProcess(m_services.processes, m_services.executor, std::move(spec), trialTimeout,
                             [self = shared_from_this(), next](const Result<platform::ProcessOutput>& output) {
                                 if (!self->m_completion) return;
                                 if (!output) return self->finish(fail(output.error()));
                                 self->m_connections += self->m_trials->listener.drain();
                                 (self.get()->*next)(*output);
                             });
    }

    void fetchedOutside(const platform::ProcessOutput&) {
        m_tries = m_connections > 0;
        run(m_trials->fetchInside, &SealProbe::fetchedInside);
    }

    void fetchedInside(const platform::ProcessOutput&) {
        m_gotOut = m_connections > 0;
        run(m_trials->readInside, &SealProbe::readInside);
    }

    void readInside(const platform::ProcessOutput& output) {
        const bool ended = !output.exit.timedOut && (output.exit.signalled || output.exit.code != 0);
        const bool unread = ended && saysThereIsNoFile(output);
        if (m_gotOut)
            return finish(SealReport{false, "The sandbox does not hold: from inside, the engine reached the network."});
        if (!ended)
            return finish(
                SealReport{false, "The sandbox does not hold: from inside, the engine read a file of yours."});
        if (!m_tries || !unread)
            return finish(SealReport{false,
                                     "It runs in the sandbox, but could not be made to try a way out, so that it is "
                                     "sealed off is not proven."});
        finish(SealReport{true,
                          "Told to connect to this computer and to open a file of yours, the engine could do neither "
                          "from inside the sandbox; outside it, the same connection came through."});
    }

    void finish(Result<SealReport> report) {
        if (!m_completion) return;
        m_ticker.reset();
        std::exchange(m_completion, {})(std::move(report));
    }

    const EngineServices m_services;
    std::function<void(Result<SealReport>)> m_completion;
    std::optional<SealTrials> m_trials;
    std::unique_ptr<Ticker> m_ticker;
    int m_connections = 0;
    bool m_tries = false;
    bool m_gotOut = false;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace

void probeSeal(const EngineServices& services, const EngineHost& host, const fs::path& model, std::stop_token stop,
               std::function<void(Result<SealReport>)> completion) {
    std::make_shared<SealProbe>(services, std::move(completion))->start(host, model, std::move(stop));
}

} // namespace orrery::inference
