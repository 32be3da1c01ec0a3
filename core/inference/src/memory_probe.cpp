// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/memory_probe.h>

#include "engine_preparation.h"
#include "ghost_files.h"
#include "line_splitter.h"
#include "ticker.h"

#include <orrery/inference/engine_exit.h>
#include <orrery/inference/errors.h>
#include <orrery/platform/child_process.h>
#include <orrery/platform/machine.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <system_error>
#include <utility>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds longestWait{60};        // large vocabularies on a slow, busy computer
constexpr std::chrono::milliseconds lastWordWait{300}; // while it tries how many layers fit on the graphics card
constexpr std::uint64_t graphicsMargin = 1ULL << 30;   // the engine leaves that much of it free

/// What exists before the engine is asked.
struct ProbePreparation {
    GhostFiles files;
    platform::TemporaryDirectory runFolder;
    platform::ProcessSpec command;
    std::uint64_t projectorSize = 0;
};

Result<ProbePreparation> prepareProbe(const EngineHost& host, const std::vector<ModelHead>& heads,
                                      EngineSettings settings) {
    auto files = writeGhostFiles(heads);
    if (!files) return fail(files.error());
    auto runFolder = platform::TemporaryDirectory::create("probe", files->folder.path());
    if (!runFolder) return fail(runFolder.error());
    std::error_code unknown;
    const auto projectorSize = settings.projector.empty() ? 0 : fs::file_size(settings.projector, unknown);
    settings.alias = settings.alias.empty() ? settings.model.stem().string() : settings.alias;
    settings.model = files->model;
    settings.projector.clear();
    settings.limitMemory = false; // the whole file is mapped, though nothing of it is read
    EngineLaunch launch = decideLaunch(host, settings, gguf::modelFacts(files->header), platform::readMachineFacts());
    launch.runFolder = runFolder->path();
    auto command = engineCommand(host.runtime, settings, launch).process;
    return ProbePreparation{std::move(*files), std::move(*runFolder), std::move(command),
                            unknown ? 0 : static_cast<std::uint64_t>(projectorSize)};
}

bool overflowsADevice(const MemoryNeed& need) {
    for (const DeviceMemory& device : need.devices)
        if (device.used() + graphicsMargin > device.free) return true;
    return false;
}

/// One question to the engine. Lives on `services.executor`, kept by what it waits for.
class MemoryProbe : public std::enable_shared_from_this<MemoryProbe> {
public:
    MemoryProbe(const EngineServices& services, std::function<void(Result<MemoryNeed>)> completion)
        : m_services(services), m_completion(std::move(completion)) {}

    void start(EngineHost host, std::vector<ModelHead> heads, EngineSettings settings, std::stop_token stop) {
        m_stop = stop;
        m_model = heads.empty() ? std::string() : heads.front().name;
        m_stopCallback.emplace(std::move(stop), [weak = weak_from_this(), &executor = m_services.executor] {
            executor.post([weak] {
                if (const auto self = weak.lock()) self->cancel();
            });
        });
        m_services.workers.post([self = shared_from_this(), host = std::move(host), heads = std::move(heads),
                                 settings = std::move(settings)] {
            auto prepared = std::make_shared<Result<ProbePreparation>>(prepareProbe(host, heads, settings));
            self->m_services.executor.post([self, prepared] { self->launch(std::move(*prepared)); });
        });
    }

private:
    void launch(Result<ProbePreparation> prepared) {
        if (m_stop.stop_requested()) return complete(fail(cancelledError()));
        if (!prepared) return complete(fail(prepared.error()));
        m_preparation.emplace(std::move(*prepared));
        platform::ProcessCallbacks callbacks;
        callbacks.onStdout = [this](std::string_view bytes) {
            m_log.feedStdout(bytes);
            m_lines.feed(bytes, [this](std::string_view line) { take(line); });
        };
        callbacks.onStderr = [this](std::string_view bytes) { m_log.feedStderr(bytes); };
        callbacks.onFinished = [self = shared_from_this()](const Result<platform::ProcessExit>& exit) {
            self->finished(exit);
        };
        m_process = std::make_unique<platform::ChildProcess>(m_services.processes, m_services.executor);
        m_process->start(std::move(m_preparation->command), std::move(callbacks), longestWait);
    }

    void take(std::string_view line) {
        auto record = readMemoryRecord(line);
        if (record && !*record) return;
        m_answer = record ? Result<MemoryNeed>(std::move(**record)) : fail(record.error());
        if (!*m_answer || !overflowsADevice(**m_answer)) return end();
        m_lastWord = std::make_unique<Ticker>(m_services.executor, lastWordWait, [weak = weak_from_this()] {
            if (const auto self = weak.lock()) self->end();
        });
    }

    void cancel() {
        if (m_process) end();
    }

    void end() {
        if (m_process) m_process->end(std::chrono::milliseconds(0));
    }

    void finished(const Result<platform::ProcessExit>& exit) {
        m_log.finish();
        if (m_stop.stop_requested()) return complete(fail(cancelledError()));
        if (m_answer) return complete(refined(std::move(*m_answer)));
        if (!exit) return complete(fail(exit.error()));
        if (exit->timedOut)
            return complete(
                fail(Errc::EngineHung, "The engine did not say how much memory the model takes.", {}, m_model));
        if (!exit->signalled && exit->code == 0)
            return complete(fail(Errc::BadAnswer,
                                 "This engine does not tell how much memory a model takes. Update the engine.", {},
                                 m_model));
        complete(fail(classifyExit(*exit, m_log, EnginePhase::Starting, m_model)));
    }

    /// The record cuts every row down to whole MiB, which for small models is much: no less than the weights it is.
    [[nodiscard]] Result<MemoryNeed> refined(Result<MemoryNeed> answer) const {
        if (!answer) return answer;
        if (answer->devices.empty())
            answer->weights = std::max(answer->weights, gguf::modelFacts(m_preparation->files.header).weightsSize);
        answer->weights += m_preparation->projectorSize;
        return answer;
    }

    void complete(Result<MemoryNeed> result) {
        m_stopCallback.reset();
        m_lastWord.reset();
        m_process.reset();
        m_preparation.reset();
        if (const auto completion = std::exchange(m_completion, {})) completion(std::move(result));
    }

    EngineServices m_services;
    std::function<void(Result<MemoryNeed>)> m_completion;
    std::string m_model;
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_stopCallback;
    std::optional<ProbePreparation> m_preparation;
    std::unique_ptr<platform::ChildProcess> m_process;
    std::unique_ptr<Ticker> m_lastWord;
    LineSplitter m_lines;
    EngineLog m_log;
    std::optional<Result<MemoryNeed>> m_answer;
};

} // namespace

void probeMemory(const EngineServices& services, const EngineHost& host, std::vector<ModelHead> heads,
                 const EngineSettings& settings, std::stop_token stop,
                 std::function<void(Result<MemoryNeed>)> completion) {
    std::make_shared<MemoryProbe>(services, std::move(completion))
        ->start(host, std::move(heads), settings, std::move(stop));
}

} // namespace orrery::inference
