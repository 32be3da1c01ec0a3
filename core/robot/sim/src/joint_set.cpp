// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "joint_set.h"

#include <cmath>
#include <limits>

namespace orrery::robot {
namespace {

MotorLimits motorLimits(const Joint& joint, const KinematicSimulatorOptions& options) {
    const bool linear = joint.type == JointType::Prismatic;
    MotorLimits limits;
    limits.acceleration = linear ? options.linearAcceleration : options.acceleration;
    limits.velocity = linear ? options.linearVelocity : options.velocity;
    if (joint.limits.velocity > 0) limits.velocity = joint.limits.velocity;
    if (joint.limits.acceleration > 0) limits.acceleration = joint.limits.acceleration;
    if (joint.type == JointType::Continuous) {
        limits.upper = std::numeric_limits<double>::infinity();
        limits.lower = -limits.upper;
    } else if (joint.limits.lower <= joint.limits.upper) {
        limits.lower = joint.limits.lower;
        limits.upper = joint.limits.upper;
    }
    return limits;
}

double startOf(const Joint& joint, const KinematicSimulatorOptions& options) {
    const auto found = options.positions.find(joint.name);
    return found != options.positions.end() && std::isfinite(found->second) ? found->second : 0.0;
}

} // namespace

JointSet::JointSet(const Description& description, const KinematicSimulatorOptions& options)
    : m_motorOf(description.joints.size(), npos) {
    const std::vector<Joint>& joints = description.joints;
    for (std::size_t i = 0; i < joints.size(); ++i) {
        if (!joints[i].isControlled()) continue;
        m_motorOf[i] = m_motors.size();
        m_motors.emplace_back(motorLimits(joints[i], options), startOf(joints[i], options));
    }
    for (std::size_t i = 0; i < joints.size(); ++i) {
        if (!joints[i].isScalar()) continue;
        m_names.push_back(joints[i].name);
        m_drives.push_back(followChain(joints, i));
    }
}

JointSet::Drive JointSet::followChain(const std::vector<Joint>& joints, std::size_t joint) const {
    Drive drive;
    drive.follower = joints[joint].mimic.has_value();
    for (std::size_t links = 0; links < joints.size() && joints[joint].mimic; ++links) {
        const Mimic& mimic = *joints[joint].mimic;
        drive.offset += drive.multiplier * mimic.offset;
        drive.multiplier *= mimic.multiplier;
        if (mimic.leader >= joints.size()) return drive;
        joint = mimic.leader;
    }
    drive.motor = m_motorOf[joint];
    return drive;
}

void JointSet::setTarget(const JointCommand::Target& target) {
    m_motors[m_drives[target.joint].motor].setTarget(target.position, target.maxVelocity, target.maxAcceleration);
}

void JointSet::hold() {
    for (SimulatedJoint& motor : m_motors) motor.hold();
}

void JointSet::freeze() {
    for (SimulatedJoint& motor : m_motors) motor.freeze();
}

void JointSet::placeAt(const std::vector<double>& positions) {
    for (std::size_t i = 0; i < m_drives.size(); ++i) {
        if (m_drives[i].motor != npos && !m_drives[i].follower) m_motors[m_drives[i].motor].placeAt(positions[i]);
    }
}

void JointSet::step(double dt) {
    for (SimulatedJoint& motor : m_motors) motor.step(dt);
}

JointState JointSet::state(SteadyTime time) const {
    JointState state;
    state.time = time;
    for (const Drive& drive : m_drives) {
        const bool driven = drive.motor != npos;
        state.position.push_back(drive.offset + (driven ? drive.multiplier * m_motors[drive.motor].position() : 0.0));
        state.velocity.push_back(driven ? drive.multiplier * m_motors[drive.motor].velocity() : 0.0);
    }
    return state;
}

} // namespace orrery::robot
