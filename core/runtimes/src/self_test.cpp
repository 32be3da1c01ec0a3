// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "tiny_model.h"

#include <orrery/inference/chat_client.h>
#include <orrery/inference/errors.h>
#include <orrery/inference/seal_probe.h>
#include <orrery/inference/speed_probe.h>
#include <orrery/platform/atomic_file.h>
#include <orrery/platform/paths.h>
#include <orrery/platform/temporary_directory.h>
#include <orrery/runtimes/runtime_store.h>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds startTimeout{60};
constexpr std::uint32_t measuredPrompt = 64;
constexpr std::uint32_t measuredAnswer = 16;

/// A folder with the tiny model in it. It lies where the person's files lie, since the sandbox is tried with it.
Result<platform::TemporaryDirectory> writeTinyModel() {
    const fs::path cache = platform::standardFolders().cache;
    std::error_code failed;
    fs::create_directories(cache, failed);
    auto folder = platform::TemporaryDirectory::create("self-test", failed ? fs::path() : cache);
    if (!folder) return fail(folder.error());
    if (Status written = platform::writeFileAtomically(folder->path() / "tiny.gguf", tinyModel().bytes()); !written)
        return fail(written.error());
    return folder;
}

/// One test, step by step. Lives on `services.executor`, kept by what it waits for.
class Testing : public std::enable_shared_from_this<Testing> {
public:
    Testing(const inference::EngineServices& services, inference::EngineHost host, std::stop_token stop,
            std::function<void(std::string_view)> onStep, std::function<void(Result<SelfTest>)> completion,
            bool measureSpeed)
        : m_services(services),
          m_host(std::move(host)),
          m_stop(std::move(stop)),
          m_onStep(std::move(onStep)),
          m_completion(std::move(completion)),
          m_measureSpeed(measureSpeed),
          m_chat(services.http, services.executor) {}

    void start() {
        tell("Writing a tiny model");
        m_services.workers.post([self = shared_from_this()] {
            auto folder = std::make_shared<Result<platform::TemporaryDirectory>>(writeTinyModel());
            self->m_services.executor.post([self, folder] { self->examine(std::move(*folder)); });
        });
    }

private:
    void tell(std::string_view step) const {
        if (m_onStep) m_onStep(step);
    }

    bool isOver() {
        if (m_stop.stop_requested()) finish(fail(cancelledError()));
        return !m_completion;
    }

    void examine(Result<platform::TemporaryDirectory> folder) {
        if (!folder) return finish(fail(folder.error()));
        m_folder.emplace(std::move(*folder));
        if (isOver()) return;
        tell("Asking the engine for its version and its devices");
        inference::examineRuntime(
            m_services.processes, m_services.executor, m_host.runtime,
            [self = shared_from_this()](const inference::RuntimeReport& report) { self->load(report); });
    }

    void load(const inference::RuntimeReport& report) {
        if (isOver()) return;
        if (report.problem) return finish(fail(*report.problem));
        m_test.version = report.runtime.version;
        m_test.devices = report.devices;
        tell("Loading a tiny model");
        inference::EngineSettings settings;
        settings.model = model();
        settings.contextTokens = 1024;
        settings.startTimeout = startTimeout;
        m_engine = std::make_unique<inference::Engine>(m_services, nullptr);
        m_engine->start(m_host, settings, m_stop, [self = shared_from_this()](const Status& status) {
            if (!status) return self->finish(fail(status.error()));
            self->ask();
        });
    }

    void ask() {
        if (isOver()) return;
        tell("Asking it a question");
        inference::ChatRequest request;
        request.messages = {{inference::Role::User, "Do you work?"}};
        request.sampling.temperature = 0;
        request.maxTokens = 32;
        m_chat.start(
            m_engine->endpoint(), request, m_stop, {},
            [self = shared_from_this()](const Result<inference::ChatResult>& result) { self->answered(result); });
    }

    void answered(const Result<inference::ChatResult>& result) {
        if (!result) return finish(fail(result.error()));
        if (result->text != tinyAnswer())
            return finish(fail(inference::Errc::BadAnswer,
                               "The engine computes wrongly: it did not say what its model says.",
                               result->text.substr(0, 200), m_host.runtime.server.string()));
        m_test.startMs = static_cast<double>(m_engine->facts().startTime.count()) + result->timings.firstTokenMs;
        m_engine->stop([self = shared_from_this()] { self->trySandbox(); });
    }

    void trySandbox() {
        if (isOver()) return;
        tell("Trying the sandbox from inside");
        inference::probeSeal(m_services, m_host, model(), m_stop,
                             [self = shared_from_this()](const Result<inference::SealReport>& report) {
                                 if (!report) return self->finish(fail(report.error()));
                                 self->m_test.sealed = report->sealed;
                                 self->m_test.sealText = report->text;
                                 self->measure();
                             });
    }

    void measure() {
        if (isOver()) return;
        if (!m_measureSpeed) return finish(m_test);
        tell("Measuring a model of 1.2 billion parameters");
        inference::SpeedQuestion question;
        question.promptTokens = measuredPrompt;
        question.answerTokens = measuredAnswer;
        question.repetitions = 1;
        inference::measureSpeedOfHead(
            m_services, m_host, {inference::standardModelHead()}, question, m_stop, {},
            [self = shared_from_this()](const Result<std::vector<inference::SpeedRow>>& rows) {
                self->measured(rows);
            });
    }

    void measured(const Result<std::vector<inference::SpeedRow>>& rows) {
        const bool cannot =
            !rows && (rows.error().is(orrery::Errc::Unsupported) || rows.error().is(inference::Errc::NotEnoughMemory));
        if (!rows && !cannot) return finish(fail(rows.error()));
        for (const inference::SpeedRow& row : rows ? *rows : std::vector<inference::SpeedRow>()) {
            m_test.threads = row.threads;
            (row.promptTokens > 0 ? m_test.promptPerSecond : m_test.answerPerSecond) = row.tokensPerSecond;
        }
        finish(m_test);
    }

    void finish(Result<SelfTest> result) {
        if (!m_completion) return;
        m_engine.reset();
        m_services.workers.post(
            [folder = std::make_shared<decltype(m_folder)>(std::exchange(m_folder, std::nullopt))] {});
        std::exchange(m_completion, {})(std::move(result));
    }

    [[nodiscard]] fs::path model() const { return m_folder->path() / "tiny.gguf"; }

    const inference::EngineServices m_services;
    const inference::EngineHost m_host;
    const std::stop_token m_stop;
    std::function<void(std::string_view)> m_onStep;
    std::function<void(Result<SelfTest>)> m_completion;
    const bool m_measureSpeed;
    std::optional<platform::TemporaryDirectory> m_folder;
    std::unique_ptr<inference::Engine> m_engine;
    inference::ChatClient m_chat;
    SelfTest m_test;
};

} // namespace

void selfTest(const inference::EngineServices& services, const inference::EngineHost& host, std::stop_token stop,
              std::function<void(std::string_view)> onStep, std::function<void(Result<SelfTest>)> completion,
              bool measureSpeed) {
    std::make_shared<Testing>(services, host, std::move(stop), std::move(onStep), std::move(completion), measureSpeed)
        ->start();
}

} // namespace orrery::runtimes
