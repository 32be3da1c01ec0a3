// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace orrery::runtimes {

/// A process of this user whose program is a file below that folder, in a sandbox or not. Blocks.
/// @param processes the system's /proc.
std::optional<std::int64_t> processRunningFrom(const std::filesystem::path& folder,
                                               const std::filesystem::path& processes = "/proc");

} // namespace orrery::runtimes
