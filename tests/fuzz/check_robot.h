// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/kinematics/forward.h>

#include <cstdlib>
#include <vector>

/// What every reader of robot descriptions promises, whatever the bytes.
namespace orrery::robot::fuzz {

inline void demand(bool condition) {
    if (!condition) std::abort();
}

/// Every link hangs on a root, every joint is usable, every reference exists.
inline void checkTree(const Description& robot) {
    demand(!robot.links.empty() && !robot.roots.empty() && robot.jointOrder.size() == robot.joints.size());
    std::vector<bool> placed(robot.links.size(), false);
    for (const std::size_t root : robot.roots) placed.at(root) = true;
    for (const std::size_t index : robot.jointOrder) {
        const Joint& joint = robot.joints.at(index);
        demand(placed.at(joint.parent) && !placed.at(joint.child) && robot.links[joint.child].parentJoint == index);
        demand(joint.limits.lower <= joint.limits.upper);
        demand(!joint.mimic || joint.mimic->leader < robot.joints.size());
        placed[joint.child] = true;
    }
    for (const bool is : placed) demand(is);
}

/// An error with a message, or a valid tree whose links can be placed.
inline void check(const Result<LoadedDescription>& loaded) {
    if (!loaded) {
        demand(!loaded.error().message.empty());
        return;
    }
    checkTree(loaded->description);
    const KinematicModel model(loaded->description);
    demand(forwardKinematics(model, neutralPositions(model)).size() == model.linkCount());
}

} // namespace orrery::robot::fuzz
