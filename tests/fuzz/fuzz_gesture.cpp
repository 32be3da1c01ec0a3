// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/gesture.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace orrery::robot;

/// What is read is a gesture that can be played: finite positions, times that rise, within the caps.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto gesture = readGesture({reinterpret_cast<const char*>(data), size}, "fuzz.json");
    if (!gesture) return 0;
    double last = -1;
    for (const Keyframe& keyframe : gesture->keyframes) {
        if (!(keyframe.time > last) || keyframe.time > kMaxGestureDuration) std::abort();
        last = keyframe.time;
        for (const auto& [joint, position] : keyframe.joints) {
            if (!std::isfinite(position) || joint.empty()) std::abort();
        }
    }
    if (gesture->keyframes.empty() || gesture->name.empty()) std::abort();
    return 0;
}
