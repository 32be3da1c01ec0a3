// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/description/description.h>
#include <orrery/robot/link/robot_link.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace orrery::robot {

struct KinematicSimulatorOptions {
    std::string name = "Simulated robot";
    double rate = 200;                       ///< Steps and states a second, 10 to 1000.
    std::map<std::string, double> positions; ///< At the beginning, rad or m; others begin at 0 or the limit next to it.
    double acceleration = 8;                 ///< rad/s2, where the description gives none
    double linearAcceleration = 0.5;         ///< m/s2, where the description gives none
    double velocity = 1.5;                   ///< rad/s, where the description gives none
    double linearVelocity = 0.1;             ///< m/s, where the description gives none
    bool frozen = false;                     ///< Motors off: commands are accepted and nothing moves.
};

/// A robot of perfect motors without mass: every joint follows its own target within velocity, acceleration and limits;
/// mimic followers follow. A RobotLink like any other, on a thread of its own, from construction on.
///
/// joints() are the description's scalar joints in its order, followers included (those refuse commands). States carry
/// positions and velocities, stamped evenly; after a stall longer than 100 ms the lost time is left out, not made up
/// for.
class KinematicSimulator final : public RobotLink {
public:
    /// @param description copied as far as needed.
    explicit KinematicSimulator(const Description& description, KinematicSimulatorOptions options = {});
    ~KinematicSimulator() override;

    [[nodiscard]] std::string name() const override;
    [[nodiscard]] const JointNames& joints() const override;
    [[nodiscard]] const StateBuffer& states() const override;
    Status send(const JointCommand& command) override;
    void stop(std::uint64_t epoch) override;
    /// Without mass nothing falls: the joints stay where they are at once.
    Status release(std::uint64_t epoch) override;
    Status engage() override;
    [[nodiscard]] std::string releaseWarning() const override;

    /// Motors off (true) or on: off, joints stay where they are at once and commands have no effect. Any thread.
    void setFrozen(bool frozen);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace orrery::robot
