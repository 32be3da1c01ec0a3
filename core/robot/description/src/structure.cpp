// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "structure.h"

#include "joint_repair.h"

#include <orrery/robot/description/errors.h>
#include <orrery/robot/description/urdf_reader.h>

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace orrery::robot {
namespace {

/// Makes names unique: the first keeps its name, later ones become "name#2", "name#3" ...
/// @return the index of the first bearer of each name as written.
template <class Items, class NameOf>
std::unordered_map<std::string, std::size_t> uniqueNames(Items& items, std::string_view kind, NameOf entityOf,
                                                         FindingList& findings) {
    std::unordered_set<std::string> taken;
    for (auto& item : items) taken.insert(entityOf(item).name);
    std::unordered_map<std::string, std::size_t> first;
    std::unordered_map<std::string, int> copies;
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto& entity = entityOf(items[i]);
        const bool unnamed = entity.name.empty();
        const std::string name = unnamed ? fmt::format("unnamed {}", kind) : entity.name;
        if (!unnamed && first.emplace(name, i).second) continue;
        int& copy = copies[name];
        copy = std::max(copy, unnamed ? 0 : 1);
        std::string fresh;
        do {
            fresh = fmt::format("{}#{}", name, ++copy);
        } while (!taken.insert(fresh).second);
        findings.warn(
            entity.line, fresh,
            unnamed ? fmt::format("A {} has no name; it is called '{}'.", kind, fresh)
                    : fmt::format("A second {0} is called '{1}'; the first keeps the name, this one is called '{2}'.",
                                  kind, name, fresh));
        entity.name = fresh;
    }
    return first;
}

class TreeBuilder {
public:
    TreeBuilder(RawRobot raw, FindingList& findings) : m_raw(std::move(raw)), m_findings(findings) {}

    Result<Description> build() {
        m_linkByName = uniqueNames(
            m_raw.links, "link", [](Link& link) -> Link& { return link; }, m_findings);
        uniqueNames(
            m_raw.joints, "joint", [](RawJoint& raw) -> Joint& { return raw.joint; }, m_findings);
        for (RawJoint& raw : m_raw.joints) repairJoint(raw, m_findings);
        reportMissingRates(m_raw.joints, m_findings);
        resolveReferences();
        chooseParents();
        if (auto opened = openLoops(); !opened) return fail(opened.error());
        reportLoopClosers();
        return assemble();
    }

private:
    [[nodiscard]] Joint& joint(std::size_t index) { return m_raw.joints[index].joint; }
    [[nodiscard]] Link& link(std::size_t index) { return m_raw.links[index]; }
    [[nodiscard]] std::size_t parentLink(std::size_t index) {
        const std::size_t parentJoint = link(index).parentJoint;
        return parentJoint == npos ? npos : joint(parentJoint).parent;
    }

    [[nodiscard]] std::size_t linkNamed(const std::string& name) const {
        const auto found = m_linkByName.find(name);
        return found == m_linkByName.end() ? npos : found->second;
    }

    void drop(std::size_t index, std::string_view reason) {
        const Joint& dropped = joint(index);
        m_findings.warn(dropped.line, dropped.name,
                        fmt::format("Joint '{}': {}; the joint is left out.", dropped.name, reason));
        m_dropped[index] = true;
    }

    void resolveReferences() {
        m_dropped.assign(m_raw.joints.size(), false);
        for (std::size_t i = 0; i < m_raw.joints.size(); ++i) {
            RawJoint& raw = m_raw.joints[i];
            raw.joint.parent = linkNamed(raw.parent);
            raw.joint.child = linkNamed(raw.child);
            if (raw.joint.parent == npos || raw.joint.child == npos) {
                const bool parentMissing = raw.joint.parent == npos;
                const std::string& missing = parentMissing ? raw.parent : raw.child;
                const std::string_view role = parentMissing ? "parent" : "child";
                drop(i, missing.empty() ? fmt::format("it names no {} link", role)
                                        : fmt::format("its {} link '{}' does not exist", role, missing));
            } else if (raw.joint.parent == raw.joint.child) {
                drop(i, fmt::format("it connects the link '{}' with itself", raw.child));
            }
        }
    }

    void chooseParents() {
        for (std::size_t i = 0; i < m_raw.joints.size(); ++i) {
            if (m_dropped[i]) continue;
            std::size_t& parentJoint = link(joint(i).child).parentJoint;
            if (parentJoint == npos) {
                parentJoint = i;
            } else {
                m_closers.push_back(i);
            }
        }
    }

    /// A ring of links in which each is the other's ancestor, or empty. Marks what it saw as done.
    std::vector<std::size_t> ringAbove(std::size_t start) {
        std::vector<std::size_t> path;
        std::size_t at = start;
        for (; at != npos && m_seen[at] == Unseen; at = parentLink(at)) {
            m_seen[at] = OnPath;
            path.push_back(at);
        }
        std::vector<std::size_t> ring;
        if (at != npos && m_seen[at] == OnPath) ring.assign(std::find(path.begin(), path.end(), at), path.end());
        for (const std::size_t index : path) m_seen[index] = Done;
        return ring;
    }

    Status openLoops() {
        m_seen.assign(m_raw.links.size(), Unseen);
        for (std::size_t i = 0; i < m_raw.links.size(); ++i) {
            const auto ring = ringAbove(i);
            if (!ring.empty() && !hangElsewhere(ring)) m_rings.push_back(ring);
        }
        const bool anyRoot =
            std::any_of(m_raw.links.begin(), m_raw.links.end(), [](const Link& l) { return l.parentJoint == npos; });
        if (!anyRoot) return noRoot();
        for (const auto& ring : m_rings) {
            const std::size_t top = *std::min_element(ring.begin(), ring.end());
            const std::size_t closing = std::exchange(link(top).parentJoint, npos);
            drop(closing, fmt::format("it closes a loop that hangs on nothing ({})", ringText(ring)));
        }
        return {};
    }

    /// Where a link of the ring has a second joint from outside, that one becomes its parent and the loop is open.
    bool hangElsewhere(const std::vector<std::size_t>& ring) {
        const std::unordered_set<std::size_t> inRing(ring.begin(), ring.end());
        for (std::size_t& closer : m_closers) {
            const Joint& candidate = joint(closer);
            if (!inRing.contains(candidate.child) || comesFrom(candidate.parent, inRing)) continue;
            std::swap(link(candidate.child).parentJoint, closer);
            return true;
        }
        return false;
    }

    bool comesFrom(std::size_t index, const std::unordered_set<std::size_t>& ring) {
        for (std::size_t steps = 0; index != npos && steps <= m_raw.links.size(); index = parentLink(index), ++steps) {
            if (ring.contains(index)) return true;
        }
        return index != npos;
    }

    /// "a -> b -> c -> a", downwards; the ring itself runs from child to parent.
    std::string ringText(const std::vector<std::size_t>& ring) {
        constexpr std::size_t most = 8;
        std::string text = link(ring.front()).name;
        const std::size_t shown = std::min(ring.size(), most);
        for (std::size_t i = 1; i < shown; ++i) text += " -> " + link(ring[ring.size() - i]).name;
        if (shown < ring.size()) text += " -> ...";
        return text + " -> " + link(ring.front()).name;
    }

    Status noRoot() {
        const auto& ring = m_rings.front();
        const Joint& closing = joint(link(ring.front()).parentJoint);
        return fail(DescriptionErrc::NoRoot,
                    fmt::format("The links of this robot form a closed loop without a root ({}). Remove one of its "
                                "joints, for example '{}'.",
                                ringText(ring), closing.name),
                    {}, m_findings.where(closing.line));
    }

    void reportLoopClosers() {
        for (const std::size_t closer : m_closers) {
            const Link& child = link(joint(closer).child);
            drop(closer, child.parentJoint == npos
                             ? fmt::format("loop, not closed: it leads back to the link '{}'", child.name)
                             : fmt::format("loop, not closed: the link '{}' already hangs on joint '{}'", child.name,
                                           joint(child.parentJoint).name));
        }
    }

    Description assemble() {
        Description result;
        result.name = std::move(m_raw.name);
        std::vector<RawJoint> kept;
        std::vector<std::size_t> newIndex(m_raw.joints.size(), npos);
        for (std::size_t i = 0; i < m_raw.joints.size(); ++i) {
            if (m_dropped[i]) continue;
            newIndex[i] = kept.size();
            result.joints.push_back(joint(i));
            kept.push_back(std::move(m_raw.joints[i]));
        }
        for (Link& l : m_raw.links) {
            if (l.parentJoint != npos) l.parentJoint = newIndex[l.parentJoint];
        }
        result.links = std::move(m_raw.links);
        resolveMimics(result.joints, kept, m_findings);
        orderTrees(result);
        return result;
    }

    void orderTrees(Description& robot) {
        std::vector<std::vector<std::size_t>> childJoints(robot.links.size());
        for (std::size_t i = 0; i < robot.joints.size(); ++i) childJoints[robot.joints[i].parent].push_back(i);
        std::vector<std::vector<std::size_t>> trees; // joints, parents first
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < robot.links.size(); ++i) {
            if (robot.links[i].parentJoint != npos) continue;
            order.push_back(trees.size());
            robot.roots.push_back(i);
            auto& tree = trees.emplace_back(childJoints[i]);
            for (std::size_t k = 0; k < tree.size(); ++k) {
                const auto& next = childJoints[robot.joints[tree[k]].child];
                tree.insert(tree.end(), next.begin(), next.end());
            }
        }
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return trees[a].size() > trees[b].size(); });
        const auto roots = std::exchange(robot.roots, {});
        for (const std::size_t tree : order) {
            robot.roots.push_back(roots[tree]);
            robot.jointOrder.insert(robot.jointOrder.end(), trees[tree].begin(), trees[tree].end());
        }
        reportExtraRoots(robot);
    }

    void reportExtraRoots(const Description& robot) {
        for (std::size_t i = 1; i < robot.roots.size(); ++i) {
            const Link& extra = robot.links[robot.roots[i]];
            m_findings.warn(
                extra.line, extra.name,
                fmt::format("Link '{}' hangs on nothing: '{}' is taken as the root, this one is shown at the origin.",
                            extra.name, robot.links[robot.roots.front()].name));
        }
    }

    enum Mark : char { Unseen, OnPath, Done };
    RawRobot m_raw;
    FindingList& m_findings;
    std::unordered_map<std::string, std::size_t> m_linkByName;
    std::vector<bool> m_dropped;        // joints
    std::vector<std::size_t> m_closers; // joints to a link that has a parent already
    std::vector<char> m_seen;           // links
    std::vector<std::vector<std::size_t>> m_rings;
};

} // namespace

Result<Description> buildDescription(RawRobot raw, FindingList& findings) {
    if (raw.links.empty()) {
        return fail(DescriptionErrc::NoLinks,
                    fmt::format("The robot '{}' has no links, so there is nothing to show.", raw.name), {},
                    findings.where(0));
    }
    if (raw.links.size() > maxLinks) {
        return fail(DescriptionErrc::TooLarge,
                    fmt::format("The robot '{}' has {} links; Orrery opens robots of up to {}.", raw.name,
                                raw.links.size(), maxLinks),
                    {}, findings.where(0));
    }
    if (raw.joints.size() > 2 * maxLinks) {
        return fail(DescriptionErrc::TooLarge,
                    fmt::format("The robot '{}' has {} joints; Orrery opens robots of up to {}.", raw.name,
                                raw.joints.size(), 2 * maxLinks),
                    {}, findings.where(0));
    }
    return TreeBuilder(std::move(raw), findings).build();
}

} // namespace orrery::robot
