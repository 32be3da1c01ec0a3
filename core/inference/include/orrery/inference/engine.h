// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/gguf/facts.h>
#include <orrery/gguf/memory.h>
#include <orrery/inference/chat_client.h>
#include <orrery/inference/engine_log.h>
#include <orrery/inference/engine_report.h>
#include <orrery/inference/engine_settings.h>
#include <orrery/net/http_client.h>
#include <orrery/platform/event_thread.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>

namespace orrery::inference {

/// What an engine stands on. All outlive it, and `executor` outlives the other three.
struct EngineServices {
    platform::EventThread& processes;
    net::HttpClient& http;
    Executor& workers;  ///< For reading files.
    Executor& executor; ///< Where the Engine lives: runs one task at a time.
};

enum class EngineState { Stopped, Starting, Ready, Stopping, Failed };
std::string_view name(EngineState state);

/// What is known about a running engine.
struct EngineFacts {
    gguf::ModelFacts model;
    gguf::MemoryEstimate memory;
    std::uint32_t contextTokens = 0;
    bool weightsRepacked = false; ///< They are memory of the engine's own; else the file is mapped.
    bool sandboxed = false;
    std::int64_t processId = 0; ///< Of the process started: the sandbox's, if there is one.
    std::filesystem::path runFolder;
    std::chrono::milliseconds startTime{0}; ///< From the process's start to the first sign of readiness.
};

/// One model, loaded in one llama-server of its own.
///
///     Stopped -> Starting -> Ready -> Stopping -> Stopped
///
/// From Starting and Ready it goes to Failed when the engine ends by itself or hangs; it is never started again by
/// itself.
///
/// Everything happens on `EngineServices::executor`: call all methods there, hear all callbacks there. The object may
/// be destroyed at any time, also from a callback: the process is ended, its folder removed, and completions still owed
/// come with Cancelled.
class Engine {
public:
    using StateChanged = std::function<void(EngineState)>;

    /// @param onStateChanged hears every change; some come inside start() and stop().
    Engine(EngineServices services, StateChanged onStateChanged);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Checks the model, starts the process, waits until it answers. From Stopped or Failed.
    /// @param stop ends the attempt as stop() does; without effect once Ready.
    /// @param completion once: success when Ready, else the Error (Cancelled, inference::Errc, gguf::Errc, ...).
    void start(EngineHost host, EngineSettings settings, std::stop_token stop, std::function<void(Status)> completion);

    /// Ends the process, gently for a second. From any state; `completion` runs once nothing is left of it.
    void stop(std::function<void()> completion = {});

    [[nodiscard]] EngineState state() const;
    [[nodiscard]] const std::optional<Error>& failure() const; ///< Why it is Failed.
    [[nodiscard]] const EngineFacts& facts() const;            ///< Of the last start.
    [[nodiscard]] ChatEndpoint endpoint() const;               ///< Where to chat with it while Ready.
    [[nodiscard]] const std::deque<LogLine>& log() const;      ///< The last lines the engine wrote, in the last start.

private:
    class Core;
    std::shared_ptr<Core> m_core;
};

} // namespace orrery::inference
