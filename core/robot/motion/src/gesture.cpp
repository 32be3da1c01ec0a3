// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/gesture.h>

#include <orrery/robot/motion/motion_error.h>

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace orrery::robot {
namespace {

using Positions = std::map<std::string, double>;

auto bad(std::string message) {
    return fail(MotionErrc::BadGesture, std::move(message));
}

Status checkKeyframe(const Gesture& gesture, std::size_t index) {
    const Keyframe& keyframe = gesture.keyframes[index];
    const double earliest = index == 0 ? 0.0 : gesture.keyframes[index - 1].time + kMinKeyframeGap;
    if (!(keyframe.time >= earliest - 1e-9 && keyframe.time <= kMaxGestureDuration)) {
        return bad(
            fmt::format("Keyframe {} is at {} s; times begin at 0, rise from keyframe to keyframe and end by {} s.",
                        index + 1, keyframe.time, kMaxGestureDuration));
    }
    if (keyframe.joints.empty()) return bad(fmt::format("Keyframe {} names no joint.", index + 1));
    std::set<std::string> names;
    for (const auto& [joint, position] : keyframe.joints) {
        if (joint.empty()) return bad(fmt::format("Keyframe {} names a joint without a name.", index + 1));
        if (!std::isfinite(position)) {
            return bad(fmt::format("Keyframe {} has a position for {} that is not a number.", index + 1, joint));
        }
        if (!names.insert(joint).second) return bad(fmt::format("Keyframe {} names {} twice.", index + 1, joint));
    }
    return {};
}

/// The last position the keyframes give each joint.
Positions finalPositions(const Gesture& gesture) {
    Positions positions;
    for (const Keyframe& keyframe : gesture.keyframes) {
        for (const auto& [joint, position] : keyframe.joints) positions[joint] = position;
    }
    return positions;
}

Status checkLoop(const Gesture& gesture, const Positions& last) {
    const Keyframe& front = gesture.keyframes.front();
    if (front.joints.size() != last.size()) {
        return bad("A gesture that loops names all of its joints in the first keyframe.");
    }
    if (gesture.duration - front.time < kMinKeyframeGap) return bad("A gesture that loops needs time for one pass.");
    if (gesture.duration - gesture.keyframes.back().time >= kMinKeyframeGap) return {};
    for (const auto& [joint, position] : front.joints) {
        if (std::abs(last.at(joint) - position) <= 1e-6) continue;
        return bad(fmt::format(
            "The gesture loops, but {} does not end where it begins. Repeat the first pose at the end, or set "
            "duration_s later than the last keyframe.",
            joint));
    }
    return {};
}

} // namespace

Status checkGesture(const Gesture& gesture) {
    if (gesture.name.empty()) return bad("The gesture has no name.");
    if (gesture.keyframes.empty()) return bad("The gesture has no keyframes.");
    if (gesture.keyframes.size() > kMaxKeyframes) {
        return bad(
            fmt::format("The gesture has {} keyframes; {} is the most.", gesture.keyframes.size(), kMaxKeyframes));
    }
    for (std::size_t i = 0; i < gesture.keyframes.size(); ++i) {
        if (Status status = checkKeyframe(gesture, i); !status) return status;
    }
    if (!(gesture.duration >= gesture.keyframes.back().time && gesture.duration <= kMaxGestureDuration)) {
        return bad(fmt::format("The gesture lasts {} s; it must reach its last keyframe at {} s and end by {} s.",
                               gesture.duration, gesture.keyframes.back().time, kMaxGestureDuration));
    }
    const Positions last = finalPositions(gesture);
    if (last.size() > kMaxGestureJoints) {
        return bad(fmt::format("The gesture names {} joints; {} is the most.", last.size(), kMaxGestureJoints));
    }
    return gesture.loop ? checkLoop(gesture, last) : Status();
}

} // namespace orrery::robot
