// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/error.h>
#include <orrery/inference/engine_log.h>
#include <orrery/platform/child_process.h>

#include <string>

namespace orrery::inference {

/// How far the engine had come when it ended.
enum class EnginePhase { Starting, Ready };

/// Why the engine ended, for a person: every failure is exit status 1, so the log has to tell. `detail` holds the first
/// errors in it, `where` the model.
Error classifyExit(const platform::ProcessExit& exit, const EngineLog& log, EnginePhase phase,
                   const std::string& model);

} // namespace orrery::inference
