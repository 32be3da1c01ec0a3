// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/description/xacro.h>
#include <orrery/robot/kinematics/forward.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>
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

/// Every pose names joints that a person can set.
inline void checkPoses(const Description& robot) {
    for (const NamedPose& pose : robot.poses) {
        demand(!pose.name.empty() && !pose.joints.empty());
        for (const auto& [name, value] : pose.joints) {
            const std::size_t joint = robot.findJoint(name);
            demand(joint != npos && robot.joints[joint].isControlled() && std::isfinite(value));
        }
    }
}

/// An error with a message, or a valid tree whose links can be placed.
inline void check(const Result<LoadedDescription>& loaded) {
    if (!loaded) {
        demand(!loaded.error().message.empty());
        return;
    }
    checkTree(loaded->description);
    checkPoses(loaded->description);
    const KinematicModel model(loaded->description);
    demand(forwardKinematics(model, neutralPositions(model)).size() == model.linkCount());
}

/// The bytes also stand for every file that they include; what follows "<!--yaml" for every YAML file.
inline ExpansionOptions includingThemselves(std::string_view bytes) {
    ExpansionOptions options;
    options.environment.emplace("ROBOT", "r");
    options.open = [bytes](const std::string& name, const std::string&) -> Result<IncludedFile> {
        const auto yaml = name.ends_with(".yaml") ? bytes.find("<!--yaml") : std::string_view::npos;
        const std::string_view content = yaml == std::string_view::npos ? bytes : bytes.substr(yaml + 8);
        return IncludedFile{name.substr(0, 1), std::string(content), {}};
    };
    return options;
}

} // namespace orrery::robot::fuzz
