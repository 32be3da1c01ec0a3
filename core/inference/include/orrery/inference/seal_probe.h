// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/inference/engine.h>

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace orrery::inference {

/// Whether the sandbox holds, as found out from inside it.
struct SealReport {
    bool sealed = false; ///< Proven: neither a connection out nor a file of the person's.
    std::string text;    ///< How that was found out, one sentence.
};

/// Tries the engine's sandbox from inside: the engine itself is told to fetch a model from a listener of ours on this
/// computer, and to load a model that lies outside. Both must fail. The same fetch outside the sandbox, where it must
/// come through, shows that the engine really tries. Under a second; at most 15 s. Without a sandbox nothing is tried.
/// @param model a model file this user can read; it is not shown to the sandbox.
/// @param completion on services.executor, once.
void probeSeal(const EngineServices& services, const EngineHost& host, const std::filesystem::path& model,
               std::stop_token stop, std::function<void(Result<SealReport>)> completion);

} // namespace orrery::inference
