// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <filesystem>

namespace orrery::runtimes {

/// Bytes on the disk of all below it; a file with several names counts once. Blocks.
std::uint64_t diskUse(const std::filesystem::path& folder);

/// Removes a folder and all below it, also where folders in it forbid writing. Follows no link. Blocks.
std::error_code removeTree(const std::filesystem::path& folder);

/// Whether that is a runtime folder in `root`. Errc::NotOurs. Blocks.
Status checkOurs(const std::filesystem::path& root, const std::filesystem::path& folder);

/// Whether no process runs from it. Errc::InUse. Blocks.
Status checkUnused(const std::filesystem::path& folder);

/// Takes one runtime folder out of `root`: out of sight at once, then away. Errc::NotOurs, Errc::InUse. Blocks.
Status removeManaged(const std::filesystem::path& root, const std::filesystem::path& folder);

} // namespace orrery::runtimes
