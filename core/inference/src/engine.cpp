// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/engine.h>

#include "engine_core.h"

#include <utility>

namespace orrery::inference {

std::string_view name(EngineState state) {
    switch (state) {
    case EngineState::Stopped: return "stopped";
    case EngineState::Starting: return "starting";
    case EngineState::Ready: return "ready";
    case EngineState::Stopping: return "stopping";
    case EngineState::Failed: return "failed";
    }
    return "unknown";
}

Engine::Engine(EngineServices services, StateChanged onStateChanged)
    : m_core(std::make_shared<Core>(services, std::move(onStateChanged))) {}

Engine::~Engine() {
    m_core->abandon();
}

void Engine::start(EngineHost host, EngineSettings settings, std::stop_token stop,
                   std::function<void(Status)> completion) {
    const auto keep = m_core; // a callback may destroy the Engine
    keep->start(std::move(host), std::move(settings), std::move(stop), std::move(completion));
}

void Engine::stop(std::function<void()> completion) {
    const auto keep = m_core;
    keep->stop(std::move(completion));
}

EngineState Engine::state() const {
    return m_core->state;
}

const std::optional<Error>& Engine::failure() const {
    return m_core->failure;
}

const EngineFacts& Engine::facts() const {
    return m_core->facts;
}

ChatEndpoint Engine::endpoint() const {
    return m_core->endpoint;
}

const std::deque<LogLine>& Engine::log() const {
    return m_core->log.lines();
}

} // namespace orrery::inference
