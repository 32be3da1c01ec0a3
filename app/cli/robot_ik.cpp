// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_ik.h"

#include "output.h"
#include "robot_collision.h"
#include "robot_pose.h"

#include <orrery/base/units.h>
#include <orrery/robot/kinematics/inverse.h>
#include <orrery/robot/kinematics/loops.h>

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

namespace {

struct IkOptions : PoseOptions {
    std::string link;
    std::vector<double> position;   // x, y, z
    std::vector<double> rpy;        // roll, pitch, yaw
    std::vector<double> quaternion; // w, x, y, z
};

struct IkAnswer {
    PosedRobot robot; // at the answer
    std::size_t link = npos;
    bool reached = false;
    double positionError = 0;               // m
    double rotationError = 0;               // rad
    std::optional<double> largestGap;       // m; where the robot has loops
    std::vector<std::string> touching = {}; // sentences
};

LinkGoal goalOf(const IkOptions& options, std::size_t link) {
    LinkGoal goal{link, {options.position[0], options.position[1], options.position[2]}, {}};
    if (!options.quaternion.empty()) {
        const auto& q = options.quaternion;
        goal.rotation = Quaternion{q[0], q[1], q[2], q[3]};
    }
    if (!options.rpy.empty()) {
        const double unit = options.degrees ? radiansFromDegrees(1) : 1;
        goal.rotation = quaternionFromRollPitchYaw(unit * options.rpy[0], unit * options.rpy[1], unit * options.rpy[2]);
    }
    return goal;
}

Result<IkAnswer> solve(const IkOptions& options) {
    auto robot = poseRobot(options);
    if (!robot) return fail(robot.error());
    const auto link = findLink(*robot, options.link);
    if (!link) return fail(link.error());
    IkAnswer answer{*std::move(robot), *link, false, 0, 0, {}};
    const LinkGoal goal = goalOf(options, *link);
    const auto closures = closuresByFrameName(answer.robot.description);
    if (closures.empty()) {
        auto solution = solveInverse(answer.robot.model, answer.robot.positions, goal);
        if (!solution) return fail(solution.error());
        answer.reached = solution->outcome == InverseOutcome::Reached;
        answer.positionError = solution->positionError;
        answer.rotationError = solution->rotationError;
        answer.robot.positions = std::move(solution->positions);
        return answer;
    }
    auto solution = closeLoops(answer.robot.model, {closures, {}, goal}, answer.robot.positions);
    if (!solution) return fail(solution.error());
    answer.reached = solution->outcome == InverseOutcome::Reached && solution->closed;
    answer.positionError = solution->positionError;
    answer.rotationError = solution->rotationError;
    answer.largestGap = solution->largestGap;
    answer.robot.positions = std::move(solution->positions);
    return answer;
}

nlohmann::json toJson(const IkAnswer& answer) {
    nlohmann::json json = {{"ok", answer.reached},
                           {"outcome", answer.reached ? "reached" : "out-of-reach"},
                           {"positionError", answer.positionError},
                           {"rotationError", answer.rotationError},
                           {"joints", jointsJson(answer.robot)},
                           {"link", answer.robot.description.links[answer.link].name}};
    json.update(poseJson(forwardKinematics(answer.robot.model, answer.robot.positions)[answer.link]));
    if (answer.largestGap) json["largestGap"] = *answer.largestGap;
    json["contacts"] = answer.touching;
    return json;
}

void print(const IkAnswer& answer, bool degrees) {
    Table table({{"joint"}, {degrees ? "deg or m" : "rad or m", Table::Align::Right}});
    for (std::size_t i = 0; i < answer.robot.positions.size(); ++i) {
        const Coordinate& joint = answer.robot.model.coordinates()[i];
        const double value = answer.robot.positions[i];
        const bool turns = joint.type != JointType::Prismatic;
        table.add({joint.name, fmt::format("{:.6f}", degrees && turns ? degreesFromRadians(value) : value)});
    }
    fmt::print("{}", table.text());
    const std::string left = fmt::format("{:.3f} mm and {:.3f} degrees", 1000 * answer.positionError,
                                         degreesFromRadians(answer.rotationError));
    if (answer.reached) {
        fmt::print("Reached, to {}.\n", left);
    } else {
        fmt::print("Out of reach: this is the nearest found; {} remain.\n", left);
    }
    for (const std::string& sentence : answer.touching) fmt::print("Beware: {}\n", printable(sentence));
    if (answer.largestGap) fmt::print("The loops meet within {:.4f} mm.\n", 1000 * *answer.largestGap);
}

void runIk(const IkOptions& options, CommandContext& context) {
    auto answer = solve(options);
    if (!answer) return reportFailure(answer.error(), options.json, context);
    if (const auto check = selfCollisionOf(answer->robot.description))
        answer->touching = touchingSentences(*check, answer->robot.positions);
    context.exitCode = answer->reached ? 0 : 1;
    if (options.json) return printJson(toJson(*answer));
    print(*answer, options.degrees);
}

} // namespace

void addRobotIkCommand(CLI::App& robot, CommandContext& context) {
    const auto options = std::make_shared<IkOptions>();
    auto* ik = robot.add_subcommand("ik", "Find joint values that bring a link to a place; exit code 1 if it is out of "
                                          "reach");
    addRobotOptions(*ik, *options);
    ik->add_option("--link", options->link, "The link to place")->required();
    ik->add_option("--position", options->position, "Where its origin shall be, in the root's frame, in m: X,Y,Z")
        ->required()
        ->delimiter(',')
        ->expected(3);
    auto* rpy = ik->add_option("--rpy", options->rpy, "Its roll, pitch and yaw, in rad, as in a URDF: R,P,Y")
                    ->delimiter(',')
                    ->expected(3);
    ik->add_option("--quaternion", options->quaternion, "Or its orientation as W,X,Y,Z")
        ->delimiter(',')
        ->expected(4)
        ->excludes(rpy);
    ik->add_option("--from", options->positions, "The present joint values: JOINT=VALUE,JOINT=VALUE; others are 0")
        ->delimiter(',');
    ik->add_flag("--degrees", options->degrees, "Angles are given and printed in degrees");
    ik->callback([options, &context] { runIk(*options, context); });
}
