// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_collision.h"

#include "output.h"

#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <cstdio>
#include <utility>

using namespace orrery;
using namespace orrery::robot;

namespace {

Result<std::shared_ptr<const SelfCollision>> load(const Description& robot) {
    return SelfCollision::create(robot, {{}, (platform::standardFolders().cache / "meshes").string()});
}

nlohmann::json factsJson(const SelfCollisionFacts& facts) {
    return {{"shapes", facts.shapes},
            {"pairs", facts.pairs},
            {"touchingAtRest", facts.touching},
            {"fromVisuals", facts.fromVisuals},
            {"leftOut", facts.leftOut}};
}

void print(const std::vector<LinkContact>& contacts, const SelfCollisionFacts& facts) {
    fmt::print("{} pairs of links from {} {} looked at; {} more touch at rest and are left out\n", facts.pairs,
               facts.shapes, facts.fromVisuals ? "visuals (it has no collision shapes)" : "collision shapes",
               facts.touching);
    for (const std::string& link : facts.leftOut)
        fmt::print("{}: a shape cannot be read and is left out\n", printable(link));
    for (const LinkContact& each : contacts)
        fmt::print("{} touches {}, about {:.1f} mm deep\n", printable(each.first), printable(each.second),
                   1000 * each.depth);
    if (contacts.empty()) fmt::print("Nothing touches.\n");
}

} // namespace

std::shared_ptr<const SelfCollision> selfCollisionOf(const Description& robot) {
    auto check = load(robot);
    if (check) return *std::move(check);
    fmt::print(stderr, "{}\n", check.error().message);
    return nullptr;
}

std::vector<std::string> touchingSentences(const SelfCollision& check, const std::vector<double>& positions) {
    std::vector<std::string> sentences;
    for (const LinkContact& each : check.contacts(positions)) sentences.push_back(contactSentence(each));
    return sentences;
}

void runCollisionCheck(const PoseOptions& given, CommandContext& context) {
    PoseOptions options = given;
    std::erase(options.positions, "neutral");
    const auto robot = poseRobot(options);
    if (!robot) return reportFailure(robot.error(), options.json, context);
    const auto check = load(robot->description);
    if (!check) return reportFailure(check.error(), options.json, context);
    std::vector<double> positions = neutralPositions(robot->model);
    for (const std::size_t i : robot->given) positions[i] = robot->positions[i];
    const auto contacts = (*check)->contacts(positions);
    context.exitCode = contacts.empty() ? 0 : 1;
    if (!options.json) return print(contacts, (*check)->facts());
    nlohmann::json json = {
        {"ok", contacts.empty()}, {"contacts", nlohmann::json::array()}, {"checked", factsJson((*check)->facts())}};
    for (const LinkContact& each : contacts)
        json["contacts"].push_back({{"first", each.first}, {"second", each.second}, {"depth", each.depth}});
    printJson(json);
}
