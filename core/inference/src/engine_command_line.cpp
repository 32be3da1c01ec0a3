// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/engine_command_line.h>

#include "engine_sandbox.h"

#include <utility>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

constexpr const char* socketName = "e.sock";
constexpr const char* runFolderInside = "/run/engine";

std::string aliasOf(const EngineSettings& settings) {
    return settings.alias.empty() ? settings.model.stem().string() : settings.alias;
}

std::vector<std::string> serverArguments(const EngineSettings& settings, const EngineLaunch& launch,
                                         const std::string& model, const std::string& socket) {
    std::vector<std::string> arguments = {"-m",
                                          model,
                                          "-a",
                                          aliasOf(settings),
                                          "--host",
                                          socket,
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
                                          "--log-jsonl",
                                          "-lv",
                                          "4"};
    if (!launch.repackWeights) arguments.emplace_back("-nr");
    return arguments;
}

platform::ProcessSpec sandboxedCommand(const InsideView& view, const EngineRuntime& runtime,
                                       const EngineSettings& settings, const EngineLaunch& launch) {
    const auto model = modelInside(settings.model);
    auto plan = engineSandbox(view, launch.bwrap, model);
    plan.writable = {{launch.runFolder, runFolderInside}};
    platform::ProcessSpec inner;
    inner.program = (view.programs / runtime.server.filename()).string();
    inner.arguments = serverArguments(settings, launch, model.front().inside.string(),
                                      std::string(runFolderInside) + '/' + socketName);
    inner.environment = {{"GOMP_SPINCOUNT", "1000"}}; // else one busy core, such as a 3D window, slows it tenfold
    return platform::sandboxed(plan, inner);
}

} // namespace

EngineCommand engineCommand(const EngineRuntime& runtime, const EngineSettings& settings, const EngineLaunch& launch) {
    const fs::path socket = launch.runFolder / socketName;
    const auto view = launch.bwrap.empty() ? std::nullopt : insideView(runtime);
    if (view) return {sandboxedCommand(*view, runtime, settings, launch), socket, true};
    auto arguments = serverArguments(settings, launch, fs::absolute(settings.model).string(), socket.string());
    return {plainCommand(runtime, std::move(arguments)), socket, false};
}

} // namespace orrery::inference
