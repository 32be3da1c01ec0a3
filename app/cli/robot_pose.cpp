// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_pose.h"

#include "output.h"
#include "robot_report.h"

#include <orrery/base/units.h>
#include <orrery/robot/kinematics/loops.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

using namespace orrery;
using namespace orrery::robot;

namespace {

struct FkOptions : PoseOptions {
    std::string link;
    bool closeLoops = false;
};

struct FkResult {
    PosedRobot robot;
    std::optional<LoopSolution> loops;
    std::size_t loopCount = 0;
    std::vector<std::size_t> shown; // links
};

Result<std::map<std::string, double>> namedPositions(const PoseOptions& options) {
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

/// Adds what the pose sets and nobody else does.
Status addPose(const Description& robot, const std::string& name, std::map<std::string, double>& named) {
    if (name.empty()) return {};
    std::string known;
    for (const NamedPose& pose : robot.poses) {
        if (pose.name == name) {
            named.insert(pose.joints.begin(), pose.joints.end());
            return {};
        }
        known += (known.empty() ? "'" : ", '") + pose.name + '\'';
    }
    return fail(orrery::Errc::NotFound,
                known.empty() ? std::string("This robot comes with no named poses.")
                              : fmt::format("This robot has no pose '{}'; it has {}.", name, known),
                {}, robot.sourceFile);
}

} // namespace

Result<PosedRobot> poseRobot(const PoseOptions& options) {
    auto loaded = loadRobot(options);
    if (!loaded) return fail(loaded.error());
    auto named = namedPositions(options);
    if (!named) return fail(named.error());
    KinematicModel model(loaded->description);
    if (options.degrees) turnIntoRadians(model, *named);
    if (Status added = addPose(loaded->description, options.pose, *named); !added) return fail(added.error());
    auto positions = positionsFromNames(model, *named);
    if (!positions) return fail(positions.error());
    std::vector<std::size_t> given;
    for (const auto& [name, value] : *named) given.push_back(model.findCoordinate(name));
    return PosedRobot{std::move(loaded->description), std::move(model), *std::move(positions), std::move(given)};
}

Result<std::size_t> findLink(const PosedRobot& robot, const std::string& name) {
    const std::size_t link = robot.description.findLink(name);
    if (link == npos)
        return fail(orrery::Errc::NotFound, fmt::format("This robot has no link '{}'.", name), {},
                    robot.description.sourceFile);
    return link;
}

nlohmann::json jointsJson(const PosedRobot& robot) {
    std::vector<double> values;
    jointValues(robot.model, robot.positions, values);
    auto json = nlohmann::json::object();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Joint& joint = robot.description.joints[i];
        if (joint.isScalar()) json[joint.name] = {{"type", jointTypeName(joint.type)}, {"value", values[i]}};
    }
    return json;
}

nlohmann::json poseJson(const Pose& pose) {
    return {{"position", {pose.position.x, pose.position.y, pose.position.z}},
            {"quaternionWxyz", {pose.rotation.w, pose.rotation.x, pose.rotation.y, pose.rotation.z}}};
}

namespace {

/// Solves the joints that were not given so that the description's loops close.
Result<LoopSolution> closeLoopsOf(PosedRobot& robot, const std::vector<LoopClosure>& closures) {
    LoopProblem problem{closures, {}, {}};
    for (const std::size_t coordinate : robot.given)
        problem.driven.push_back({coordinate, robot.positions[coordinate]});
    auto solution = closeLoops(robot.model, problem, neutralPositions(robot.model));
    if (solution) robot.positions = solution->positions;
    return solution;
}

Result<FkResult> pose(const FkOptions& options) {
    auto robot = poseRobot(options);
    if (!robot) return fail(robot.error());
    FkResult result{*std::move(robot), {}, 0, {}};
    if (options.closeLoops) {
        const auto closures = closuresByFrameName(result.robot.description);
        auto solution = closeLoopsOf(result.robot, closures);
        if (!solution) return fail(solution.error());
        result.loops = *std::move(solution);
        result.loopCount = closures.size();
    }
    if (options.link.empty()) {
        for (std::size_t i = 0; i < result.robot.description.links.size(); ++i) result.shown.push_back(i);
        return result;
    }
    const auto link = findLink(result.robot, options.link);
    if (!link) return fail(link.error());
    result.shown.push_back(*link);
    return result;
}

nlohmann::json toJson(const FkResult& result, const std::vector<Pose>& poses) {
    const Description& robot = result.robot.description;
    nlohmann::json json = {{"ok", !result.loops || result.loops->closed},
                           {"root", robot.links[robot.roots.front()].name},
                           {"joints", jointsJson(result.robot)}};
    for (const std::size_t i : result.shown) json["links"][robot.links[i].name] = poseJson(poses[i]);
    if (result.loops)
        json["loops"] = {
            {"count", result.loopCount}, {"closed", result.loops->closed}, {"largestGap", result.loops->largestGap}};
    return json;
}

void print(const FkResult& result, const std::vector<Pose>& poses, bool degrees) {
    const Description& robot = result.robot.description;
    const auto shown = [](double value) { return std::abs(value) < 5e-7 ? 0.0 : value; }; // no "-0.000000"
    const auto angle = [&](double radians) { return shown(degrees ? degreesFromRadians(radians) : radians); };
    std::size_t width = 4;
    for (const std::size_t i : result.shown) width = std::max(width, robot.links[i].name.size());
    fmt::print("{:<{}}  {:>10} {:>10} {:>10}  {:>10} {:>10} {:>10}\n", "link", width, "x [m]", "y [m]", "z [m]",
               degrees ? "roll [deg]" : "roll [rad]", "pitch", "yaw");
    for (const std::size_t i : result.shown) {
        const Vec3 p = poses[i].position;
        const Vec3 rpy = rollPitchYawFromQuaternion(poses[i].rotation);
        fmt::print("{:<{}}  {:>10.6f} {:>10.6f} {:>10.6f}  {:>10.6f} {:>10.6f} {:>10.6f}\n", robot.links[i].name, width,
                   shown(p.x), shown(p.y), shown(p.z), angle(rpy.x), angle(rpy.y), angle(rpy.z));
    }
    if (!result.loops) return;
    fmt::print("{} loops, {}: largest gap {:.4f} mm\n", result.loopCount,
               result.loops->closed ? "closed" : "not all closed", 1000 * result.loops->largestGap);
}

void runFk(const FkOptions& options, CommandContext& context) {
    const auto result = pose(options);
    if (!result) return reportFailure(result.error(), options.json, context);
    const auto poses = forwardKinematics(result->robot.model, result->robot.positions);
    context.exitCode = result->loops && !result->loops->closed ? 1 : 0;
    if (options.json) return printJson(toJson(*result, poses));
    print(*result, poses, options.degrees);
}

} // namespace

void addRobotFkCommand(CLI::App& robot, CommandContext& context) {
    const auto options = std::make_shared<FkOptions>();
    auto* fk = robot.add_subcommand("fk", "Print where every link is for given joint values");
    addRobotOptions(*fk, *options);
    fk->add_option("--q,--set", options->positions, "Joint values, in rad and m: JOINT=VALUE,JOINT=VALUE; others are 0")
        ->delimiter(',');
    fk->add_option("--pose", options->pose, "A pose that the robot comes with; values given come on top of it");
    fk->add_option("--link", options->link, "Only this link");
    fk->add_flag("--degrees", options->degrees, "Angles are given and printed in degrees");
    fk->add_flag("--close-loops", options->closeLoops,
                 "Solve the joints not given so that the frames closing_NAME_1 and closing_NAME_2 meet");
    fk->callback([options, &context] { runFk(*options, context); });
}
