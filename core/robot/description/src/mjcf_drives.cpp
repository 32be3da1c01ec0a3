// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mjcf_drives.h"

#include "mjcf_include.h"
#include "xml_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>

namespace orrery::robot {
namespace {

using tinyxml2::XMLElement;

constexpr std::array<std::string_view, 6> kinds{"general", "motor", "position", "velocity", "intvelocity", "damper"};

bool isActuator(const XMLElement& element) {
    return std::ranges::find(kinds, element.Name()) != kinds.end();
}

/// A class of defaults: what it says itself, and what it takes on.
struct Class {
    std::string parent; ///< Empty at the top.
    std::vector<const XMLElement*> elements;
};
using Classes = std::map<std::string, Class>;

constexpr const char* topClass = "main";

std::string classOf(const XMLElement& element) {
    const std::string_view name = textAttribute(element, "class");
    return name.empty() ? topClass : std::string(name);
}

Classes readClasses(const XMLElement& root) {
    Classes classes;
    walkElements(root, [&](const XMLElement& element) {
        if (std::string_view(element.Name()) != "default") return;
        const std::string name = classOf(element);
        Class& made = classes[name];
        const XMLElement* parent = element.Parent()->ToElement();
        const bool isNested = parent && std::string_view(parent->Name()) == "default" && name != topClass;
        made.parent = isNested ? classOf(*parent) : name == topClass ? "" : topClass;
        for (auto* child = element.FirstChildElement(); child; child = child->NextSiblingElement())
            if (isActuator(*child)) made.elements.push_back(child);
    });
    return classes;
}

/// An actuator with what its class gives it.
class Actuator {
public:
    Actuator(const XMLElement& element, const Classes& classes) : m_element(element) {
        m_sources.push_back(&element);
        std::string name = classOf(element);
        for (std::size_t depth = 0; depth <= classes.size() && !name.empty(); ++depth) {
            const auto found = classes.find(name);
            if (found == classes.end()) break;
            const auto& elements = found->second.elements;
            m_sources.insert(m_sources.end(), elements.rbegin(), elements.rend());
            name = found->second.parent;
        }
    }

    [[nodiscard]] bool is(std::string_view kind) const { return m_element.Name() == kind; }

    [[nodiscard]] std::string_view text(const char* attribute) const {
        for (const XMLElement* source : m_sources)
            if (source->Attribute(attribute)) return textAttribute(*source, attribute);
        return {};
    }

    /// The n-th of the numbers in an attribute.
    [[nodiscard]] double number(const char* attribute, std::size_t n, double fallback) const {
        constexpr std::string_view blanks = " \t\r\n";
        std::string_view rest = text(attribute);
        for (std::size_t i = 0;; ++i) {
            rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
            const std::string_view word = rest.substr(0, rest.find_first_of(blanks));
            if (word.empty()) return fallback;
            if (i == n) return parseNumber(word).value_or(fallback);
            rest.remove_prefix(word.size());
        }
    }

    /// The greatest size in a range that is not switched off; nothing without one.
    [[nodiscard]] std::optional<double> bound(const char* range, const char* limited) const {
        if (text(limited) == "false") return std::nullopt;
        const double lower = number(range, 0, 0);
        const double upper = number(range, 1, 0);
        if (!(lower < upper)) return std::nullopt;
        return std::max(std::abs(lower), std::abs(upper));
    }

private:
    const XMLElement& m_element;
    std::vector<const XMLElement*> m_sources; // the nearest first
};

MjcfDrive readDrive(const Actuator& actuator, std::string joint) {
    MjcfDrive drive;
    drive.joint = std::move(joint);
    const double gear = std::abs(actuator.number("gear", 0, 1));
    if (actuator.is("position")) {
        drive.stiffness = actuator.number("kp", 0, 1);
        drive.damping = actuator.number("kv", 0, 0);
        drive.dampingRatio = std::max(0.0, actuator.number("dampratio", 0, 0));
    } else if (actuator.is("general") && actuator.text("biastype") == "affine") {
        drive.stiffness = -actuator.number("biasprm", 1, 0);
        drive.damping = -actuator.number("biasprm", 2, 0);
    }
    drive.stiffness = std::max(0.0, drive.stiffness) * gear * gear;
    drive.damping = std::max(0.0, drive.damping) * gear * gear;
    auto effort = actuator.bound("forcerange", "forcelimited");
    if (!effort && actuator.is("motor")) effort = actuator.bound("ctrlrange", "ctrllimited");
    drive.effort = effort.value_or(0) * gear;
    return drive;
}

} // namespace

std::vector<MjcfDrive> readMjcfDrives(const XMLElement& root) {
    const Classes classes = readClasses(root);
    std::vector<MjcfDrive> drives;
    for (auto* section = root.FirstChildElement("actuator"); section;
         section = section->NextSiblingElement("actuator")) {
        for (auto* element = section->FirstChildElement(); element; element = element->NextSiblingElement()) {
            std::string joint(textAttribute(*element, "joint"));
            if (joint.empty()) joint = textAttribute(*element, "jointinparent");
            if (isActuator(*element) && !joint.empty())
                drives.push_back(readDrive(Actuator(*element, classes), std::move(joint)));
        }
    }
    return drives;
}

} // namespace orrery::robot
