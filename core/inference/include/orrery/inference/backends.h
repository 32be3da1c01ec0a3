// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/inference/runtime.h>

#include <string>
#include <vector>

namespace orrery::inference {

/// What a runtime can compute with, by the libraries that lie in its folder: "CPU (14 variants)", "Vulkan", "CUDA".
/// Whether this computer has the hardware for it is another matter (RuntimeReport::devices). Empty when its libraries
/// lie elsewhere, as those of a program of this system do. Looks at files only; blocks.
std::vector<std::string> findBackends(const EngineRuntime& runtime);

} // namespace orrery::inference
