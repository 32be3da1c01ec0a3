// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_report.h"

#include "output.h"

#include <orrery/base/units.h>

#include <fmt/format.h>

#include <string>
#include <utility>

using namespace orrery;
using namespace orrery::robot;

namespace {

const char* severityName(Severity severity) {
    switch (severity) {
    case Severity::Information: return "information";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
    }
    return "unknown";
}

std::string place(const std::string& file, int line) {
    return line > 0 ? fmt::format("{}:{}", file, line) : file;
}

nlohmann::json linkJson(const Description& robot, const Link& link) {
    nlohmann::json json = {{"name", link.name},
                           {"visuals", link.visuals.size()},
                           {"collisions", link.collisions.size()},
                           {"file", robot.sourceFileAt(link.file)},
                           {"line", link.line}};
    if (link.inertial) json["mass"] = link.inertial->mass;
    return json;
}

nlohmann::json jointJson(const Description& robot, const Joint& joint) {
    nlohmann::json json = {{"name", joint.name},
                           {"type", jointTypeName(joint.type)},
                           {"parent", robot.links[joint.parent].name},
                           {"child", robot.links[joint.child].name},
                           {"file", robot.sourceFileAt(joint.file)},
                           {"line", joint.line}};
    if (joint.isScalar() && joint.type != JointType::Continuous) {
        json["lower"] = joint.limits.lower;
        json["upper"] = joint.limits.upper;
        json["limitsGiven"] = joint.limits.given;
    }
    if (joint.mimic) json["follows"] = robot.joints[joint.mimic->leader].name;
    return json;
}

/// "turns -90 to 90 degrees"
std::string motionText(const Description& robot, const Joint& joint) {
    std::string text = jointTypeName(joint.type);
    if (joint.type == JointType::Revolute)
        text += fmt::format(" {:.0f} to {:.0f} deg", degreesFromRadians(joint.limits.lower),
                            degreesFromRadians(joint.limits.upper));
    if (joint.type == JointType::Prismatic)
        text += fmt::format(" {:.3g} to {:.3g} m", joint.limits.lower, joint.limits.upper);
    if (joint.mimic) text += ", follows " + printable(robot.joints[joint.mimic->leader].name, 80);
    return text;
}

void printTree(const Description& robot) {
    std::vector<std::vector<std::size_t>> below(robot.links.size());
    for (const std::size_t index : robot.jointOrder) below[robot.joints[index].parent].push_back(index);
    std::vector<std::pair<std::size_t, std::size_t>> waiting; // link, depth
    for (auto root = robot.roots.rbegin(); root != robot.roots.rend(); ++root) waiting.emplace_back(*root, 0);
    while (!waiting.empty()) {
        const auto [index, depth] = waiting.back();
        waiting.pop_back();
        const Link& link = robot.links[index];
        const std::string indent(2 + 2 * std::min<std::size_t>(depth, 30), ' ');
        std::string joint;
        if (link.parentJoint != npos) {
            const Joint& above = robot.joints[link.parentJoint];
            joint = fmt::format("  [{}: {}]", printable(above.name, 80), motionText(robot, above));
        }
        const std::string& file = robot.sourceFileAt(link.file);
        const std::string from = printable(file.substr(file.rfind('/') + 1), 80);
        fmt::print("{}{}{}  {}\n", indent, printable(link.name, 80), joint, place(from, link.line));
        for (auto next = below[index].rbegin(); next != below[index].rend(); ++next)
            waiting.emplace_back(robot.joints[*next].child, depth + 1);
    }
}

std::size_t controlledJoints(const Description& robot) {
    return static_cast<std::size_t>(
        std::count_if(robot.joints.begin(), robot.joints.end(), [](const Joint& j) { return j.isControlled(); }));
}

} // namespace

const char* jointTypeName(JointType type) {
    switch (type) {
    case JointType::Fixed: return "fixed";
    case JointType::Revolute: return "revolute";
    case JointType::Continuous: return "continuous";
    case JointType::Prismatic: return "prismatic";
    case JointType::Planar: return "planar";
    case JointType::Floating: return "floating";
    }
    return "unknown";
}

nlohmann::json reportJson(const CheckReport& report) {
    const Description& robot = report.description;
    nlohmann::json json = {{"ok", report.isGood()},
                           {"name", robot.name},
                           {"file", robot.sourceFile},
                           {"root", robot.links[robot.roots.front()].name},
                           {"links", robot.links.size()},
                           {"joints", robot.joints.size()},
                           {"controlledJoints", controlledJoints(robot)},
                           {"visuals", report.visuals},
                           {"collisions", report.collisions},
                           {"meshFiles", report.meshFiles},
                           {"triangles", report.triangles},
                           {"linkList", nlohmann::json::array()},
                           {"jointList", nlohmann::json::array()},
                           {"poses", nlohmann::json::array()},
                           {"findings", nlohmann::json::array()}};
    for (const Link& link : robot.links) json["linkList"].push_back(linkJson(robot, link));
    for (const Joint& joint : robot.joints) json["jointList"].push_back(jointJson(robot, joint));
    for (const NamedPose& pose : robot.poses) json["poses"].push_back({{"name", pose.name}, {"joints", pose.joints}});
    for (const Finding& finding : report.findings) {
        json["findings"].push_back({{"severity", severityName(finding.severity)},
                                    {"message", finding.message},
                                    {"element", finding.element},
                                    {"file", finding.file},
                                    {"line", finding.line}});
    }
    return json;
}

void printReport(const CheckReport& report) {
    const Description& robot = report.description;
    fmt::print("{}\n", robot.name);
    fmt::print("  {} links, {} joints ({} to control), {} visuals from {} mesh files, {} triangles\n",
               robot.links.size(), robot.joints.size(), controlledJoints(robot), report.visuals, report.meshFiles,
               report.triangles);
    printTree(robot);
    for (const NamedPose& pose : robot.poses)
        fmt::print("  pose '{}': {} joints\n", printable(pose.name, 80), pose.joints.size());
    for (const Finding& finding : report.findings)
        fmt::print("{}: {}: {}\n", place(finding.file, finding.line), severityName(finding.severity),
                   printable(finding.message));
}
