// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run_folder.h"

#include <orrery/base/result.h>
#include <orrery/gguf/facts.h>
#include <orrery/gguf/memory.h>
#include <orrery/inference/engine_command_line.h>
#include <orrery/inference/engine_report.h>
#include <orrery/inference/engine_settings.h>
#include <orrery/platform/machine.h>

namespace orrery::inference {

/// Everything a start needs, found out before the process exists.
struct Preparation {
    gguf::ModelFacts model;
    gguf::MemoryEstimate memory;
    EngineLaunch launch;
    EngineCommand command;
    RunFolder runFolder;
};

/// What is decided for a start on that machine; all but the run folder.
EngineLaunch decideLaunch(const EngineHost& host, const EngineSettings& settings, const gguf::ModelFacts& model,
                          const platform::MachineFacts& machine);

/// What a start would take, and what there is. Bytes.
struct MemoryOutlook {
    gguf::MemoryEstimate need;
    std::uint64_t available = 0; ///< 0: not known.
};

/// Fails as prepareEngine() does on files that cannot be read. Blocks on the disk: runs on a worker.
Result<MemoryOutlook> foreseeMemory(const EngineHost& host, const EngineSettings& settings);

/// Checks the model and the memory, and makes the private folder. Blocks on the disk: runs on a worker.
Result<Preparation> prepareEngine(const EngineHost& host, const EngineSettings& settings);

} // namespace orrery::inference
