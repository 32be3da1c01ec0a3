// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/link/robot_link.h>
#include <orrery/robot/motion/intent.h>
#include <orrery/robot/motion/motion_error.h>
#include <orrery/robot/motion/motion_lease.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace orrery::robot {

class JointRules;

/// Speeds used where a description gives none, or one no joint of its kind has (above kAbsurdVelocity).
inline constexpr double kDefaultVelocity = 1.5;       ///< rad/s
inline constexpr double kDefaultLinearVelocity = 0.1; ///< m/s
inline constexpr double kAbsurdVelocity = 20.0;       ///< rad/s
inline constexpr double kAbsurdLinearVelocity = 2.0;  ///< m/s

/// A target beyond a limit is shortened to the limit when it is beyond by no more than the larger of a share of the
/// joint's range and a fixed slack; anything further is refused.
inline constexpr double kSlackShare = 0.02;
inline constexpr double kSlack = 0.02;        ///< rad
inline constexpr double kLinearSlack = 0.002; ///< m

/// Continuous joints have no limit of their own; the gate keeps them within this many radians of zero (100 turns).
inline constexpr double kContinuousRange = 628.0;

/// A target that was shortened to its limit.
struct ClampedJoint {
    std::string joint;
    double requested = 0; ///< rad or m
    double applied = 0;   ///< rad or m
    std::string sentence; ///< For a person.
};

/// What the gate made of an intent it let through.
struct GateVerdict {
    std::vector<JointTarget> requested; ///< As submitted.
    std::vector<JointTarget> applied;   ///< Same order; within limits, with the speed limit that was set.
    std::vector<ClampedJoint> clamped;  ///< Positions that differ from the request. Speeds are lowered without a word.
};

/// A target that was handed to the link and still stands.
struct AppliedTarget {
    std::string joint;
    std::size_t index = 0; ///< Into the link's JointNames.
    double position = 0;   ///< rad or m
    bool linear = false;   ///< Metres rather than radians.
};

/// What the gate lets one joint do.
struct JointBounds {
    double lower = 0;    ///< rad or m
    double upper = 0;    ///< rad or m
    double velocity = 0; ///< rad/s or m/s
};

/// The one way to move a robot. Everything that wants motion makes an Intent; what passes here, and only that, reaches
/// the link.
///
/// An intent passes whole or not at all: known, commandable joints, finite numbers, within limits, not expired, decided
/// in the present stop epoch, and not while another motion holds the robot. A joint's speed never exceeds the
/// description's.
///
/// Every method may be called from any thread. stop() takes no lock and waits for nobody; the others hold one lock for
/// about as long as RobotLink::send takes. One gate per link, for the link's whole life: the link must outlive the
/// gate.
class MotionGate {
public:
    /// @param joints the description's joints; copied as far as needed.
    MotionGate(const std::vector<Joint>& joints, RobotLink& link);
    ~MotionGate();
    MotionGate(const MotionGate&) = delete;
    MotionGate& operator=(const MotionGate&) = delete;

    /// The bounds of a joint; nothing for one that is never moved: unknown, fixed, a follower, not carried by the link.
    [[nodiscard]] std::optional<JointBounds> bounds(const std::string& joint) const;

    /// What submit() would make of these targets, without moving anything: names, numbers, limits, speeds.
    /// Expiry, epoch and leases are not looked at.
    [[nodiscard]] Result<GateVerdict> check(const std::vector<JointTarget>& targets) const;

    /// Checks an intent and hands it to the link. From a person it ends the lease that is held; from anybody else it is
    /// refused while there is one.
    Result<GateVerdict> submit(const Intent& intent);

    /// The same on behalf of a lease; fails with Stopped or Preempted once the lease is not held any more.
    Result<GateVerdict> submit(const Intent& intent, const MotionLease& lease);

    /// Reserves the robot for a motion over time. A person gets it always, others only when nobody has it (else Busy).
    /// @param title what it is, in a person's words.
    /// @param decidedIn epoch() when the motion was decided; fails with Stopped when it is past. Absent: now.
    Result<MotionLease> acquire(MotionSource source, std::string title, std::optional<std::uint64_t> decidedIn = {});

    /// Stops the robot now: begins a new epoch, ends every lease, tells the link. Nothing decided before reaches the
    /// robot any more. Lock-free up to the link.
    /// @return the new epoch.
    std::uint64_t stop();

    /// Counts the stops; intents and leases of an older one are void.
    [[nodiscard]] std::uint64_t epoch() const;

    /// The targets that stand since the last stop, one a joint: what MotionMonitor compares with the telemetry.
    [[nodiscard]] std::vector<AppliedTarget> applied() const;

    /// For reading: names and states. Commands go through submit().
    [[nodiscard]] const RobotLink& link() const { return m_link; }

private:
    Result<GateVerdict> pass(const Intent& intent, std::uint64_t decidedIn, const MotionLease* lease);
    Status claim(MotionSource source, const MotionLease* lease);
    [[nodiscard]] bool leased() const;
    void remember(const std::vector<AppliedTarget>& targets, std::uint64_t decidedIn);

    RobotLink& m_link;
    std::unique_ptr<const JointRules> m_rules;
    std::shared_ptr<MotionLease::Desk> m_desk;
    mutable std::mutex m_mutex;
    std::string m_holderTitle; // guarded, like all below
    std::uint64_t m_holderEpoch = 0;
    std::uint64_t m_lastLease = 0;
    std::uint64_t m_appliedEpoch = 0;
    std::vector<std::optional<AppliedTarget>> m_applied; // by link index
};

} // namespace orrery::robot
