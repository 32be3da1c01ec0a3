// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mjcf_poses.h"

#include "mjcf_structure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace orrery::robot {
namespace {

/// The angles about x, y and z, one after the other, that make this rotation.
Vec3 turnsOf(Quaternion rotation) {
    const Quaternion q = normalized(rotation);
    const Vec3 x = rotate(q, {1, 0, 0});
    const Vec3 y = rotate(q, {0, 1, 0});
    const Vec3 z = rotate(q, {0, 0, 1});
    return {std::atan2(-z.y, z.z), std::asin(std::clamp(z.x, -1.0, 1.0)), std::atan2(-y.x, x.x)};
}

void addJoint(const mjModel& model, int joint, const double* qpos, NamedPose& pose) {
    const std::string name = mjName(model, mjOBJ_JOINT, joint);
    const double* const at = qpos + model.jnt_qposadr[joint];
    if (model.jnt_type[joint] == mjJNT_BALL) {
        const Vec3 turns = turnsOf({at[0], at[1], at[2], at[3]});
        pose.joints[name + "_x"] = turns.x;
        pose.joints[name + "_y"] = turns.y;
        pose.joints[name + "_z"] = turns.z;
    } else if (model.jnt_type[joint] != mjJNT_FREE) {
        pose.joints[name] = at[0];
    }
}

} // namespace

std::vector<NamedPose> posesOfKeys(const mjModel& model, const MjcfDocument& document, FindingList& findings) {
    std::vector<NamedPose> poses;
    int unnamed = 0;
    for (const MjcfKey& key : document.keys()) {
        NamedPose pose;
        pose.name = key.name.empty() ? fmt::format("key_{}", ++unnamed) : key.name;
        if (key.qpos.empty()) continue; // only velocities or controls
        if (key.qpos.size() != static_cast<std::size_t>(model.nq)) {
            findings.warn(key.line, pose.name,
                          fmt::format("The keyframe '{}' gives {} numbers where this model has {}; it is left out.",
                                      pose.name, key.qpos.size(), model.nq));
            continue;
        }
        for (int joint = 0; joint < model.njnt; ++joint) addJoint(model, joint, key.qpos.data(), pose);
        poses.push_back(std::move(pose));
    }
    return poses;
}

} // namespace orrery::robot
