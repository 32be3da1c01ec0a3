// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/description/urdf_reader.h>

#include "inertia_check.h"
#include "materials.h"
#include "structure.h"
#include "text_decoding.h"
#include "urdf_elements.h"
#include "xacro_check.h"

#include <orrery/robot/description/errors.h>

#include <fmt/format.h>

#include <filesystem>

namespace orrery::robot {
namespace {

using tinyxml2::XMLDocument;
using tinyxml2::XMLElement;
using tinyxml2::XMLNode;

/// Whether a document type is declared before the first element. It is looked for before parsing: a parser must not see
/// entities.
bool declaresDocumentType(std::string_view text) {
    while (true) {
        const auto open = text.find('<');
        if (open == std::string_view::npos) return false;
        text.remove_prefix(open);
        std::string_view end;
        if (text.substr(0, 4) == "<!--") {
            end = "-->";
        } else if (text.substr(0, 2) == "<?") {
            end = "?>";
        } else {
            return text.substr(0, 2) == "<!";
        }
        const auto close = text.find(end, 2);
        if (close == std::string_view::npos) return false;
        text.remove_prefix(close + end.size());
    }
}

bool isTooDeep(const XMLDocument& document) {
    int depth = 0;
    const XMLNode* at = document.FirstChild();
    while (at) {
        if (const XMLNode* child = at->FirstChild()) {
            if (++depth > maxXmlDepth) return true;
            at = child;
            continue;
        }
        while (at && !at->NextSibling()) {
            at = at->Parent();
            --depth;
        }
        if (at) at = at->NextSibling();
    }
    return false;
}

Status parseXml(XMLDocument& document, const std::string& text, const std::string& sourceName) {
    if (const std::string kind = foreignTextKind(text); !kind.empty()) {
        return fail(DescriptionErrc::NotXml, fmt::format("This file is {}.", kind), {}, sourceName);
    }
    if (declaresDocumentType(text)) {
        return fail(DescriptionErrc::Forbidden,
                    "This file declares a document type (<!DOCTYPE), which a robot description does not need and a "
                    "hostile file could "
                    "abuse. Remove the declaration to open it.",
                    {}, sourceName);
    }
    const auto error = document.Parse(text.data(), text.size());
    if (error == tinyxml2::XML_ELEMENT_DEPTH_EXCEEDED || (error == tinyxml2::XML_SUCCESS && isTooDeep(document))) {
        return fail(DescriptionErrc::TooLarge, "The XML is nested far deeper than any robot description needs.", {},
                    sourceName);
    }
    if (error != tinyxml2::XML_SUCCESS) {
        const int line = document.ErrorLineNum();
        const std::string message =
            error == tinyxml2::XML_ERROR_MISMATCHED_ELEMENT
                ? fmt::format("The XML breaks at line {}: an element is not closed, or the file is cut off.", line)
                : fmt::format("The XML breaks at line {}; the file is damaged or cut off.", line);
        return fail(DescriptionErrc::NotXml, message, document.ErrorStr(), fmt::format("{}:{}", sourceName, line));
    }
    return {};
}

const XMLElement* firstRobotBelow(const XMLElement& root) {
    const XMLNode* at = &root;
    while (at) {
        const XMLElement* element = at->ToElement();
        if (element && std::string_view(element->Name()) == "robot") return element;
        const XMLNode* next = at->FirstChild();
        while (!next && at != &root) {
            next = at->NextSibling();
            if (!next) at = at->Parent();
        }
        at = next;
    }
    return nullptr;
}

std::string otherKindMessage(std::string_view root) {
    if (root == "mujoco" || root == "mujocoinclude") {
        return "This is a MuJoCo model (MJCF), which Orrery cannot open yet. Open the robot's URDF.";
    }
    if (root == "sdf" || root == "gazebo")
        return "This is an SDF model, which is not supported yet. Export it as URDF and open that.";
    if (root == "launch") return "This is a ROS launch file, not a robot. Open the URDF that it starts.";
    if (root == "package") return "This is a ROS package manifest, not a robot. Open the URDF in that package.";
    if (root == "COLLADA") return "This is a Collada mesh, not a robot description.";
    return fmt::format("This XML describes <{}>, not a <robot>.", root);
}

Result<const XMLElement*> findRobot(const XMLDocument& document, FindingList& findings) {
    const XMLElement* root = document.RootElement();
    if (!root) return fail(DescriptionErrc::NotXml, "This file holds no XML element.", {}, findings.where(0));
    const XMLElement* robot = nullptr;
    for (const XMLElement* top = root; top && !robot; top = top->NextSiblingElement()) robot = firstRobotBelow(*top);
    if (!robot || std::string_view(root->Name()) == "mujoco" || std::string_view(root->Name()) == "sdf") {
        return fail(DescriptionErrc::Unsupported, otherKindMessage(root->Name()), {},
                    findings.where(root->GetLineNum()));
    }
    if (robot != root)
        findings.warn(robot->GetLineNum(), {},
                      fmt::format("<robot> is not the first element (<{}> is); it is used.", root->Name()));
    const XMLElement* nested = robot->FirstChildElement("robot");
    const XMLElement* another = nested ? nested : robot->NextSiblingElement("robot");
    if (another) findings.warn(another->GetLineNum(), {}, "The file holds a further <robot>; only the first is used.");
    return robot;
}

/// Whether the file's version knows quat_xyzw.
bool readVersion(const XMLElement& robot, FindingList& findings) {
    const std::string_view text = textAttribute(robot, "version");
    if (text.empty()) return false;
    const auto version = parseNumber(text);
    if (!version || *version < 1 || *version >= 2) {
        findings.inform(robot.GetLineNum(), {},
                        fmt::format("The version '{}' is unknown; the file is read as 1.0.", text));
        return false;
    }
    return *version > 1.05;
}

std::string readRobotName(const XMLElement& robot, const std::string& sourceName, FindingList& findings) {
    std::string name(textAttribute(robot, "name"));
    if (!name.empty()) return name;
    name = std::filesystem::path(sourceName).stem().string();
    if (name.empty()) name = "robot";
    findings.warn(robot.GetLineNum(), {},
                  fmt::format("The robot has no name; it is called '{}' after its file.", name));
    return name;
}

RawRobot readRobot(const XMLElement& element, const std::string& sourceName, FindingList& findings) {
    RawRobot robot;
    robot.name = readRobotName(element, sourceName, findings);
    const bool quaternions = readVersion(element, findings);
    for (auto* top = element.FirstChildElement(); top; top = top->NextSiblingElement()) {
        const std::string_view name = top->Name();
        if (name == "link") robot.links.push_back(readLink(*top, findings, quaternions));
        if (name == "joint") robot.joints.push_back(readJoint(*top, findings, quaternions));
        if (name == "material") {
            const ReadContext context{findings, "Material", std::string(textAttribute(*top, "name")), quaternions};
            robot.materials.push_back(readMaterial(*top, context));
        }
    }
    return robot;
}

} // namespace

Result<LoadedDescription> readUrdf(std::string_view text, const std::string& sourceName) {
    if (text.size() > maxDescriptionBytes) {
        return fail(DescriptionErrc::TooLarge,
                    fmt::format("This file has {:.0f} MB; Orrery opens robot descriptions of up to {} MB.",
                                static_cast<double>(text.size()) / 1e6, maxDescriptionBytes / (1024 * 1024)),
                    {}, sourceName);
    }
    const auto decoded = decodeXmlText(text, sourceName);
    if (!decoded) return fail(decoded.error());
    XMLDocument document;
    if (auto parsed = parseXml(document, *decoded, sourceName); !parsed) return fail(parsed.error());
    FindingList findings(sourceName);
    const auto element = findRobot(document, findings);
    if (!element) return fail(element.error());
    if (const auto xacro = findXacro(**element)) {
        return fail(DescriptionErrc::Unsupported,
                    fmt::format("This file uses xacro ({} on line {}), which Orrery cannot expand yet. Expand it with "
                                "'xacro FILE > robot.urdf' and open the result.",
                                xacro->construct, xacro->line),
                    {}, findings.where(xacro->line));
    }
    reportHarmlessXacro(**element, findings);
    RawRobot raw = readRobot(**element, sourceName, findings);
    resolveMaterials(raw, findings);
    repairInvisibleRobot(raw, findings);
    reportUnphysicalInertia(raw, findings);
    auto description = buildDescription(std::move(raw), findings);
    if (!description) return fail(description.error());
    return LoadedDescription{*std::move(description), findings.take()};
}

} // namespace orrery::robot
