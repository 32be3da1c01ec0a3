// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/inference/engine_command_line.h>
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
    std::filesystem::path loader;   ///< What starts them there; empty: they start by themselves.
    std::filesystem::path backends; ///< With a loader: where its back ends lie, inside.
};

/// Nothing for a program that lies where the sandbox cannot show what else it needs.
/// @param hostDrivers /usr is to be this system's.
std::optional<InsideView> insideView(const EngineRuntime& runtime, bool hostDrivers = false);

/// The command that starts one of the runtime's programs there.
platform::ProcessSpec insideCommand(const InsideView& view, const std::string& program,
                                    std::vector<std::string> arguments);

/// The files of a model as the sandbox shows them, all parts of a split one; the first is the one to load.
std::vector<platform::SandboxPath> modelInside(const std::filesystem::path& model);

/// A sandbox in which the runtime's programs find themselves, these files, the graphics card if `launch` says so, and
/// nothing else.
platform::SandboxPlan engineSandbox(const InsideView& view, const EngineLaunch& launch,
                                    std::vector<platform::SandboxPath> readOnly);

} // namespace orrery::inference
