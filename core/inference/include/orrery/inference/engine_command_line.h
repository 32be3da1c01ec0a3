// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/inference/engine_settings.h>
#include <orrery/inference/runtime.h>
#include <orrery/platform/child_process.h>

#include <filesystem>
#include <string>

namespace orrery::inference {

/// What is decided for one start, beside the person's settings.
struct EngineLaunch {
    std::uint32_t contextTokens = 4096;
    unsigned threads = 1;
    bool repackWeights = false;
    std::filesystem::path runFolder; ///< Fresh and private; the socket goes there.
    std::string bwrap;               ///< Full path of bubblewrap; empty: no sandbox.
};

struct EngineCommand {
    platform::ProcessSpec process;
    std::filesystem::path socket; ///< Where the engine will answer, as seen from outside the sandbox.
    bool sandboxed = false;
};

/// The command that starts the engine: no network, no TCP port, one conversation, its log as JSON lines. Pure.
/// A program of this system that lies outside /usr runs without a sandbox even if there is one: what else it needs is
/// not known.
EngineCommand engineCommand(const EngineRuntime& runtime, const EngineSettings& settings, const EngineLaunch& launch);

} // namespace orrery::inference
