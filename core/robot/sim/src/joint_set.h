// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/description/description.h>
#include <orrery/robot/link/robot_link.h>
#include <orrery/robot/sim/kinematic_simulator.h>
#include <orrery/robot/sim/simulated_joint.h>

#include <cstddef>
#include <vector>

namespace orrery::robot {

/// All motors of a simulated robot and the followers they drag along. No thread.
class JointSet {
public:
    JointSet(const Description& description, const KinematicSimulatorOptions& options);

    [[nodiscard]] const JointNames& names() const { return m_names; }
    [[nodiscard]] bool isFollower(std::size_t joint) const { return m_drives[joint].follower; }

    void setTarget(const JointCommand::Target& target);
    void hold();
    /// At rest at once, targets forgotten.
    void freeze();
    /// At rest where they are by other powers than their motors', targets forgotten. By names().
    void placeAt(const std::vector<double>& positions);
    void step(double dt);

    [[nodiscard]] JointState state(SteadyTime time) const;

private:
    /// A joint's value is multiplier * motor + offset; for a motor's own joint simply the motor.
    struct Drive {
        std::size_t motor = npos; ///< npos: it follows something that never moves and stays at offset.
        double multiplier = 1;
        double offset = 0;
        bool follower = false;
    };
    Drive followChain(const std::vector<Joint>& joints, std::size_t joint) const;

    JointNames m_names;
    std::vector<Drive> m_drives; ///< Beside m_names.
    std::vector<SimulatedJoint> m_motors;
    std::vector<std::size_t> m_motorOf; ///< By description joint; npos without a motor.
};

} // namespace orrery::robot
