// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_command.h"

#include "output.h"
#include "robot_sim.h"

#include <orrery/base/units.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/kinematics/forward.h>
#include <orrery/robot/mesh/mesh_import.h>
#include <orrery/robot/mesh/mesh_tools.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

namespace {

struct RobotOptions {
    std::string file;
    std::vector<std::string> packages; // name=folder
    std::vector<std::string> folders;
    bool json = false;
    std::vector<std::string> positions; // joint=value
    std::string link;
    bool degrees = false;
    RobotSimRequest sim;
};

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

void report(const Error& error, bool json, CommandContext& context) {
    context.exitCode = 1;
    if (json) return printJson({{"ok", false}, {"error", toJson(error)}});
    fmt::print(stderr, "{}\n", describe(error));
}

std::optional<std::pair<std::string, std::string>> splitAtEquals(const std::string& text) {
    const auto equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) return std::nullopt;
    return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

Result<LoadedDescription> load(const RobotOptions& options) {
    LoadOptions where;
    where.roots = options.folders;
    for (const std::string& package : options.packages) {
        const auto parts = splitAtEquals(package);
        if (!parts)
            return fail(orrery::Errc::InvalidArgument, fmt::format("'{}' is not of the form PACKAGE=FOLDER.", package));
        where.packageRoots.insert(*parts);
    }
    return loadDescription(options.file, where);
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
    auto loaded = load(options);
    if (!loaded) return report(loaded.error(), options.json, context);
    const CheckReport result = checkRobot(*std::move(loaded));
    if (options.json) {
        printJson(toJson(result));
    } else {
        print(result);
    }
    context.exitCode = result.isGood() ? 0 : 1;
}

Result<std::map<std::string, double>> namedPositions(const RobotOptions& options) {
    std::map<std::string, double> named;
    for (const std::string& text : options.positions) {
        const auto parts = splitAtEquals(text);
        double value = 0;
        const char* const end = parts ? parts->second.data() + parts->second.size() : nullptr;
        if (!parts || std::from_chars(parts->second.data(), end, value).ptr != end) {
            return fail(orrery::Errc::InvalidArgument, fmt::format("'{}' is not of the form JOINT=NUMBER.", text));
        }
        named[parts->first] = value;
    }
    return named;
}

void turnIntoRadians(const KinematicModel& model, std::map<std::string, double>& named) {
    for (auto& [name, value] : named) {
        const std::size_t index = model.findCoordinate(name);
        if (index != npos && model.coordinates()[index].type != JointType::Prismatic) value = radiansFromDegrees(value);
    }
}

struct FkResult {
    Description description;
    KinematicModel model;
    std::vector<double> positions;
    std::vector<std::size_t> shown; // links
};

Result<FkResult> pose(const RobotOptions& options) {
    auto loaded = load(options);
    if (!loaded) return fail(loaded.error());
    auto named = namedPositions(options);
    if (!named) return fail(named.error());
    Description& robot = loaded->description;
    KinematicModel model(robot);
    if (options.degrees) turnIntoRadians(model, *named);
    auto positions = positionsFromNames(model, *named);
    if (!positions) return fail(positions.error());
    std::vector<std::size_t> shown;
    if (options.link.empty()) {
        for (std::size_t i = 0; i < robot.links.size(); ++i) shown.push_back(i);
    } else if (const std::size_t link = robot.findLink(options.link); link != npos) {
        shown.push_back(link);
    } else {
        return fail(orrery::Errc::NotFound, fmt::format("This robot has no link '{}'.", options.link), {},
                    options.file);
    }
    return FkResult{std::move(robot), std::move(model), *std::move(positions), std::move(shown)};
}

nlohmann::json toJson(const FkResult& result, const std::vector<Pose>& poses) {
    const Description& robot = result.description;
    nlohmann::json json = {{"ok", true}, {"root", robot.links[robot.roots.front()].name}};
    std::vector<double> values;
    jointValues(result.model, result.positions, values);
    for (std::size_t i = 0; i < robot.joints.size(); ++i) {
        if (robot.joints[i].isScalar())
            json["joints"][robot.joints[i].name] = {{"type", jointTypeName(robot.joints[i].type)},
                                                    {"value", values[i]}};
    }
    for (const std::size_t i : result.shown) {
        const Pose& pose = poses[i];
        json["links"][robot.links[i].name] = {
            {"position", {pose.position.x, pose.position.y, pose.position.z}},
            {"quaternionWxyz", {pose.rotation.w, pose.rotation.x, pose.rotation.y, pose.rotation.z}}};
    }
    return json;
}

void print(const FkResult& result, const std::vector<Pose>& poses, bool degrees) {
    const auto shown = [](double value) { return std::abs(value) < 5e-7 ? 0.0 : value; }; // no "-0.000000"
    const auto angle = [&](double radians) { return shown(degrees ? degreesFromRadians(radians) : radians); };
    std::size_t width = 4;
    for (const std::size_t i : result.shown) width = std::max(width, result.description.links[i].name.size());
    fmt::print("{:<{}}  {:>10} {:>10} {:>10}  {:>10} {:>10} {:>10}\n", "link", width, "x [m]", "y [m]", "z [m]",
               degrees ? "roll [deg]" : "roll [rad]", "pitch", "yaw");
    for (const std::size_t i : result.shown) {
        const Vec3 p = poses[i].position;
        const Vec3 rpy = rollPitchYawFromQuaternion(poses[i].rotation);
        fmt::print("{:<{}}  {:>10.6f} {:>10.6f} {:>10.6f}  {:>10.6f} {:>10.6f} {:>10.6f}\n",
                   result.description.links[i].name, width, shown(p.x), shown(p.y), shown(p.z), angle(rpy.x),
                   angle(rpy.y), angle(rpy.z));
    }
}

void runFk(const RobotOptions& options, CommandContext& context) {
    const auto result = pose(options);
    if (!result) return report(result.error(), options.json, context);
    const auto poses = forwardKinematics(result->model, result->positions);
    if (options.json) return printJson(toJson(*result, poses));
    print(*result, poses, options.degrees);
}

void runSim(const RobotOptions& options, CommandContext& context) {
    const auto loaded = load(options);
    if (!loaded) return report(loaded.error(), options.json, context);
    auto named = namedPositions(options);
    if (!named) return report(named.error(), options.json, context);
    if (options.degrees) turnIntoRadians(KinematicModel(loaded->description), *named);
    RobotSimRequest request = options.sim;
    request.positions = *std::move(named);
    request.json = options.json;
    if (const Status status = runRobotSim(loaded->description, request); !status)
        report(status.error(), options.json, context);
}

void addCommonOptions(CLI::App& command, RobotOptions& options) {
    command.add_option("file", options.file, "The robot description (URDF or MJCF)")->required();
    command.add_option("--package", options.packages, "Where a package lies: PACKAGE=FOLDER");
    command.add_option("--folder", options.folders, "A further folder in which meshes may lie");
    command.add_flag("--json", options.json, "Print one JSON object");
}

void addSimCommand(CLI::App& robot, const std::shared_ptr<RobotOptions>& options, CommandContext& context) {
    auto* sim = robot.add_subcommand("sim", "Let a robot move under gravity and say where it settles");
    addCommonOptions(*sim, *options);
    sim->add_option("--seconds", options->sim.seconds, "How long to simulate")->capture_default_str();
    sim->add_option("--set", options->positions, "Where joints shall go, in rad and m: JOINT=VALUE,JOINT=VALUE")
        ->delimiter(',');
    sim->add_option("--push", options->sim.pushes, "Push a link with a force in N: LINK=FX,FY,FZ");
    sim->add_option("--push-seconds", options->sim.pushSeconds, "How long a push lasts")->capture_default_str();
    sim->add_flag("--free", options->sim.freeBase, "The robot stands on the floor instead of being held at its root");
    sim->add_flag("--degrees", options->degrees, "Angles are given in degrees");
    sim->callback([options, &context] { runSim(*options, context); });
}

} // namespace

void addRobotCommand(CLI::App& app, CommandContext& context) {
    auto* robot = app.add_subcommand("robot", "Look into robot descriptions");
    robot->require_subcommand(1);
    const auto options = std::make_shared<RobotOptions>();
    auto* check = robot->add_subcommand("check", "Say what is in a robot description and what is wrong with it");
    addCommonOptions(*check, *options);
    check->callback([options, &context] { runCheck(*options, context); });
    auto* fk = robot->add_subcommand("fk", "Print where every link is for given joint values");
    addCommonOptions(*fk, *options);
    fk->add_option("--q", options->positions, "Joint values, in rad and m: JOINT=VALUE,JOINT=VALUE; others are 0")
        ->delimiter(',');
    fk->add_option("--link", options->link, "Only this link");
    fk->add_flag("--degrees", options->degrees, "Angles are given and printed in degrees");
    fk->callback([options, &context] { runFk(*options, context); });
    addSimCommand(*robot, options, context);
}
