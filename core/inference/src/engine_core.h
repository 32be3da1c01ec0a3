// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/inference/engine.h>

#include "engine_preparation.h"
#include "ticker.h"

#include <orrery/platform/child_process.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace orrery::inference {

/// The state machine behind Engine. Lives on `services.executor`; shared, so that what is under way may outlast the
/// Engine.
class Engine::Core : public std::enable_shared_from_this<Core> {
public:
    Core(EngineServices services, StateChanged onStateChanged);

    void start(EngineHost host, EngineSettings settings, std::stop_token stop, std::function<void(Status)> completion);
    void stop(std::function<void()> completion);
    void abandon();

    EngineState state = EngineState::Stopped;
    std::optional<Error> failure;
    EngineFacts facts;
    EngineLog log;
    ChatEndpoint endpoint;

private:
    void setState(EngineState next);
    void cancelStart();
    void watchStopToken(std::stop_token stop);
    void prepare(EngineHost host);
    void prepared(Result<Preparation>& preparation);
    void launch(platform::ProcessSpec command);
    void finished(const Result<platform::ProcessExit>& exit);
    void tick();
    void checkHealth();
    void healthAnswered(const Result<net::HttpResponse>& answer);
    void becomeReady();
    void becomeStopped();
    void failWith(Error error);
    void completeStart(Status status);
    void release();
    [[nodiscard]] std::chrono::milliseconds sinceLaunch() const;

    // Whoever hears setState() may start or destroy the Engine there, so it comes last in every step.

    /// A task that calls `method` if this start is still the current one by then.
    template <class Method>
    auto ifCurrent(Method method);

    EngineServices m_services;
    StateChanged m_onStateChanged;
    EngineSettings m_settings;
    std::uint64_t m_attempt = 0; ///< Which start it is; answers to an earlier one are dropped.
    std::optional<RunFolder> m_runFolder;
    std::unique_ptr<platform::ChildProcess> m_process;
    std::unique_ptr<Ticker> m_ticker;
    std::stop_source m_healthStop;
    bool m_healthPending = false;
    int m_silentChecks = 0;
    std::chrono::steady_clock::time_point m_launched;
    std::function<void(Status)> m_startCompletion;
    std::vector<std::function<void()>> m_stopCompletions;
    std::optional<std::stop_callback<std::function<void()>>> m_stopCallback;
};

} // namespace orrery::inference
