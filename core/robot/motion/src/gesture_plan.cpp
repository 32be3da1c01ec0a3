// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "gesture_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace orrery::robot {
namespace {

constexpr double kShortestApproach = 0.3; // s; from standing near the first pose
constexpr double kSmoothPeak = 1.5;       // greatest over mean speed of a cubic from rest to rest
constexpr double kSmoothBend = 6;         // greatest acceleration of it, over way / time^2
constexpr double kCornerTime = 0.2;       // s within which the robot rounds off a corner between straight ways
constexpr double kMostStretch = 100;
constexpr double kCheckStep = 0.02; // s from pose to pose when looking for contacts

struct JointPlan {
    double start = 0; // present position
    JointBounds bounds;
    std::vector<Knot> knots; // the keyframes', in the gesture's own time
};
using JointPlans = std::map<std::string, JointPlan>;

std::vector<JointTarget> targetsOf(const Keyframe& keyframe) {
    std::vector<JointTarget> targets;
    for (const auto& [joint, position] : keyframe.joints) targets.push_back({joint, position, std::nullopt});
    return targets;
}

Status addKeyframe(const Keyframe& keyframe, std::size_t number, const MotionGate& gate, JointPlans& plans,
                   GestureReport& report) {
    auto verdict = gate.check(targetsOf(keyframe));
    if (!verdict) {
        Error error = verdict.error();
        error.message =
            fmt::format("The gesture does not fit this robot, see its keyframe {}: {}", number, error.message);
        return fail(std::move(error));
    }
    for (const JointTarget& target : verdict->applied) {
        JointPlan& plan = plans[target.joint];
        plan.bounds = *gate.bounds(target.joint);
        plan.knots.push_back({keyframe.time, target.position, keyframe.ease == Ease::Linear, false});
    }
    for (ClampedJoint& clamped : verdict->clamped) report.clamped.push_back(std::move(clamped));
    return {};
}

/// Where each joint is. One that rests beyond its limits is asked to begin at the limit, which brings it inside.
Status addPresentPose(const MotionGate& gate, JointPlans& plans) {
    const auto state = gate.link().states().newest();
    const JointNames& names = gate.link().joints();
    if (!state || state->position.size() < names.size()) {
        return fail(MotionErrc::NoState, "The robot has not reported where its joints are yet. Try again in a moment.");
    }
    for (auto& [joint, plan] : plans) {
        const auto found = std::find(names.begin(), names.end(), joint);
        const double position = state->position[static_cast<std::size_t>(found - names.begin())];
        if (!std::isfinite(position)) {
            return fail(MotionErrc::NoState, fmt::format("The robot reports no position for {}.", joint), {}, joint);
        }
        plan.start = std::clamp(position, plan.bounds.lower, plan.bounds.upper);
    }
    return {};
}

double approachTime(const JointPlans& plans, double firstTime) {
    double longest = std::max(kShortestApproach, firstTime);
    for (const auto& [joint, plan] : plans) {
        if (plan.knots.front().time > firstTime) continue;
        const double way = std::abs(plan.knots.front().value - plan.start);
        longest = std::max({longest, kSmoothPeak * way / plan.bounds.velocity,
                            std::sqrt(kSmoothBend * way / plan.bounds.acceleration)});
    }
    return longest;
}

/// The way back to the first pose, where a loop leaves time for it.
void closeLoop(const Gesture& gesture, JointPlans& plans) {
    if (!gesture.loop) return;
    for (auto& [joint, plan] : plans) {
        if (gesture.duration - plan.knots.back().time < kMinKeyframeGap) continue;
        plan.knots.push_back({gesture.duration, plan.knots.front().value, false, false});
    }
}

Track makeTrack(const JointPlan& plan, double firstTime, double approach, double stretch) {
    std::vector<Knot> knots{{0, plan.start, false, false}};
    if (plan.knots.front().time > firstTime) knots.push_back({approach, plan.start, false, true});
    for (Knot knot : plan.knots) {
        const bool first = knot.time <= firstTime;
        knot.time = approach + stretch * (knot.time - firstTime);
        if (first) knot.linear = false;
        knot.rest = first;
        knots.push_back(knot);
    }
    return Track(std::move(knots));
}

double neededStretch(const JointPlans& plans, double firstTime, double approach) {
    double stretch = 1;
    for (const auto& [joint, plan] : plans) {
        const Track track = makeTrack(plan, firstTime, approach, 1);
        const double bend = track.peakAcceleration(approach) / plan.bounds.acceleration;
        const double corner = track.peakJump(approach) / kCornerTime / plan.bounds.acceleration;
        stretch = std::max({stretch, track.peakSpeed(approach) / plan.bounds.velocity, std::sqrt(bend), corner});
    }
    return stretch;
}

/// Poses along the whole gesture, so close that nothing is passed over; the first is the present one.
std::vector<std::vector<double>> posesOf(const GesturePlan& plan, const MotionGate& gate) {
    const JointNames& names = gate.link().joints();
    std::vector<double> pose = gate.link().states().newest()->position;
    std::vector<std::vector<double>> poses{pose};
    const auto count = static_cast<std::size_t>(std::ceil(plan.end / kCheckStep));
    for (std::size_t i = 0; i <= count; ++i) {
        const double time = std::min(static_cast<double>(i) * kCheckStep, plan.end);
        for (const auto& [joint, track] : plan.tracks)
            pose[static_cast<std::size_t>(std::ranges::find(names, joint) - names.begin())] = track.at(time);
        poses.push_back(pose);
    }
    return poses;
}

Status checkPlan(const GesturePlan& plan, const MotionGate& gate) {
    if (plan.report.stretch > kMostStretch) {
        return fail(
            MotionErrc::TooFast,
            fmt::format("The gesture is too fast for this robot: it would have to be played {:.0f} times slower.",
                        plan.report.stretch));
    }
    if (!gate.constraint()) return {};
    const auto violation = gate.firstViolation(posesOf(plan, gate));
    if (!violation) return {};
    return fail(MotionErrc::Contact, "The gesture cannot be played from here: " + violation->sentence, {},
                violation->first);
}

} // namespace

double GesturePlan::trackTime(double elapsed) const {
    if (!loop || elapsed <= end) return std::min(elapsed, end);
    return approach + std::fmod(elapsed - approach, end - approach);
}

Result<GesturePlan> planGesture(const Gesture& gesture, const MotionGate& gate) {
    if (Status status = checkGesture(gesture); !status) return fail(status.error());
    GesturePlan plan;
    JointPlans joints;
    for (std::size_t i = 0; i < gesture.keyframes.size(); ++i) {
        Status added = addKeyframe(gesture.keyframes[i], i + 1, gate, joints, plan.report);
        if (!added) return fail(added.error());
    }
    if (Status status = addPresentPose(gate, joints); !status) return fail(status.error());
    closeLoop(gesture, joints);

    const double firstTime = gesture.keyframes.front().time;
    plan.approach = approachTime(joints, firstTime);
    const double stretch = neededStretch(joints, firstTime, plan.approach);
    plan.end = plan.approach + stretch * (gesture.duration - firstTime);
    plan.loop = gesture.loop;
    plan.report.duration = plan.end;
    plan.report.stretch = stretch;
    for (const auto& [name, joint] : joints) {
        plan.tracks.emplace_back(name, makeTrack(joint, firstTime, plan.approach, stretch));
    }
    if (Status status = checkPlan(plan, gate); !status) return fail(status.error());
    return plan;
}

} // namespace orrery::robot
