// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_command.h"

#include "output.h"
#include "robot_collision.h"
#include "robot_ik.h"
#include "robot_options.h"
#include "robot_pose.h"
#include "robot_record.h"
#include "robot_render.h"
#include "robot_report.h"
#include "robot_sim.h"

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

    void check(const Visual& visual, const std::string& link) {
        const auto* ref = std::get_if<MeshRef>(&visual.geometry);
        if (!ref || ref->file.empty()) return;
        const auto [known, isNew] = m_triangles.try_emplace(ref->file, 0);
        if (isNew) known->second = open(*ref, link, visual);
        m_report.triangles += known->second;
    }

    [[nodiscard]] std::size_t fileCount() const { return m_triangles.size(); }

private:
    std::size_t open(const MeshRef& ref, const std::string& link, const Visual& visual) {
        const auto mesh = importMesh(ref.file);
        if (!mesh) {
            warn(fmt::format("Mesh '{}' cannot be shown: {}", ref.uri, mesh.error().message), link, visual);
            return 0;
        }
        if (const auto factor = suspectedUnitFactor(*mesh, ref.scale, m_robotSize)) {
            warn(fmt::format("Mesh '{}' looks written in another unit; a scale of {} would fit the robot.", ref.uri,
                             *factor),
                 link, visual);
        }
        return mesh->triangleCount();
    }

    void warn(std::string message, const std::string& link, const Visual& visual) {
        m_report.findings.push_back(
            {Severity::Warning, std::move(message), link, m_report.description.sourceFileAt(visual.file), visual.line});
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
        for (const Visual& visual : link.visuals) meshes.check(visual, link.name);
    }
    result.meshFiles = meshes.fileCount();
    return result;
}

void runCheck(const PoseOptions& options, CommandContext& context) {
    if (!options.positions.empty()) return runCollisionCheck(options, context);
    auto loaded = loadRobot(options);
    if (!loaded) return reportFailure(loaded.error(), options.json, context);
    const CheckReport result = checkRobot(*std::move(loaded));
    if (options.json) {
        printJson(reportJson(result));
    } else {
        printReport(result);
    }
    context.exitCode = result.isGood() ? 0 : 1;
}

} // namespace

void addRobotCommand(CLI::App& app, CommandContext& context) {
    auto* robot = app.add_subcommand("robot", "Look into robot descriptions");
    robot->require_subcommand(1);
    const auto options = std::make_shared<PoseOptions>();
    auto* check = robot->add_subcommand("check", "Say what is in a robot description and what is wrong with it");
    addRobotOptions(*check, *options);
    check
        ->add_option("--collisions", options->positions,
                     "Instead say which links touch, with the joints here: JOINT=VALUE,JOINT=VALUE in rad and m, or "
                     "neutral; exit code 1 if some do")
        ->delimiter(',');
    check->add_flag("--degrees", options->degrees, "Angles are given in degrees");
    check->callback([options, &context] { runCheck(*options, context); });
    addRobotFkCommand(*robot, context);
    addRobotIkCommand(*robot, context);
    addRobotRecordCommands(*robot, context);
    addRobotRenderCommand(*robot, context);
    addRobotSimCommand(*robot, context);
}
