// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/description/part_facts.h>

namespace orrery::robot {

std::vector<PartFacts> partFacts(const Description& description) {
    std::vector<PartFacts> facts(description.links.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const auto& inertial = description.links[i].inertial;
        facts[i].mass = inertial ? inertial->mass : 0;
    }
    for (const std::size_t joint : description.jointOrder) {
        const Joint& held = description.joints[joint];
        facts[held.child].depth = facts[held.parent].depth + 1;
    }
    for (auto joint = description.jointOrder.rbegin(); joint != description.jointOrder.rend(); ++joint) {
        const Joint& held = description.joints[*joint];
        const PartFacts& child = facts[held.child];
        facts[held.parent].partsBeyond += child.partsBeyond + 1;
        facts[held.parent].massBeyond += child.massBeyond + child.mass;
    }
    return facts;
}

std::vector<std::size_t> linksDepthFirst(const Description& description) {
    std::vector<std::vector<std::size_t>> children(description.links.size());
    for (const Joint& joint : description.joints) {
        if (description.links[joint.child].parentJoint != npos) children[joint.parent].push_back(joint.child);
    }
    std::vector<std::size_t> order;
    std::vector<std::size_t> waiting(description.roots.rbegin(), description.roots.rend());
    while (!waiting.empty()) {
        const std::size_t link = waiting.back();
        waiting.pop_back();
        order.push_back(link);
        waiting.insert(waiting.end(), children[link].rbegin(), children[link].rend());
    }
    return order;
}

} // namespace orrery::robot
