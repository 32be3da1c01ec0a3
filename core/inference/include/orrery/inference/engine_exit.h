// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/error.h>
#include <orrery/inference/engine_log.h>
#include <orrery/inference/engine_settings.h>
#include <orrery/platform/child_process.h>

#include <optional>
#include <string>

namespace orrery::inference {

/// How far the engine had come when it ended.
enum class EnginePhase { Starting, Ready };

/// Why the engine ended, for a person: every failure is exit status 1, so the log has to tell. `detail` holds the first
/// errors in it, `where` the model.
Error classifyExit(const platform::ProcessExit& exit, const EngineLog& log, EnginePhase phase,
                   const std::string& model);

/// Settings with which a start that failed so may succeed, if a person agrees: the ChatML template in place of one that
/// cannot be read.
std::optional<EngineSettings> settingsForRetry(const Error& failure, const EngineSettings& settings);

} // namespace orrery::inference
