// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_command.h"

#include "output.h"
#include "robot_ik.h"
#include "robot_options.h"
#include "robot_pose.h"

#include <orrery/robot/kinematics/forward.h>
#include <orrery/robot/mesh/mesh_import.h>
#include <orrery/robot/mesh/mesh_tools.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

namespace {

struct CheckReport {
    Description description;
    std::vector<Finding> findings;
    std::size_t visuals = 0;
    std::size_t collisions = 0;
    std::size_t meshFiles = 0;
    std::size_t triangles = 0; // as drawn: a mesh used twice counts twice

    [[nodiscard]] bool isGood() const {
        return std::none_of(findings.begin(), findings.end(),
                            [](const Finding& finding) { return finding.severity == Severity::Error; });
    }
};

const char* severityName(Severity severity) {
    switch (severity) {
    case Severity::Information: return "information";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
    }
    return "unknown";
}

/// How far apart the links' origins lie, to judge whether meshes are in the same unit.
double sizeOf(const Description& robot) {
    const KinematicModel model(robot);
    double size = 0;
    for (const Pose& pose : forwardKinematics(model, neutralPositions(model)))
        size = std::max(size, norm(pose.position));
    return size;
}

/// Opens each mesh file once.
class MeshChecker {
public:
    explicit MeshChecker(CheckReport& report) : m_report(report), m_robotSize(sizeOf(report.description)) {}

    void check(const Geometry& geometry, const std::string& link, int line) {
        const auto* ref = std::get_if<MeshRef>(&geometry);
        if (!ref || ref->file.empty()) return;
        const auto [known, isNew] = m_triangles.try_emplace(ref->file, 0);
        if (isNew) known->second = open(*ref, link, line);
        m_report.triangles += known->second;
    }

    [[nodiscard]] std::size_t fileCount() const { return m_triangles.size(); }

private:
    std::size_t open(const MeshRef& ref, const std::string& link, int line) {
        const auto mesh = importMesh(ref.file);
        if (!mesh) {
            warn(fmt::format("Mesh '{}' cannot be shown: {}", ref.uri, mesh.error().message), link, line);
            return 0;
        }
        if (const auto factor = suspectedUnitFactor(*mesh, ref.scale, m_robotSize)) {
            warn(fmt::format("Mesh '{}' looks written in another unit; a scale of {} would fit the robot.", ref.uri,
                             *factor),
                 link, line);
        }
        return mesh->triangleCount();
    }

    void warn(std::string message, const std::string& link, int line) {
        m_report.findings.push_back(
            {Severity::Warning, std::move(message), link, m_report.description.sourceFile, line});
    }

    CheckReport& m_report;
    double m_robotSize;
    std::map<std::string, std::size_t> m_triangles;
};

CheckReport checkRobot(LoadedDescription loaded) {
    CheckReport result;
    result.description = std::move(loaded.description);
    result.findings = std::move(loaded.findings);
    MeshChecker meshes(result);
    for (const Link& link : result.description.links) {
        result.visuals += link.visuals.size();
        result.collisions += link.collisions.size();
        for (const Visual& visual : link.visuals) meshes.check(visual.geometry, link.name, visual.line);
    }
    result.meshFiles = meshes.fileCount();
    return result;
}

std::size_t controlledJoints(const Description& robot) {
    return static_cast<std::size_t>(
        std::count_if(robot.joints.begin(), robot.joints.end(), [](const Joint& j) { return j.isControlled(); }));
}

nlohmann::json toJson(const CheckReport& report) {
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
                           {"findings", nlohmann::json::array()}};
    for (const Finding& finding : report.findings) {
        json["findings"].push_back({{"severity", severityName(finding.severity)},
                                    {"message", finding.message},
                                    {"element", finding.element},
                                    {"file", finding.file},
                                    {"line", finding.line}});
    }
    return json;
}

void print(const CheckReport& report) {
    const Description& robot = report.description;
    fmt::print("{}\n", robot.name);
    fmt::print("  {} links, {} joints ({} to control), {} visuals from {} mesh files, {} triangles\n",
               robot.links.size(), robot.joints.size(), controlledJoints(robot), report.visuals, report.meshFiles,
               report.triangles);
    for (const Finding& finding : report.findings) {
        const std::string line = finding.line > 0 ? fmt::format(":{}", finding.line) : std::string();
        fmt::print("{}{}: {}: {}\n", finding.file, line, severityName(finding.severity), finding.message);
    }
}

void runCheck(const RobotOptions& options, CommandContext& context) {
    auto loaded = loadRobot(options);
    if (!loaded) return reportFailure(loaded.error(), options.json, context);
    const CheckReport result = checkRobot(*std::move(loaded));
    if (options.json) {
        printJson(toJson(result));
    } else {
        print(result);
    }
    context.exitCode = result.isGood() ? 0 : 1;
}

} // namespace

void addRobotCommand(CLI::App& app, CommandContext& context) {
    auto* robot = app.add_subcommand("robot", "Look into robot descriptions");
    robot->require_subcommand(1);
    const auto options = std::make_shared<RobotOptions>();
    auto* check = robot->add_subcommand("check", "Say what is in a robot description and what is wrong with it");
    addRobotOptions(*check, *options);
    check->callback([options, &context] { runCheck(*options, context); });
    addRobotFkCommand(*robot, context);
    addRobotIkCommand(*robot, context);
}
