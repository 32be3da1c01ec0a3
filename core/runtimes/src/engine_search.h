// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/inference/runtime.h>

#include <filesystem>

namespace orrery::runtimes {

/// The runtime in an unpacked archive: the highest folder in it that is one. Its programs are made executable, which
/// some archives forget. Errc::NoEngine. Blocks.
Result<inference::EngineRuntime> findEngineBelow(const std::filesystem::path& tree);

} // namespace orrery::runtimes
