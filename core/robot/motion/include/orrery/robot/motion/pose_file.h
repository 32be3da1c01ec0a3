// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot {

/// A pose somebody kept.
struct KeptPose {
    std::string name;                     ///< For a person; UTF-8, 1 to kMaxPoseName bytes, unique in its file.
    std::map<std::string, double> joints; ///< rad or m by joint; at least one, all finite.
    std::string picture;                  ///< PNG in base64, empty without one.

    bool operator==(const KeptPose&) const = default;
};

/// The kept poses of one robot.
struct PoseFile {
    std::string robot; ///< The description's name.
    std::vector<KeptPose> poses;

    bool operator==(const PoseFile&) const = default;
};

/// Larger files are refused.
inline constexpr std::size_t kMaxPoseFileBytes = 32U << 20;
inline constexpr std::size_t kMaxPoses = 500;
inline constexpr std::size_t kMaxPoseName = 120;
inline constexpr std::size_t kMaxPoseJoints = 256;
inline constexpr std::size_t kMaxPosePicture = 512U << 10; ///< Bytes of base64.

/// Reads a pose file:
///
///     {"format": "orrery-poses", "version": 1, "robot": "so101",
///      "poses": [{"name": "Ready", "joints": {"elbow": 0.4}, "picture": "iVBORw0..."}]}
///
/// Positions are radians or metres. Unknown members are ignored. A picture that is no PNG in base64 is left out.
/// @param text JSON, UTF-8; untrusted.
/// @param sourceName what messages call it, normally the file's path.
/// @return the poses, or Errc::InvalidArgument saying what is wrong in which line or pose.
Result<PoseFile> readPoseFile(std::string_view text, const std::string& sourceName);

/// What readPoseFile reads, for people to share: indented, joints by name.
std::string writePoseFile(const PoseFile& file);

/// `wanted`, or with a number behind it where a pose of that name is there already; cut to kMaxPoseName.
std::string freePoseName(const PoseFile& file, std::string wanted);

} // namespace orrery::robot
