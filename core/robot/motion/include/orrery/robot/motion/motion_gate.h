// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/link/robot_link.h>
#include <orrery/robot/motion/gate_verdict.h>
#include <orrery/robot/motion/intent.h>
#include <orrery/robot/motion/motion_constraint.h>
#include <orrery/robot/motion/motion_error.h>
#include <orrery/robot/motion/motion_lease.h>
#include <orrery/robot/motion/motion_preview.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::robot {

class JointRules;
class PathCheck;
class Prediction;

/// Speeds used where a description gives none, or one no joint of its kind has (above kAbsurdVelocity).
inline constexpr double kDefaultVelocity = 1.5;       ///< rad/s
inline constexpr double kDefaultLinearVelocity = 0.1; ///< m/s
inline constexpr double kAbsurdVelocity = 20.0;       ///< rad/s
inline constexpr double kAbsurdLinearVelocity = 2.0;  ///< m/s

/// Accelerations used where a description gives none (URDF has no word for it), or one no joint of its kind has.
inline constexpr double kDefaultAcceleration = 8.0;        ///< rad/s2
inline constexpr double kDefaultLinearAcceleration = 0.5;  ///< m/s2
inline constexpr double kAbsurdAcceleration = 1000.0;      ///< rad/s2
inline constexpr double kAbsurdLinearAcceleration = 100.0; ///< m/s2

/// A speed or acceleration of less than this share of what the joint may is none: refused.
inline constexpr double kSlowestShare = 1e-6;

/// A target beyond a limit is shortened to the limit when it is beyond by no more than the larger of a share of the
/// joint's range and a fixed slack; anything further is refused.
inline constexpr double kSlackShare = 0.02;
inline constexpr double kSlack = 0.02;        ///< rad
inline constexpr double kLinearSlack = 0.002; ///< m

/// Continuous joints have no limit of their own; the gate keeps them within this many radians of zero (100 turns).
inline constexpr double kContinuousRange = 628.0;

/// A target that was handed to the link and still stands.
struct AppliedTarget {
    std::string joint;
    std::size_t index = 0;   ///< Into the link's JointNames.
    double position = 0;     ///< rad or m
    bool linear = false;     ///< Metres rather than radians.
    double velocity = 0;     ///< rad/s or m/s, not exceeded on the way
    double acceleration = 0; ///< rad/s2 or m/s2, neither
};

/// What the gate lets one joint do.
struct JointBounds {
    double lower = 0;        ///< rad or m
    double upper = 0;        ///< rad or m
    double velocity = 0;     ///< rad/s or m/s
    double acceleration = 0; ///< rad/s2 or m/s2
};

/// The one way to move a robot. Everything that wants motion makes an Intent; what passes here, and only that, reaches
/// the link.
///
/// An intent passes whole or not at all: known, commandable joints, finite numbers, within limits, not expired, decided
/// in the present stop epoch, not while another motion holds the robot, and not where the motion, foreseen from the
/// newest measured state, would break the constraint. What is broken already may stay so but not grow worse: so a robot
/// can be led out. A joint's speed and acceleration never exceed its bounds.
///
/// Every method may be called from any thread. stop() and release() take no lock and wait for nobody; the others hold
/// one lock for about as long as RobotLink::send takes, submit() and preview() for as long as the constraint takes for
/// the poses on the way (one each 0.03 rad or 3 mm). One gate per link, for the link's whole life: the link must
/// outlive the gate.
class MotionGate {
public:
    /// @param joints the description's joints; copied as far as needed.
    /// @param constraint what all joints together must never do; may be absent, and given later.
    MotionGate(const std::vector<Joint>& joints, RobotLink& link,
               std::shared_ptr<const MotionConstraint> constraint = nullptr);
    ~MotionGate();
    MotionGate(const MotionGate&) = delete;
    MotionGate& operator=(const MotionGate&) = delete;

    /// The bounds of a joint; nothing for one that is never moved: unknown, fixed, a follower, not carried by the link.
    [[nodiscard]] std::optional<JointBounds> bounds(const std::string& joint) const;

    /// What submit() would make of these targets, without moving anything: names, numbers, limits, speeds.
    /// Expiry, epoch and leases are not looked at.
    [[nodiscard]] Result<GateVerdict> check(const std::vector<JointTarget>& targets) const;

    /// What will happen, without moving anything: the ghost. Fails as check() does, and with NoState while the robot
    /// has not reported where it is; a contact on the way is no failure but part of the answer.
    [[nodiscard]] Result<MotionPreview> preview(const std::vector<JointTarget>& targets) const;

    /// Takes the place of the constraint; null for none. Holds from the next intent on.
    void setConstraint(std::shared_ptr<const MotionConstraint> constraint);
    [[nodiscard]] std::shared_ptr<const MotionConstraint> constraint() const;

    /// The first of these poses that would break the constraint, from the pose before it: for motions over time, before
    /// they begin. Nothing where all is well, or without a constraint.
    /// @param poses each in the link's joint order, rad or m; NaN where not known.
    /// @param stop ends the search; what it has not looked at counts as well.
    [[nodiscard]] std::optional<MotionViolation> firstViolation(const std::vector<std::vector<double>>& poses,
                                                                const std::stop_token& stop = {}) const;

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

    /// Stops, and switches the motors off: the robot may fall, so a person must have agreed (see releaseWarning).
    /// Nothing moves until engage(): intents and leases are refused with Released. Lock-free up to the link. Fails with
    /// Errc::Unsupported where the robot cannot; it is stopped and holds then.
    Status release();

    /// Switches the motors on again, in a new epoch; every joint holds where it is. Fails with what the link says.
    Status engage();

    [[nodiscard]] bool isReleased() const;

    /// What release() will do to this robot, to be shown before it is called.
    [[nodiscard]] std::string releaseWarning() const { return m_link.releaseWarning(); }

    /// Counts the stops; intents and leases of an older one are void.
    [[nodiscard]] std::uint64_t epoch() const;

    /// The targets that stand since the last stop, one a joint: what MotionMonitor compares with the telemetry.
    [[nodiscard]] std::vector<AppliedTarget> applied() const;

    /// For reading: names and states. Commands go through submit().
    [[nodiscard]] const RobotLink& link() const { return m_link; }

private:
    Result<GateVerdict> pass(const Intent& intent, std::uint64_t decidedIn, const MotionLease* lease);
    [[nodiscard]] Status mayClaim(MotionSource source, const MotionLease* lease) const;
    [[nodiscard]] Result<Prediction> predict(const std::vector<AppliedTarget>& targets, std::uint64_t decidedIn) const;
    [[nodiscard]] Status checkWay(const std::vector<AppliedTarget>& targets, std::uint64_t decidedIn) const;
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
    std::unique_ptr<const PathCheck> m_path;             // null without a constraint
};

} // namespace orrery::robot
