// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/inference/engine_settings.h>
#include <orrery/inference/runtime.h>
#include <orrery/platform/child_process.h>
#include <orrery/platform/sandbox.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace orrery::inference {

/// What an engine with a graphics card in it needs to see of the computer.
struct GpuAccess {
    std::vector<platform::SandboxPath> devices;
    std::vector<platform::SandboxPath> readOnly;
    bool hostDrivers = false; ///< NVIDIA: the driver's libraries must be those of this system, not the runtime's.
};

/// What is decided for one start, beside the person's settings.
struct EngineLaunch {
    std::uint32_t contextTokens = 4096;
    unsigned threads = 1;
    bool repackWeights = false;
    std::filesystem::path runFolder;                     ///< Fresh and private; the socket goes there.
    std::string bwrap;                                   ///< Full path of bubblewrap; empty: no sandbox.
    bool sealUserNamespaces = false;                     ///< See SandboxPlan.
    std::optional<std::uint64_t> addressSpaceLimit = {}; ///< Bytes.
    std::optional<GpuAccess> gpu = {};                   ///< None: it gets no graphics card.
};

struct EngineCommand {
    platform::ProcessSpec process;
    std::filesystem::path socket; ///< Where the engine will answer, as seen from outside the sandbox.
    bool sandboxed = false;
};

/// The command that starts the engine: no network, no TCP port, one conversation, its log as JSON lines. Pure. The
/// sandbox shows it the model (all parts of a split one), the projector, its own programs, and nothing else.
/// A program of this system that lies outside /usr runs without a sandbox even if there is one: what else it needs is
/// not known.
EngineCommand engineCommand(const EngineRuntime& runtime, const EngineSettings& settings, const EngineLaunch& launch);

} // namespace orrery::inference
