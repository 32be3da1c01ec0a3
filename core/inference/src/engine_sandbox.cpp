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

std::optional<InsideView> insideView(const EngineRuntime& runtime) {
    if (!runtime.loader.empty()) return InsideView{runtime.folder / "usr", {}, "/usr/bin"};
    if (isBelow(runtime.server, "/usr")) return InsideView{"/usr", {}, runtime.server.parent_path()};
    if (runtime.folder.empty()) return std::nullopt;
    const fs::path server = releaseInside / runtime.server.lexically_relative(runtime.folder);
    return InsideView{"/usr", platform::SandboxPath{runtime.folder, releaseInside}, server.parent_path()};
}

std::vector<platform::SandboxPath> modelInside(const fs::path& model) {
    const auto parts = gguf::partNames(fs::absolute(model).string());
    if (parts.size() == 1) return {{parts.front(), "/model.gguf"}};
    std::vector<platform::SandboxPath> inside;
    for (std::size_t i = 0; i < parts.size(); ++i)
        inside.push_back({parts[i], fmt::format("/model-{:05}-of-{:05}.gguf", i + 1, parts.size())});
    return inside;
}

platform::SandboxPlan engineSandbox(const InsideView& view, const std::string& bwrap,
                                    std::vector<platform::SandboxPath> readOnly) {
    platform::SandboxPlan plan;
    plan.bwrap = bwrap;
    plan.runtimeUsr = view.usr;
    plan.readOnly = std::move(readOnly);
    if (view.release) plan.readOnly.push_back(*view.release);
    plan.chdir = "/tmp";
    return plan;
}

} // namespace orrery::inference
