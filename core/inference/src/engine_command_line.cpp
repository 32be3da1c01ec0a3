// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/engine_command_line.h>

#include <orrery/platform/sandbox.h>

#include <optional>
#include <utility>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

constexpr const char* socketName = "e.sock";
constexpr const char* modelInside = "/model.gguf";
constexpr const char* runFolderInside = "/run/engine";
constexpr const char* releaseInside = "/opt/engine";

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

bool isBelow(const fs::path& path, const fs::path& folder) {
    const fs::path relative = path.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

/// How the runtime looks from inside the sandbox.
struct InsideView {
    fs::path usr;
    std::optional<platform::SandboxPath> release;
    fs::path server;
};

std::optional<InsideView> insideView(const EngineRuntime& runtime) {
    if (!runtime.loader.empty()) return InsideView{runtime.folder / "usr", {}, "/usr/bin/llama-server"};
    if (isBelow(runtime.server, "/usr")) return InsideView{"/usr", {}, runtime.server};
    if (runtime.folder.empty()) return std::nullopt;
    return InsideView{"/usr", platform::SandboxPath{runtime.folder, releaseInside},
                      releaseInside / runtime.server.lexically_relative(runtime.folder)};
}

platform::ProcessSpec sandboxedCommand(const InsideView& view, const EngineSettings& settings,
                                       const EngineLaunch& launch) {
    platform::SandboxPlan plan;
    plan.bwrap = launch.bwrap;
    plan.runtimeUsr = view.usr;
    plan.readOnly = {{fs::absolute(settings.model), modelInside}};
    if (view.release) plan.readOnly.push_back(*view.release);
    plan.writable = {{launch.runFolder, runFolderInside}};
    plan.chdir = "/tmp";
    platform::ProcessSpec inner;
    inner.program = view.server.string();
    inner.arguments = serverArguments(settings, launch, modelInside, std::string(runFolderInside) + '/' + socketName);
    inner.environment = {{"GOMP_SPINCOUNT", "1000"}}; // else one busy core, such as a 3D window, slows it tenfold
    return platform::sandboxed(plan, inner);
}

} // namespace

EngineCommand engineCommand(const EngineRuntime& runtime, const EngineSettings& settings, const EngineLaunch& launch) {
    const fs::path socket = launch.runFolder / socketName;
    const auto view = launch.bwrap.empty() ? std::nullopt : insideView(runtime);
    if (view) return {sandboxedCommand(*view, settings, launch), socket, true};
    auto arguments = serverArguments(settings, launch, fs::absolute(settings.model).string(), socket.string());
    return {plainCommand(runtime, std::move(arguments)), socket, false};
}

} // namespace orrery::inference
