// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_sandbox.h"

#include <orrery/gguf/file_name.h>

#include <fmt/format.h>

#include <utility>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

constexpr const char* releaseInside = "/opt/engine";

bool isBelow(const fs::path& path, const fs::path& folder) {
    const fs::path relative = path.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

} // namespace

std::optional<InsideView> insideView(const EngineRuntime& runtime, bool hostDrivers) {
    const auto inside = [&](const fs::path& path) { return releaseInside / path.lexically_relative(runtime.folder); };
    const platform::SandboxPath release{runtime.folder, releaseInside};
    if (!runtime.loader.empty() && hostDrivers)
        return InsideView{"/usr", release, inside(runtime.server).parent_path(), inside(runtime.loader),
                          inside(runtime.backends)};
    if (!runtime.loader.empty()) return InsideView{runtime.folder / "usr", {}, "/usr/bin", {}, {}};
    if (isBelow(runtime.server, "/usr")) return InsideView{"/usr", {}, runtime.server.parent_path(), {}, {}};
    if (runtime.folder.empty()) return std::nullopt;
    return InsideView{"/usr", release, inside(runtime.server).parent_path(), {}, {}};
}

platform::ProcessSpec insideCommand(const InsideView& view, const std::string& program,
                                    std::vector<std::string> arguments) {
    EngineRuntime runtime;
    runtime.server = view.programs / program;
    runtime.loader = view.loader;
    runtime.backends = view.backends;
    auto spec = plainCommand(runtime, std::move(arguments));
    spec.environment.erase("HOME"); // the sandbox has its own
    return spec;
}

std::vector<platform::SandboxPath> modelInside(const fs::path& model) {
    const auto parts = gguf::partNames(fs::absolute(model).string());
    if (parts.size() == 1) return {{parts.front(), "/model.gguf"}};
    std::vector<platform::SandboxPath> inside;
    for (std::size_t i = 0; i < parts.size(); ++i)
        inside.push_back({parts[i], fmt::format("/model-{:05}-of-{:05}.gguf", i + 1, parts.size())});
    return inside;
}

platform::SandboxPlan engineSandbox(const InsideView& view, const EngineLaunch& launch,
                                    std::vector<platform::SandboxPath> readOnly) {
    platform::SandboxPlan plan;
    plan.bwrap = launch.bwrap;
    plan.sealUserNamespaces = launch.sealUserNamespaces;
    plan.runtimeUsr = view.usr;
    plan.readOnly = std::move(readOnly);
    if (view.release) plan.readOnly.push_back(*view.release);
    if (launch.gpu) {
        plan.devices = launch.gpu->devices;
        plan.readOnly.insert(plan.readOnly.end(), launch.gpu->readOnly.begin(), launch.gpu->readOnly.end());
    }
    plan.chdir = "/tmp";
    return plan;
}

} // namespace orrery::inference
