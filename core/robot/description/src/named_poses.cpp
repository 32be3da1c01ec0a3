// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "named_poses.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace orrery::robot {
namespace {

constexpr std::size_t mostPoses = 500;

bool isTaken(const Description& robot, const std::string& name) {
    return std::ranges::any_of(robot.poses, [&](const NamedPose& pose) { return pose.name == name; });
}

std::string freeName(const Description& robot, const std::string& name) {
    std::string free = name;
    for (int i = 2; isTaken(robot, free); ++i) free = fmt::format("{}#{}", name, i);
    return free;
}

} // namespace

void addPoses(Description& robot, std::vector<NamedPose> poses, FindingList& findings) {
    std::unordered_map<std::string, const Joint*> joints;
    for (const Joint& joint : robot.joints) joints.emplace(joint.name, &joint);
    for (NamedPose& pose : poses) {
        if (robot.poses.size() >= mostPoses)
            return findings.warn(0, {}, fmt::format("Only the first {} named poses are kept.", mostPoses));
        std::erase_if(pose.joints, [&](const auto& entry) {
            const auto found = joints.find(entry.first);
            return found == joints.end() || !found->second->isControlled() || !std::isfinite(entry.second);
        });
        if (pose.joints.empty() || pose.name.empty()) {
            findings.inform(0, pose.name,
                            fmt::format("The pose '{}' sets no joint that this robot has; it is left out.", pose.name));
            continue;
        }
        pose.name = freeName(robot, pose.name);
        robot.poses.push_back(std::move(pose));
    }
}

} // namespace orrery::robot
