// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "link_pairs.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace orrery::robot {
namespace {

/// By link: the topmost link it is fixed to.
std::vector<std::size_t> clustersOf(const Description& description) {
    std::vector<std::size_t> cluster(description.links.size());
    std::iota(cluster.begin(), cluster.end(), std::size_t{0});
    for (const std::size_t i : description.jointOrder) {
        const Joint& joint = description.joints[i];
        if (!joint.isScalar()) cluster[joint.child] = cluster[joint.parent];
    }
    return cluster;
}

std::vector<std::size_t> depthsOf(const Description& description) {
    std::vector<std::size_t> depth(description.links.size(), 0);
    for (const std::size_t i : description.jointOrder)
        depth[description.joints[i].child] = depth[description.joints[i].parent] + 1;
    return depth;
}

using ClusterPairs = std::set<std::pair<std::size_t, std::size_t>>;

/// Clusters that a joint connects; one without a shape in between (the middle of a ball joint) is as if it were not
/// there.
ClusterPairs neighboursOf(const Description& description, const std::vector<std::size_t>& cluster,
                          const std::vector<bool>& solid, const std::vector<LoopClosure>& closures) {
    std::vector<std::size_t> above(cluster.size(), npos); // by cluster: the next one with a shape towards the root
    ClusterPairs pairs;
    const auto add = [&](std::size_t a, std::size_t b) {
        if (a != npos && b != npos) pairs.insert({std::min(a, b), std::max(a, b)});
    };
    for (const std::size_t i : description.jointOrder) {
        const Joint& joint = description.joints[i];
        if (!joint.isScalar()) continue;
        const std::size_t parent = cluster[joint.parent];
        const std::size_t child = cluster[joint.child];
        above[child] = solid[parent] ? parent : above[parent];
        if (solid[child]) add(child, above[child]);
    }
    const auto solidFrom = [&](std::size_t at) { return solid[at] ? at : above[at]; };
    for (const LoopClosure& closure : closures)
        add(solidFrom(cluster[closure.linkA]), solidFrom(cluster[closure.linkB]));
    return pairs;
}

} // namespace

std::vector<LinkPair> movablePairs(const Description& description, const std::vector<CollisionBody>& bodies,
                                   const std::vector<LoopClosure>& closures) {
    const auto cluster = clustersOf(description);
    const auto depth = depthsOf(description);
    std::vector<bool> solid(cluster.size(), false);
    for (std::size_t i = 0; i < bodies.size(); ++i)
        if (!bodies[i].solids.empty()) solid[cluster[i]] = true;
    const auto neighbours = neighboursOf(description, cluster, solid, closures);
    std::vector<LinkPair> pairs;
    for (std::size_t a = 0; a < bodies.size(); ++a) {
        for (std::size_t b = a + 1; b < bodies.size(); ++b) {
            if (bodies[a].solids.empty() || bodies[b].solids.empty() || cluster[a] == cluster[b]) continue;
            if (neighbours.contains({std::min(cluster[a], cluster[b]), std::max(cluster[a], cluster[b])})) continue;
            pairs.push_back(depth[a] > depth[b] ? LinkPair{a, b} : LinkPair{b, a});
        }
    }
    return pairs;
}

} // namespace orrery::robot
