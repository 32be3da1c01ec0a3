// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/motion/gesture.h>
#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/motion/motion_lease.h>

#include <memory>
#include <vector>

namespace orrery::robot {

/// What playing a gesture will mean, known before anything moves.
struct GestureReport {
    double duration = 0; ///< s for one pass, with the approach to the first keyframe.
    double stretch = 1;  ///< How much slower than written, so that no joint exceeds its speed and acceleration; 1 = as
                         ///< written. Corners between straight ways count as rounded off within a fifth of a second.
    std::vector<ClampedJoint> clamped; ///< Keyframe positions that were shortened to a limit.
};

/// Plays one gesture through the gate under a lease: approaches the first keyframe from the present pose, then follows
/// the keyframes. Has no thread: whoever owns it ticks it at a steady rate, from one thread at a time.
class GesturePlayer {
public:
    /// Checks every keyframe with the gate, and the whole way with its constraint, so that a gesture that would be
    /// refused half-way never begins. Fails with TooFast where a hundred times slower would not be enough.
    /// @param gate must outlive the player.
    static Result<GesturePlayer> create(const Gesture& gesture, MotionGate& gate, MotionLease lease);

    GesturePlayer(GesturePlayer&&) noexcept;
    GesturePlayer& operator=(GesturePlayer&&) noexcept;
    ~GesturePlayer(); ///< Gives the lease back; the robot holds at the last target sent.

    /// Sends the pose for `now`. The first tick is the beginning. After a late tick the gesture goes on where it was
    /// instead of jumping ahead, and time never runs backwards.
    /// @return true while it plays, false once the last pose is sent; an Error (Stopped, Preempted, ...) ends it.
    Result<bool> tick(SteadyTime now);

    [[nodiscard]] const GestureReport& report() const;

private:
    struct State;
    explicit GesturePlayer(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace orrery::robot
