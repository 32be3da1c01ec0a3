// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/description/urdf_reader.h>
#include <orrery/robot/kinematics/forward.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

namespace {

void demand(bool condition) {
    if (!condition) std::abort();
}

/// Every link hangs on a root, every joint is usable, every reference exists.
void checkTree(const Description& robot) {
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

} // namespace

/// Whatever the bytes: an error with a message, or a valid tree whose links can be placed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto loaded = readUrdf({reinterpret_cast<const char*>(data), size}, "fuzz.urdf");
    if (!loaded) {
        demand(!loaded.error().message.empty());
        return 0;
    }
    checkTree(loaded->description);
    const KinematicModel model(loaded->description);
    demand(forwardKinematics(model, neutralPositions(model)).size() == model.linkCount());
    return 0;
}
