// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot {

enum class DescriptionKind { Urdf, Xacro, Sdf, Mjcf };

/// What a file's first bytes are, by its root element: <robot> (with or without xacro), <sdf>, <mujoco>. Nothing for
/// everything else.
std::optional<DescriptionKind> descriptionKindOf(std::string_view head);

struct DescriptionFile {
    std::string file; ///< Absolute path.
    DescriptionKind kind = DescriptionKind::Urdf;
};

/// The descriptions in a folder and below, the likeliest first: plain URDF before xacro, SDF and MJCF, whole robots
/// before parts of them, and what lies higher and is named like its folder. Hidden folders, links to folders and what
/// lies deeper than any robot are left out. Fails with DescriptionErrc::NotFound when there is none. Blocks.
Result<std::vector<DescriptionFile>> findDescriptions(const std::string& folder);

inline constexpr std::size_t unpackedRobotsKept = 8;
inline constexpr std::chrono::hours unpackedRobotsAge{30 * 24};

/// Unpacks a zip or tar archive into a folder of its own below `cacheFolder`, and says which; one that was unpacked
/// before is not unpacked again. Whenever another one is unpacked, those not used of late are removed: only the
/// unpackedRobotsKept last used stay, and no longer than unpackedRobotsAge. Nothing is written outside: names that lead
/// out refuse the archive, links and devices are left out, and names, sizes and their sum are bounded. Fails with
/// DescriptionErrc::NotFound, TooLarge or BadArchive. Blocks.
Result<std::string> unpackRobotArchive(const std::string& archive, const std::string& cacheFolder);

/// Whether the file is an archive that unpackRobotArchive knows, by its first bytes.
bool isRobotArchive(const std::string& file);

} // namespace orrery::robot
