// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/kinematics/forward.h>

namespace orrery::robot {
namespace {

double valueOf(const KinematicModel::Motion& motion, std::span<const double> positions) {
    if (motion.coordinate == npos) return 0;
    const double leader = motion.coordinate < positions.size() ? positions[motion.coordinate] : 0;
    return motion.multiplier * leader + motion.offset;
}

Pose jointFromChild(const KinematicModel::Motion& motion, double value) {
    switch (motion.type) {
    case JointType::Revolute:
    case JointType::Continuous: return {{}, quaternionFromAxisAngle(motion.axis, value)};
    case JointType::Prismatic: return {value * motion.axis, {}};
    case JointType::Fixed:
    case JointType::Planar:
    case JointType::Floating: break;
    }
    return {};
}

} // namespace

void forwardKinematics(const KinematicModel& model, std::span<const double> positions,
                       std::vector<Pose>& rootFromLink) {
    rootFromLink.assign(model.linkCount(), Pose{});
    for (const KinematicModel::Motion& motion : model.motions()) {
        const Pose parentFromJoint = rootFromLink[motion.parent] * motion.parentFromJoint;
        rootFromLink[motion.child] = motion.coordinate == npos
                                         ? parentFromJoint
                                         : parentFromJoint * jointFromChild(motion, valueOf(motion, positions));
    }
}

std::vector<Pose> forwardKinematics(const KinematicModel& model, std::span<const double> positions) {
    std::vector<Pose> poses;
    forwardKinematics(model, positions, poses);
    return poses;
}

void jointValues(const KinematicModel& model, std::span<const double> positions, std::vector<double>& values) {
    values.assign(model.jointCount(), 0);
    for (const KinematicModel::Motion& motion : model.motions()) values[motion.joint] = valueOf(motion, positions);
}

} // namespace orrery::robot
