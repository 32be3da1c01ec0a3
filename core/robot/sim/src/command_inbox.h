// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/link/robot_link.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace orrery::robot {

/// What stands between a simulated robot's link and its thread: the newest target of each joint, the newest stop, and
/// whether the motors are on. Keeps RobotLink's contract about them. Everything but take() from any thread.
class CommandInbox {
public:
    /// What the simulation does with it.
    class Motors {
    public:
        virtual ~Motors() = default;
        virtual void hold() = 0;
        virtual void setTarget(const JointCommand::Target& target) = 0;
        virtual void setPowered(bool on) = 0; ///< On again: every joint holds where it is.
    };

    /// @param hasMotor by joint of the link: whether it can be commanded.
    explicit CommandInbox(std::vector<bool> hasMotor);

    /// Takes a command whole or not at all. Fails with Errc::InvalidArgument for a joint without a motor and for what
    /// is no number, and with Errc::Cancelled when it is older than the newest stop or the motors are off.
    Status put(const JointCommand& command);

    /// No lock. Of stops out of order the newest epoch counts.
    void stop(std::uint64_t epoch);

    /// A stop that also switches the motors off. No lock.
    void release(std::uint64_t epoch);
    void engage();

    /// Commands that wait are not carried out any more.
    void forget();

    [[nodiscard]] std::uint64_t stopEpoch() const { return m_stopEpoch; }

    /// For the simulation's thread, before each step: hands over what came since, power first, then a stop, then
    /// targets.
    void take(Motors& motors);

private:
    struct Pending {
        JointCommand::Target target;
        std::uint64_t epoch;
    };
    [[nodiscard]] bool isSound(const JointCommand::Target& target) const;

    std::vector<bool> m_hasMotor;
    std::atomic<std::uint64_t> m_stopEpoch{0};
    std::atomic<bool> m_released{false};
    std::atomic<bool> m_waiting{false}; // something is pending
    std::mutex m_mutex;
    std::vector<std::optional<Pending>> m_pending; // guarded
    std::uint64_t m_heldEpoch = 0;                 // the simulation thread's own, as below
    bool m_powered = true;
};

} // namespace orrery::robot
