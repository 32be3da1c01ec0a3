// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::robot {

/// How the way to a keyframe is travelled. Neither ever leaves the interval between two keyframes.
enum class Ease {
    Smooth, ///< Accelerates and slows down; passes keyframes on its way without a halt.
    Linear, ///< Constant speed.
};

struct Keyframe {
    double time = 0; ///< s
    std::vector<std::pair<std::string, double>>
        joints;               ///< Name and rad or m; joints not named go on to their next keyframe.
    Ease ease = Ease::Smooth; ///< Of the way that ends here.
};

/// A motion as data: poses over time.
struct Gesture {
    std::string name;    ///< Its key, stable.
    std::string title;   ///< For a person.
    std::string robot;   ///< The robot it was made for; empty: any that has the joints.
    double duration = 0; ///< s; at least the last keyframe's time.
    bool loop =
        false; ///< Plays until ended; then its last pose, or the way back until `duration`, leads into the first.
    std::vector<Keyframe> keyframes; ///< At least one; times rise by kMinKeyframeGap or more.
};

/// Larger gestures are refused.
inline constexpr std::size_t kMaxGestureBytes = 1U << 20;
inline constexpr std::size_t kMaxKeyframes = 5000;
inline constexpr std::size_t kMaxGestureJoints = 256;
inline constexpr double kMaxGestureDuration = 600; ///< s
inline constexpr double kMinKeyframeGap = 0.001;   ///< s

/// Whether a gesture can be played by itself, before any robot is asked: the rules in the comments above and below.
Status checkGesture(const Gesture& gesture);

/// Reads a gesture file:
///
///     {"name": "wave", "title": "Wave", "robot": "so101", "duration_s": 2.0, "loop": false,
///      "keyframes": [{"t": 0.0, "q": {"elbow": 0.4}, "ease": "smooth"}, ...]}
///
/// Positions are radians or metres, times seconds. Only name and keyframes are required; other members are ignored.
/// In a loop the first keyframe names every joint, and the last one repeats it unless duration_s leaves time to get
/// back.
/// @param text JSON, UTF-8; untrusted.
/// @param sourceName what messages call it, normally the file's path.
/// @return the gesture, or MotionErrc::BadGesture saying what is wrong in which line or keyframe.
Result<Gesture> readGesture(std::string_view text, const std::string& sourceName);

} // namespace orrery::robot
