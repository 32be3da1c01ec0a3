// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/state/joint_state.h>
#include <orrery/robot/state/state_buffer.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace orrery::robot {

class MotionGate;

/// Where the joints shall be, from now on. Only the motion gate can make one, so only what passed the gate can reach a
/// robot.
class JointCommand {
public:
    struct Target {
        std::size_t joint;      ///< Index into the link's JointNames.
        double position;        ///< rad or m
        double maxVelocity;     ///< rad/s or m/s, > 0
        double maxAcceleration; ///< rad/s2 or m/s2, > 0
    };

    [[nodiscard]] const std::vector<Target>& targets() const { return m_targets; }
    /// The stop epoch it was checked in: a link ignores commands older than its newest stop.
    [[nodiscard]] std::uint64_t epoch() const { return m_epoch; }

private:
    friend class MotionGate;
    JointCommand(std::vector<Target> targets, std::uint64_t epoch) : m_targets(std::move(targets)), m_epoch(epoch) {}

    std::vector<Target> m_targets;
    std::uint64_t m_epoch;
};

/// A robot to watch and, through the gate, to move: simulated, real, or a recording. All the same above this line.
///
/// States arrive in states() on the link's own thread from connect() on; reading them never disturbs the robot.
/// Every method may be called from any thread and returns at once. Destruction disconnects and joins.
class RobotLink {
public:
    virtual ~RobotLink() = default;

    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual const JointNames& joints() const = 0;
    [[nodiscard]] virtual const StateBuffer& states() const = 0;

    /// Hands a checked command over. "Accepted" is not "moved": what happened shows in states().
    /// A joint that is not named goes on to the target it had. One made before the newest stop fails with
    /// Errc::Cancelled.
    virtual Status send(const JointCommand& command) = 0;

    /// Holds every joint where it is, within the link's deceleration, and ignores every command made before `epoch`.
    /// Never waits for the GUI or for a queue of commands. Stops may arrive out of order: the newest epoch counts.
    virtual void stop(std::uint64_t epoch) = 0;

    /// Switches the motors off, as a stop of this epoch: nothing holds the joints any more, and commands are refused
    /// until engage(). Never waits. Fails with Errc::Unsupported where the robot cannot; it goes on holding then.
    virtual Status release(std::uint64_t epoch) {
        (void)epoch;
        return fail(Errc::Unsupported, "This robot cannot switch its motors off from here; it holds where it is.");
    }
    /// Switches the motors on again; every joint holds where it is by then. Without a release before, nothing happens.
    virtual Status engage() { return {}; }
    /// What a release will do to this robot, for a person to read before.
    [[nodiscard]] virtual std::string releaseWarning() const {
        return "Without its motors the robot falls if nothing holds it. Hold it, and keep fingers out of its joints.";
    }
};

} // namespace orrery::robot
