// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_sim.h"

#include "output.h"
#include "robot_collision.h"
#include "robot_pose.h"

#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/sim/physics_simulator.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <string_view>
#include <thread>
#include <utility>

using namespace orrery;
using namespace orrery::robot;
using std::chrono::steady_clock;

namespace {

/// What `robot sim` is asked to do.
struct RobotSimRequest {
    double seconds = 2;                      ///< Simulated.
    std::map<std::string, double> positions; ///< rad or m, by joint: where it shall go.
    std::vector<std::string> pushes;         ///< LINK=FX,FY,FZ in N
    double pushSeconds = 0.2;
    bool freeBase = false;
    bool json = false;
};

struct SimOptions : PoseOptions {
    RobotSimRequest request;
};

struct Push {
    std::string link;
    Vec3 force;
};

struct Outcome {
    JointNames names;
    JointState state;
    PhysicsSnapshot snapshot;
    double step = 0;
    std::vector<ClampedJoint> clamped;

    [[nodiscard]] double realTimeFactor() const { return snapshot.stepsPerSecond * step; }
};

Result<Push> parsePush(const std::string& text) {
    const auto equals = text.rfind('=');
    std::array<double, 3> values{};
    const char* at = text.data() + (equals == std::string::npos ? text.size() : equals + 1);
    const char* const end = text.data() + text.size();
    bool good = equals != std::string::npos && equals > 0;
    for (std::size_t i = 0; i < values.size() && good; ++i) {
        const auto [next, error] = std::from_chars(at, end, values[i]);
        good = error == std::errc() && (i == 2 ? next == end : next != end && *next == ',');
        at = good && i < 2 ? next + 1 : next;
    }
    if (!good) return fail(Errc::InvalidArgument, fmt::format("'{}' is not of the form LINK=FX,FY,FZ.", text));
    return Push{text.substr(0, equals), {values[0], values[1], values[2]}};
}

Result<std::vector<ClampedJoint>> command(MotionGate& gate, const std::map<std::string, double>& positions) {
    if (positions.empty()) return std::vector<ClampedJoint>{};
    Intent intent{MotionSource::Script, {}, steady_clock::now() + std::chrono::seconds(10), {}};
    for (const auto& [joint, value] : positions) intent.targets.push_back({joint, value, {}});
    auto verdict = gate.submit(intent);
    if (!verdict) return fail(verdict.error());
    return verdict->clamped;
}

void stepAndWait(PhysicsSimulator& simulator, std::uint64_t steps) {
    const std::uint64_t until = simulator.snapshot().steps + steps;
    simulator.step(steps);
    while (simulator.snapshot().steps < until) std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

Result<Outcome> simulate(const Description& robot, const RobotSimRequest& request) {
    std::vector<Push> pushes;
    for (const std::string& text : request.pushes) {
        auto push = parsePush(text);
        if (!push) return fail(push.error());
        pushes.push_back(*std::move(push));
    }
    if (!(request.seconds > 0 && request.seconds <= 3600))
        return fail(Errc::InvalidArgument, "Between 0 and 3600 seconds can be simulated.");
    PhysicsOptions options;
    options.paused = true;
    options.fixedBase = !request.freeBase;
    auto simulator = PhysicsSimulator::create(robot, options);
    if (!simulator) return fail(simulator.error());
    MotionGate gate(robot.joints, **simulator, selfCollisionOf(robot));
    auto clamped = command(gate, request.positions);
    if (!clamped) return fail(clamped.error());
    for (const Push& push : pushes) {
        if (Status status = (*simulator)->push(push.link, push.force, request.pushSeconds); !status)
            return fail(status.error());
    }
    stepAndWait(**simulator, static_cast<std::uint64_t>(std::ceil(request.seconds / options.step)));
    return Outcome{(*simulator)->joints(), *(*simulator)->states().newest(), (*simulator)->snapshot(), options.step,
                   *std::move(clamped)};
}

nlohmann::json toJson(Vec3 v) {
    return {v.x, v.y, v.z};
}

nlohmann::json toJson(const Outcome& outcome) {
    nlohmann::json json = {{"ok", outcome.snapshot.resets == 0},
                           {"seconds", outcome.snapshot.time},
                           {"steps", outcome.snapshot.steps},
                           {"realTimeFactor", outcome.realTimeFactor()},
                           {"resets", outcome.snapshot.resets},
                           {"root", {{"position", toJson(outcome.snapshot.root.position)}}},
                           {"contactCount", outcome.snapshot.contactCount},
                           {"contacts", nlohmann::json::array()},
                           {"clamped", nlohmann::json::array()}};
    for (std::size_t i = 0; i < outcome.names.size(); ++i) {
        json["joints"][outcome.names[i]] = {{"position", outcome.state.position[i]},
                                            {"velocity", outcome.state.velocity[i]},
                                            {"effort", outcome.state.effort[i]}};
    }
    for (const ContactForce& contact : outcome.snapshot.contacts) {
        json["contacts"].push_back({{"first", contact.first},
                                    {"second", contact.second},
                                    {"position", toJson(contact.position)},
                                    {"force", toJson(contact.force)},
                                    {"depth", contact.depth}});
    }
    for (const ClampedJoint& joint : outcome.clamped) json["clamped"].push_back(joint.sentence);
    return json;
}

void print(const Outcome& outcome) {
    fmt::print("{:.3f} s in {} steps, {:.0f} times real time\n", outcome.snapshot.time, outcome.snapshot.steps,
               outcome.realTimeFactor());
    for (const ClampedJoint& joint : outcome.clamped) fmt::print("{}\n", joint.sentence);
    if (outcome.snapshot.resets > 0)
        fmt::print("The simulation ran away and began anew {} times.\n", outcome.snapshot.resets);
    Table joints({{"joint"},
                  {"at [rad, m]", Table::Align::Right},
                  {"speed", Table::Align::Right},
                  {"effort [Nm, N]", Table::Align::Right}});
    for (std::size_t i = 0; i < outcome.names.size(); ++i) {
        joints.add({printable(outcome.names[i]), fmt::format("{:.4f}", outcome.state.position[i]),
                    fmt::format("{:.4f}", outcome.state.velocity[i]), fmt::format("{:.3f}", outcome.state.effort[i])});
    }
    fmt::print("{}", joints.text());
    fmt::print("{} contacts\n", outcome.snapshot.contactCount);
    for (const ContactForce& contact : outcome.snapshot.contacts) {
        fmt::print("  {} on {}: {:.2f} N at ({:.3f}, {:.3f}, {:.3f})\n", printable(contact.first),
                   printable(contact.second), norm(contact.force), contact.position.x, contact.position.y,
                   contact.position.z);
    }
}

/// Simulates the robot as fast as the machine can and prints where it settles. Fails with what is wrong in the request.
Status runRobotSim(const Description& robot, const RobotSimRequest& request) {
    const auto outcome = simulate(robot, request);
    if (!outcome) return fail(outcome.error());
    if (request.json) {
        printJson(toJson(*outcome));
    } else {
        print(*outcome);
    }
    return {};
}

void runSim(const SimOptions& options, CommandContext& context) {
    auto robot = poseRobot(options);
    if (!robot) return reportFailure(robot.error(), options.json, context);
    RobotSimRequest request = options.request;
    for (const std::size_t at : robot->given)
        request.positions[robot->model.coordinates()[at].name] = robot->positions[at];
    request.json = options.json;
    if (const Status status = runRobotSim(robot->description, request); !status)
        reportFailure(status.error(), options.json, context);
}

} // namespace

void addRobotSimCommand(CLI::App& robot, CommandContext& context) {
    const auto options = std::make_shared<SimOptions>();
    auto* sim = robot.add_subcommand("sim", "Let a robot move under gravity and say where it settles");
    addRobotOptions(*sim, *options);
    sim->add_option("--seconds", options->request.seconds, "How long to simulate")->capture_default_str();
    sim->add_option("--set", options->positions, "Where joints shall go, in rad and m: JOINT=VALUE,JOINT=VALUE")
        ->delimiter(',');
    sim->add_option("--pose", options->pose, "A pose that the robot comes with, to go to");
    sim->add_option("--push", options->request.pushes, "Push a link with a force in N: LINK=FX,FY,FZ");
    sim->add_option("--push-seconds", options->request.pushSeconds, "How long a push lasts")->capture_default_str();
    sim->add_flag("--free", options->request.freeBase,
                  "The robot stands on the floor instead of being held at its root");
    sim->add_flag("--degrees", options->degrees, "Angles are given in degrees");
    sim->callback([options, &context] { runSim(*options, context); });
}
