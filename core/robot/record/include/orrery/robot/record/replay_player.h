// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/motion/motion_lease.h>
#include <orrery/robot/record/take.h>

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::robot {

inline constexpr double kSlowestReplay = 0.05;
inline constexpr double kFastestReplay = 10;

struct ReplayOptions {
    double speed = 1; ///< kSlowestReplay to kFastestReplay; slower where a joint could not follow.
    bool loop = false;
    double from = 0;     ///< s; where in the take it begins.
    bool paused = false; ///< Approaches the pose at `from` and waits there.
};

/// What a replay will mean, known before anything moves.
struct ReplayReport {
    double duration = 0; ///< s for one pass, with the approach to the first pose.
    double stretch = 1;  ///< How much slower than asked, so that no joint exceeds its speed and acceleration.
    JointNames joints;   ///< Those that will move.
    JointNames leftOut;  ///< Recorded, but this robot has none such, or nobody sets it.
    std::vector<ClampedJoint> clamped; ///< Extremes that will be shortened to a limit.
};

/// Replays a take's positions on a robot through the gate, under a lease: approaches the first pose from the present
/// one, then follows the recording. Has no thread: whoever owns it ticks it at a steady rate, from one thread at a
/// time.
class ReplayPlayer {
public:
    /// Checks the extremes of every joint with the gate, and the whole way with its constraint, so that a replay that
    /// would be refused half-way never begins. Fails with MotionErrc::TooFast where a hundred times slower would not be
    /// enough, judged by differences over a tenth of a second.
    /// Fails with RecordErrc::NoJoints when the robot has none of the take's joints.
    /// Takes as long as looking at every fiftieth of a second does: a minute and more for hours of recording. Not for
    /// the GUI thread.
    /// @param gate must outlive the player.
    /// @param stop ends the checking soon, with Cancelled.
    static Result<ReplayPlayer> create(std::shared_ptr<const Take> take, const ReplayOptions& options, MotionGate& gate,
                                       MotionLease lease, const std::stop_token& stop = {});

    ReplayPlayer(ReplayPlayer&&) noexcept;
    ReplayPlayer& operator=(ReplayPlayer&&) noexcept;
    ~ReplayPlayer(); ///< Gives the lease back; the robot holds at the last target sent.

    /// Sends the pose for `now`; the first tick is the beginning. After a late tick it goes on where it was.
    /// @return true while it plays, false once the last pose is sent; an Error (Stopped, Preempted, ...) ends it.
    Result<bool> tick(SteadyTime now);

    /// Holds the pose it is at, or ends the approach to one and holds there; keeps the lease.
    void setPaused(bool paused);
    /// Goes on from another place in the take, brought within it: approaches the pose there as it did the first one.
    void seek(double takeTime);
    /// From here on; brought within the limits, and slowed down as ReplayOptions::speed is.
    void setSpeed(double speed);
    void setLoop(bool loop);

    [[nodiscard]] double takeTime() const; ///< s; where in the take it is.
    [[nodiscard]] const ReplayReport& report() const;

private:
    struct State;
    explicit ReplayPlayer(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace orrery::robot
