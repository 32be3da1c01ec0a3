// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/pose_file.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

using namespace orrery::robot;

/// What is read can be used and written, and reads the same again: finite positions, names that tell poses apart,
/// within the caps.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = readPoseFile({reinterpret_cast<const char*>(data), size}, "fuzz.json");
    if (!file) return 0;
    if (file->poses.size() > kMaxPoses) std::abort();
    std::set<std::string> names;
    for (const KeptPose& pose : file->poses) {
        if (pose.name.empty() || pose.name.size() > kMaxPoseName || !names.insert(pose.name).second) std::abort();
        if (pose.joints.empty() || pose.picture.size() > kMaxPosePicture) std::abort();
        for (const auto& [joint, position] : pose.joints) {
            if (!std::isfinite(position) || joint.empty()) std::abort();
        }
    }
    const auto again = readPoseFile(writePoseFile(*file), "again.json");
    if (!again || *again != *file) std::abort();
    return 0;
}
