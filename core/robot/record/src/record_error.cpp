// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/record_error.h>

namespace orrery::robot {

std::string_view errorDomain(RecordErrc) {
    return "record";
}

std::string_view errorName(RecordErrc value) {
    switch (value) {
    case RecordErrc::NotARecording: return "not-a-recording";
    case RecordErrc::Damaged: return "damaged";
    case RecordErrc::TooLarge: return "too-large";
    case RecordErrc::UnknownCompression: return "unknown-compression";
    case RecordErrc::NoJoints: return "no-joints";
    case RecordErrc::AlreadyRecording: return "already-recording";
    case RecordErrc::NotRecording: return "not-recording";
    }
    return "unknown";
}

} // namespace orrery::robot
