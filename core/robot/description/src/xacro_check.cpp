// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_check.h"

#include <fmt/format.h>

#include <array>

namespace orrery::robot {
namespace {

using tinyxml2::XMLElement;

constexpr std::array<std::string_view, 5> prefixes{"${namespace}", "${prefix}", "${ns}", "${tf_prefix}",
                                                   "${robot_namespace}"};

bool isXacro(const XMLElement& element) {
    return std::string_view(element.Name()).substr(0, 6) == "xacro:";
}

bool hasExpression(std::string_view text) {
    return text.find("${") != std::string_view::npos || text.find("$(") != std::string_view::npos;
}

/// Text without $(find package): what is left must hold no other expression.
std::string withoutFind(std::string text) {
    for (auto begin = text.find("$(find "); begin != std::string::npos; begin = text.find("$(find ", begin)) {
        const auto end = text.find(')', begin);
        if (end == std::string::npos) break;
        text.erase(begin, end - begin + 1);
    }
    return text;
}

bool isHarmless(std::string_view attribute, const std::string& value) {
    if (attribute == "filename") return !hasExpression(withoutFind(value));
    const bool isName = attribute == "name" || attribute == "link" || attribute == "joint";
    return isName && !hasExpression(withoutHarmlessXacro(value));
}

/// Calls visit for every element below top, in document order, without recursion.
template <class Visit>
void forEachBelow(const XMLElement& top, Visit visit) {
    const XMLElement* at = top.FirstChildElement();
    while (at) {
        if (!visit(*at)) return;
        const XMLElement* next = at->FirstChildElement();
        while (!next && at) {
            next = at->NextSiblingElement();
            if (next) break;
            const tinyxml2::XMLNode* parent = at->Parent();
            at = parent && parent != &top ? parent->ToElement() : nullptr;
        }
        at = next;
    }
}

std::optional<XacroUse> expressionIn(const XMLElement& element) {
    for (auto* attribute = element.FirstAttribute(); attribute; attribute = attribute->Next()) {
        const std::string value = attribute->Value();
        if (hasExpression(value) && !isHarmless(attribute->Name(), value)) {
            return XacroUse{value.substr(0, 60), attribute->GetLineNum()};
        }
    }
    return std::nullopt;
}

bool isRead(const XMLElement& topLevel) {
    const std::string_view name = topLevel.Name();
    return name == "link" || name == "joint" || name == "material";
}

} // namespace

std::optional<XacroUse> findXacro(const XMLElement& robot) {
    for (auto* top = robot.FirstChildElement(); top; top = top->NextSiblingElement()) {
        if (isXacro(*top)) return XacroUse{fmt::format("<{}>", top->Name()), top->GetLineNum()};
        if (!isRead(*top)) continue;
        auto use = expressionIn(*top);
        forEachBelow(*top, [&](const XMLElement& element) {
            if (!use && isXacro(element)) use = XacroUse{fmt::format("<{}>", element.Name()), element.GetLineNum()};
            if (!use) use = expressionIn(element);
            return !use;
        });
        if (use) return use;
    }
    return std::nullopt;
}

std::string withoutHarmlessXacro(std::string name) {
    for (const std::string_view prefix : prefixes) {
        for (auto at = name.find(prefix); at != std::string::npos; at = name.find(prefix))
            name.erase(at, prefix.size());
    }
    return name;
}

void reportHarmlessXacro(const XMLElement& robot, FindingList& findings) {
    for (auto* top = robot.FirstChildElement("link"); top; top = top->NextSiblingElement("link")) {
        const std::string name = top->Attribute("name") ? top->Attribute("name") : "";
        const std::string plain = withoutHarmlessXacro(name);
        if (plain == name) continue;
        findings.warn(top->GetLineNum(), plain,
                      fmt::format("Names carry a xacro prefix ('{}'); it is taken as empty ('{}').", name, plain));
        return;
    }
}

} // namespace orrery::robot
