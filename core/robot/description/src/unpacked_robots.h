// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace orrery::robot {

/// Marks an unpacked archive's folder as used now.
void markUsed(const std::filesystem::path& folder);

/// Removes from the cache folder what unpackRobotArchive put there and nobody has used of late: all but the
/// unpackedRobotsKept last used, whatever is older than unpackedRobotsAge, and what a crash left half unpacked a day
/// ago. `current` stays, and so does everything with another kind of name.
void removeUnused(const std::filesystem::path& cache, const std::filesystem::path& current);

} // namespace orrery::robot
