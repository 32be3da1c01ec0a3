// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/inference/runtime.h>
#include <orrery/platform/sandbox.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace orrery::inference {

/// How a runtime looks from inside the sandbox.
struct InsideView {
    std::filesystem::path usr; ///< What stands there as /usr.
    std::optional<platform::SandboxPath> release;
    std::filesystem::path programs; ///< The folder of llama-server and its kin, inside.
};

/// Nothing for a program that lies where the sandbox cannot show what else it needs.
std::optional<InsideView> insideView(const EngineRuntime& runtime);

/// The files of a model as the sandbox shows them, all parts of a split one; the first is the one to load.
std::vector<platform::SandboxPath> modelInside(const std::filesystem::path& model);

/// A sandbox in which the runtime's programs find themselves and these files, and nothing else.
platform::SandboxPlan engineSandbox(const InsideView& view, const std::string& bwrap,
                                    std::vector<platform::SandboxPath> readOnly);

} // namespace orrery::inference
