// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace orrery::robot {

/// Why a recording could not be made or read.
enum class RecordErrc {
    NotARecording,      ///< The file is not MCAP.
    Damaged,            ///< It begins as MCAP and then makes no sense, or what is asked for is missing from it.
    TooLarge,           ///< It asks for more memory than a recording reasonably needs.
    UnknownCompression, ///< Its chunks are compressed in a way this build cannot read.
    NoJoints,           ///< It has no joint states, or none of the robot's joints.
    AlreadyRecording,   ///< A take is being recorded.
    NotRecording,       ///< No take is being recorded.
};
std::string_view errorDomain(RecordErrc);
std::string_view errorName(RecordErrc value);

} // namespace orrery::robot
