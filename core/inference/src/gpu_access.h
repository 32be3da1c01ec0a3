// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/inference/engine_command_line.h>
#include <orrery/inference/runtime.h>

#include <filesystem>
#include <optional>

namespace orrery::inference {

/// What this runtime needs to see of the computer to use a graphics card; nothing if it can use none or there is none.
/// Looks at file names only. @param root the folder with dev and sys in it.
std::optional<GpuAccess> gpuAccess(const EngineRuntime& runtime, const std::filesystem::path& root = "/");

} // namespace orrery::inference
