// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/platform/child_process.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace orrery::inference {

/// Where a llama-server was found; also the order in which they are preferred.
enum class RuntimeKind {
    Configured, ///< The person said so, in the settings or by $ORRERY_LLAMA_RUNTIME.
    Managed,    ///< A runtime folder of Orrery's own.
    Path,       ///< Installed on this computer.
};

/// A llama-server and what it needs around it.
struct EngineRuntime {
    RuntimeKind kind = RuntimeKind::Path;
    std::filesystem::path folder; ///< An unpacked build with usr/ in it, or the folder of a release archive; empty for
                                  ///< a program of this system.
    std::filesystem::path server;
    std::filesystem::path loader; ///< The unpacked build's own dynamic loader; empty: the program starts by itself.
    std::filesystem::path
        backends;        ///< The unpacked build's folder of compute back ends; empty: the program finds them itself.
    std::string version; ///< "0.7.0 (build 11669, commit Debian)"; empty until probed.
};

/// Where to look. Nothing set: only what stands on PATH.
struct RuntimeSearch {
    std::filesystem::path configured;    ///< A runtime folder or a llama-server program.
    std::filesystem::path managedFolder; ///< Holds one folder for each runtime.
    std::filesystem::path onPath;        ///< The llama-server on PATH; empty when there is none.
};

/// What this computer says: $ORRERY_LLAMA_RUNTIME (or `configured`, which wins), runtimes/ in the data folder, PATH.
RuntimeSearch standardRuntimeSearch(const std::filesystem::path& configured = {});

/// All that exist, best first; of the managed ones the last by name first, where numbers count as numbers ("b9999"
/// before "b11669") and hidden folders do not. Looks at files only and starts nothing.
std::vector<EngineRuntime> locateRuntimes(const RuntimeSearch& search);

/// What lies in that folder (or is that program), if there is a llama-server.
std::optional<EngineRuntime> inspectRuntime(const std::filesystem::path& place, RuntimeKind kind);

/// The command that starts it outside a sandbox.
platform::ProcessSpec plainCommand(const EngineRuntime& runtime, std::vector<std::string> arguments);

/// The version in what `--version` printed; nothing if that is no llama-server.
std::optional<std::string> parseVersion(std::string_view output);

/// The names in what `--list-devices` printed, with their descriptions; empty without a GPU.
std::vector<std::string> parseDevices(std::string_view output);

} // namespace orrery::inference
