// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_core.h"

#include <orrery/inference/engine_exit.h>
#include <orrery/inference/errors.h>

#include <utility>

namespace orrery::inference {

namespace {

constexpr std::chrono::milliseconds quickPolling{50};
constexpr std::chrono::milliseconds slowPolling{250};
constexpr std::chrono::seconds quickPollingLasts{2};
constexpr std::chrono::milliseconds gracePeriod{100};
constexpr int mostSilentChecks = 3;

} // namespace

Engine::Core::Core(EngineServices services, StateChanged onStateChanged)
    : m_services(services), m_onStateChanged(std::move(onStateChanged)) {}

template <class Method>
auto Engine::Core::ifCurrent(Method method) {
    return [weak = weak_from_this(), attempt = m_attempt, method](auto&&... arguments) {
        const auto self = weak.lock();
        if (self && self->m_attempt == attempt) ((*self).*method)(std::forward<decltype(arguments)>(arguments)...);
    };
}

void Engine::Core::setState(EngineState next) {
    if (state == next) return;
    state = next;
    if (const auto callback = m_onStateChanged) callback(next);
}

void Engine::Core::start(EngineHost host, EngineSettings settings, std::stop_token stop,
                         std::function<void(Status)> completion) {
    if (state != EngineState::Stopped && state != EngineState::Failed) {
        m_services.executor.post([completion = std::move(completion)] {
            completion(fail(orrery::Errc::InvalidArgument,
                            "The engine is already running. Stop it before loading another model."));
        });
        return;
    }
    ++m_attempt;
    m_settings = std::move(settings);
    m_startCompletion = std::move(completion);
    failure.reset();
    facts = {};
    log = {};
    watchStopToken(std::move(stop));
    prepare(std::move(host));
    setState(EngineState::Starting);
}

void Engine::Core::watchStopToken(std::stop_token stop) {
    const auto cancel = ifCurrent(&Core::cancelStart);
    m_stopCallback.emplace(std::move(stop), [cancel, &executor = m_services.executor] { executor.post(cancel); });
}

void Engine::Core::prepare(EngineHost host) {
    m_services.workers.post([host = std::move(host), settings = m_settings, done = ifCurrent(&Core::prepared),
                             &executor = m_services.executor] {
        const auto preparation = std::make_shared<Result<Preparation>>(prepareEngine(host, settings));
        executor.post([done, preparation] { done(*preparation); });
    });
}

void Engine::Core::prepared(Result<Preparation>& preparation) {
    if (!preparation) return failWith(preparation.error());
    facts.model = std::move(preparation->model);
    facts.memory = preparation->memory;
    facts.contextTokens = preparation->launch.contextTokens;
    facts.weightsRepacked = preparation->launch.repackWeights;
    facts.sandboxed = preparation->command.sandboxed;
    facts.runFolder = preparation->launch.runFolder;
    m_runFolder = std::move(preparation->runFolder);
    endpoint = {"http://localhost", preparation->command.socket.string(), {}, m_settings.alias};
    launch(std::move(preparation->command.process));
}

void Engine::Core::launch(platform::ProcessSpec command) {
    m_launched = std::chrono::steady_clock::now();
    m_healthStop = {};
    m_healthPending = false;
    m_silentChecks = 0;
    platform::ProcessCallbacks callbacks;
    callbacks.onStarted = [core = this](std::int64_t pid) { core->facts.processId = pid; };
    callbacks.onStdout = [core = this](std::string_view bytes) { core->log.feedStdout(bytes); };
    callbacks.onStderr = [core = this](std::string_view bytes) { core->log.feedStderr(bytes); };
    callbacks.onFinished = ifCurrent(&Core::finished);
    m_process = std::make_unique<platform::ChildProcess>(m_services.processes, m_services.executor);
    m_process->start(std::move(command), std::move(callbacks));
    m_ticker = std::make_unique<Ticker>(m_services.executor, quickPolling, ifCurrent(&Core::tick));
}

void Engine::Core::finished(const Result<platform::ProcessExit>& exit) {
    log.finish();
    if (state == EngineState::Stopping) return becomeStopped();
    if (!exit) return failWith(exit.error());
    const auto phase = state == EngineState::Ready ? EnginePhase::Ready : EnginePhase::Starting;
    failWith(classifyExit(*exit, log, phase, m_settings.model.string()));
}

std::chrono::milliseconds Engine::Core::sinceLaunch() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_launched);
}

void Engine::Core::tick() {
    if (state == EngineState::Starting && sinceLaunch() > m_settings.startTimeout)
        return failWith({Errc::EngineHung,
                         "The engine did not get ready in time. The model may be too large for this computer.",
                         {},
                         m_settings.model.string()});
    if (state == EngineState::Starting && sinceLaunch() > quickPollingLasts) m_ticker->setInterval(slowPolling);
    if ((state == EngineState::Starting || state == EngineState::Ready) && !m_healthPending) checkHealth();
}

void Engine::Core::checkHealth() {
    m_healthPending = true;
    net::HttpRequest request;
    request.url = endpoint.baseUrl + "/health";
    request.unixSocket = endpoint.unixSocket;
    request.headers = {{"Connection", "close"}}; // each check on a new one, else a socket that is gone goes unnoticed
    request.connectTimeout = m_settings.healthTimeout;
    request.idleTimeout = m_settings.healthTimeout;
    m_services.http.start(
        std::move(request), m_healthStop.get_token(), {},
        [done = ifCurrent(&Core::healthAnswered), &executor = m_services.executor](Result<net::HttpResponse> answer) {
            executor.post([done, answer = std::move(answer)] { done(answer); });
        });
}

void Engine::Core::healthAnswered(const Result<net::HttpResponse>& answer) {
    m_healthPending = false;
    if (state == EngineState::Starting && answer && answer->ok()) return becomeReady();
    if (state != EngineState::Ready) return;
    m_silentChecks = answer ? 0 : m_silentChecks + 1;
    if (m_silentChecks >= mostSilentChecks)
        failWith({Errc::EngineHung, "The engine no longer answers, so it was ended. Start it again.",
                  describe(answer.error()), m_settings.model.string()});
}

void Engine::Core::becomeReady() {
    facts.startTime = sinceLaunch();
    m_stopCallback.reset();
    m_ticker->setInterval(m_settings.healthInterval);
    completeStart({});
    setState(EngineState::Ready);
}

void Engine::Core::cancelStart() {
    if (state == EngineState::Starting) stop({});
}

void Engine::Core::stop(std::function<void()> completion) {
    if (completion) m_stopCompletions.push_back(std::move(completion));
    if (state == EngineState::Stopping) return;
    completeStart(fail(cancelledError()));
    if (!m_process) {
        ++m_attempt;
        return becomeStopped();
    }
    m_healthStop.request_stop(); // an open connection would delay its end
    m_ticker.reset();
    m_process->end(gracePeriod);
    setState(EngineState::Stopping);
}

void Engine::Core::becomeStopped() {
    release();
    failure.reset();
    for (auto& completion : std::exchange(m_stopCompletions, {})) m_services.executor.post(std::move(completion));
    setState(EngineState::Stopped);
}

void Engine::Core::failWith(Error error) {
    release();
    ++m_attempt;
    failure = error;
    completeStart(fail(std::move(error)));
    setState(EngineState::Failed);
}

void Engine::Core::completeStart(Status status) {
    if (const auto completion = std::exchange(m_startCompletion, {}))
        m_services.executor.post([completion, status = std::move(status)] { completion(status); });
}

void Engine::Core::release() {
    m_healthStop.request_stop();
    m_stopCallback.reset();
    m_ticker.reset();
    m_process.reset();
    m_runFolder.reset();
}

void Engine::Core::abandon() {
    ++m_attempt;
    m_onStateChanged = {};
    release();
    completeStart(fail(cancelledError()));
    for (auto& completion : std::exchange(m_stopCompletions, {})) m_services.executor.post(std::move(completion));
}

} // namespace orrery::inference
