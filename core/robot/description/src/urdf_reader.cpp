// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/description/urdf_reader.h>

#include "finish_robot.h"
#include "urdf_elements.h"
#include "xacro_check.h"
#include "xacro_reading.h"
#include "xml_document.h"

#include <orrery/robot/description/errors.h>

#include <fmt/format.h>

#include <filesystem>

namespace orrery::robot {
namespace {

using tinyxml2::XMLDocument;
using tinyxml2::XMLElement;
using tinyxml2::XMLNode;

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
        return "This is a MuJoCo model (MJCF), not a URDF.";
    }
    if (root == "sdf" || root == "gazebo") return "This is an SDF model, not a URDF.";
    if (root == "launch") return "This is a ROS launch file, not a robot. Open the URDF that it starts.";
    if (root == "package") return "This is a ROS package manifest, not a robot. Open the URDF in that package.";
    if (root == "COLLADA") return "This is a Collada mesh, not a robot description.";
    return fmt::format("This XML describes <{}>, not a <robot>.", root);
}

Result<const XMLElement*> findRobot(const XMLDocument& document, FindingList& findings) {
    const XMLElement* root = document.RootElement();
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

Result<LoadedDescription> readPlain(const XMLElement& robot, const std::string& sourceName, FindingList findings,
                                    const SourceLines* source) {
    reportHarmlessXacro(robot, findings);
    RawRobot raw = readRobot(robot, sourceName, findings);
    return finishRobot(std::move(raw), std::move(findings), source);
}

} // namespace

Result<LoadedDescription> readUrdf(std::string_view text, const std::string& sourceName,
                                   const ExpansionOptions& options) {
    XMLDocument document;
    if (auto parsed = parseDescriptionXml(document, text, sourceName); !parsed) return fail(parsed.error());
    FindingList findings(sourceName);
    const auto element = findRobot(document, findings);
    if (!element) return fail(element.error());
    if (!findXacro(**element)) return readPlain(**element, sourceName, std::move(findings), nullptr);
    auto loaded =
        readExpandedXacro(**element, sourceName, options, [&](const ExpandedXacro& expanded, const XMLElement& robot) {
            return readPlain(robot, sourceName, FindingList(sourceName, &expanded.source), &expanded.source);
        });
    if (!loaded) return loaded;
    const auto early = findings.take();
    loaded->findings.insert(loaded->findings.begin(), early.begin(), early.end());
    return loaded;
}

} // namespace orrery::robot
