// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "materials.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <unordered_map>

namespace orrery::robot {
namespace {

bool isDefined(const Material& material) {
    return material.color || !material.textureFile.empty();
}

template <class Action>
void forEachMaterial(RawRobot& robot, Action action) {
    for (Link& link : robot.links) {
        for (Visual& visual : link.visuals) {
            if (visual.material) action(link, visual);
        }
    }
}

class Definitions {
public:
    explicit Definitions(FindingList& findings) : m_findings(findings) {}

    void add(const Material& material, int line) {
        if (material.name.empty() || !isDefined(material)) return;
        const auto [known, isNew] = m_byName.try_emplace(material.name, material);
        const bool same = known->second.color == material.color && known->second.textureFile == material.textureFile;
        if (isNew || same || !m_reported.insert(material.name).second) return;
        m_findings.inform(
            line, material.name,
            fmt::format("Material '{}' is defined with two colours; each place keeps its own.", material.name));
    }

    [[nodiscard]] const Material* find(const std::string& name) const {
        const auto found = m_byName.find(name);
        return found == m_byName.end() ? nullptr : &found->second;
    }

private:
    FindingList& m_findings;
    std::unordered_map<std::string, Material> m_byName;
    std::set<std::string> m_reported;
};

} // namespace

void resolveMaterials(RawRobot& robot, FindingList& findings) {
    Definitions definitions(findings);
    for (const Material& material : robot.materials) definitions.add(material, 0);
    forEachMaterial(robot, [&](Link&, Visual& visual) { definitions.add(*visual.material, visual.line); });
    std::set<std::string> unknown;
    forEachMaterial(robot, [&](Link& link, Visual& visual) {
        if (isDefined(*visual.material)) return;
        const std::string name = visual.material->name;
        if (const Material* known = definitions.find(name)) {
            visual.material = *known;
            return;
        }
        visual.material.reset();
        if (name.empty() || !unknown.insert(name).second) return;
        findings.inform(visual.line, link.name,
                        fmt::format("Link '{}': the material '{}' is defined nowhere; the mesh's own colours are used.",
                                    link.name, name));
    });
}

void repairInvisibleRobot(RawRobot& robot, FindingList& findings) {
    bool any = false;
    for (const Link& link : robot.links) {
        for (const Visual& visual : link.visuals) {
            if (!visual.material || !visual.material->color || visual.material->color->a > 0) return;
            any = true;
        }
    }
    if (!any) return;
    forEachMaterial(robot, [](Link&, Visual& visual) { visual.material->color->a = 1; });
    findings.warn(0, {}, "Every colour of this robot is fully transparent; all are shown opaque.");
}

} // namespace orrery::robot
