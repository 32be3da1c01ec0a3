// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/engine_command_line.h>

#include "engine_sandbox.h"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

constexpr const char* socketName = "e.sock";
constexpr const char* runFolderInside = "/run/engine";

constexpr const char* projectorInside = "/projector.gguf";
constexpr const char* httpThreads = "16"; // each open answer holds one, and the health check must still be heard

std::string aliasOf(const EngineSettings& settings) {
    return settings.alias.empty() ? settings.model.stem().string() : settings.alias;
}

/// Where the engine finds its files, as it sees them.
struct EngineFiles {
    std::string model;
    std::string projector;
    std::string socket;
};

using Arguments = std::vector<std::string>;

void addSettings(Arguments& to, const EngineSettings& settings, const EngineLaunch& launch) {
    const auto add = [&to](std::initializer_list<std::string> arguments) { to.insert(to.end(), arguments); };
    if (!launch.repackWeights) add({"-nr"});
    if (!settings.cacheType.empty()) add({"-ctk", settings.cacheType, "-ctv", settings.cacheType});
    const bool compressed = !settings.cacheType.empty() && settings.cacheType != "f16";
    if (compressed) add({"-fa", "on"});
    if (settings.gpuLayers) add({"-ngl", std::to_string(*settings.gpuLayers)});
    if (!settings.chatTemplate.empty()) add({"--chat-template", settings.chatTemplate});
}

Arguments serverArguments(const EngineSettings& settings, const EngineLaunch& launch, const EngineFiles& files) {
    Arguments arguments = {"-m",
                           files.model,
                           "-a",
                           aliasOf(settings),
                           "--host",
                           files.socket,
                           "--offline",
                           "--no-ui",
                           "-np",
                           "1",
                           "-c",
                           std::to_string(launch.contextTokens),
                           "--cache-ram",
                           "0",
                           "--sse-ping-interval",
                           "-1",
                           "-b",
                           std::to_string(settings.batchTokens),
                           "-ub",
                           std::to_string(settings.batchTokens),
                           "-t",
                           std::to_string(launch.threads),
                           "--threads-http",
                           httpThreads,
                           "--log-jsonl",
                           "-lv",
                           "4"};
    if (!files.projector.empty()) arguments.insert(arguments.end(), {"--mmproj", files.projector});
    addSettings(arguments, settings, launch);
    return arguments;
}

platform::ProcessSpec sandboxedCommand(const InsideView& view, const EngineRuntime& runtime,
                                       const EngineSettings& settings, const EngineLaunch& launch) {
    auto readOnly = modelInside(settings.model);
    EngineFiles files{readOnly.front().inside.string(), {}, std::string(runFolderInside) + '/' + socketName};
    if (!settings.projector.empty()) {
        files.projector = projectorInside;
        readOnly.push_back({fs::absolute(settings.projector), projectorInside});
    }
    auto plan = engineSandbox(view, launch, std::move(readOnly));
    plan.writable = {{launch.runFolder, runFolderInside}};
    auto inner = insideCommand(view, runtime.server.filename().string(), serverArguments(settings, launch, files));
    inner.addressSpaceLimit = launch.addressSpaceLimit;
    return platform::sandboxed(plan, inner);
}

platform::ProcessSpec openCommand(const EngineRuntime& runtime, const EngineSettings& settings,
                                  const EngineLaunch& launch, const fs::path& socket) {
    EngineFiles files{fs::absolute(settings.model).string(), {}, socket.string()};
    if (!settings.projector.empty()) files.projector = fs::absolute(settings.projector).string();
    auto process = plainCommand(runtime, serverArguments(settings, launch, files));
    process.addressSpaceLimit = launch.addressSpaceLimit;
    return process;
}

} // namespace

EngineCommand engineCommand(const EngineRuntime& runtime, const EngineSettings& settings, const EngineLaunch& launch) {
    const fs::path socket = launch.runFolder / socketName;
    const bool hostDrivers = launch.gpu && launch.gpu->hostDrivers;
    const auto view = launch.bwrap.empty() ? std::nullopt : insideView(runtime, hostDrivers);
    if (view) return {sandboxedCommand(*view, runtime, settings, launch), socket, true};
    return {openCommand(runtime, settings, launch, socket), socket, false};
}

} // namespace orrery::inference
