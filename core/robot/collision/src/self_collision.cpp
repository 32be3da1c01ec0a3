// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/collision/self_collision.h>

#include "collision_bodies.h"
#include "link_pairs.h"

#include <orrery/robot/kinematics/forward.h>
#include <orrery/robot/kinematics/loops.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace orrery::robot {
namespace {

constexpr double kGap = 1e-4;  // m; loops that meet this well are closed enough to tell what touches
constexpr int kLoopSteps = 60; // within which a pose that can be reached is found

/// A link's name as a person would say it: "gripper_link" is "gripper".
std::string spoken(std::string name) {
    std::ranges::replace(name, '_', ' ');
    for (const std::string_view end : {" link", "link"}) {
        if (name.size() > end.size() && name.ends_with(end)) name.resize(name.size() - end.size());
    }
    return name;
}

} // namespace

std::string_view errorDomain(CollisionErrc) {
    return "collision";
}

std::string_view errorName(CollisionErrc) {
    return "no-shapes";
}

struct SelfCollision::State {
    explicit State(const Description& description)
        : model(description), closures(closuresByFrameName(description)), neutral(neutralPositions(model)) {
        for (const Link& link : description.links) linkNames.push_back(link.name);
        for (const Coordinate& coordinate : model.coordinates()) {
            joints.push_back(coordinate.name);
            const bool solved = !closures.empty() && coordinate.name.starts_with("passive_");
            if (!solved) driven.push_back(joints.size() - 1);
        }
    }

    KinematicModel model;
    std::vector<LoopClosure> closures;
    std::vector<double> neutral; // loops closed
    std::vector<std::string> linkNames;
    JointNames joints;
    std::vector<std::size_t> driven; // coordinates
    std::vector<CollisionBody> bodies;
    std::vector<LinkPair> pairs;
    SelfCollisionFacts facts;

    /// With everything that is not given; nothing where the loops cannot close: no mechanism gets there.
    [[nodiscard]] std::optional<std::vector<double>> complete(std::span<const double> positions) const {
        std::vector<double> all = neutral;
        for (const std::size_t i : driven)
            if (i < positions.size() && std::isfinite(positions[i])) all[i] = positions[i];
        if (closures.empty()) return all;
        LoopProblem problem{closures, {}, {}};
        for (const std::size_t i : driven) problem.driven.push_back({i, all[i]});
        // Always from the same pose: a mechanism that may close in two ways is judged in the one it is built in.
        LoopOptions options;
        options.gapTolerance = kGap;
        options.budget = kLoopSteps;
        auto solution = closeLoops(model, problem, neutral, options);
        if (!solution || !solution->closed) return std::nullopt;
        return std::move(solution->positions);
    }

    /// Else the loops are left open, and all joints taken as they are reported.
    void closeAtNeutral() {
        if (auto closed = complete(neutral)) {
            neutral = *std::move(closed);
            return;
        }
        closures.clear();
        driven.resize(joints.size());
        std::iota(driven.begin(), driven.end(), std::size_t{0});
    }

    /// Calls `found` with each pair that overlaps until it returns false.
    template <class Found>
    void search(std::span<const double> positions, const Found& found) const {
        const auto all = complete(positions);
        if (!all) return;
        std::vector<Pose> poses;
        forwardKinematics(model, *all, poses);
        for (const LinkPair& pair : pairs) {
            const auto depth = overlap(bodies[pair.first], poses[pair.first], bodies[pair.second], poses[pair.second]);
            if (depth && !found(pair, *depth)) return;
        }
    }

    [[nodiscard]] LinkContact contact(const LinkPair& pair, double depth) const {
        return {linkNames[pair.first], linkNames[pair.second], depth};
    }

    void ignoreTouching(std::span<const double> positions) {
        std::vector<LinkPair> touching;
        search(positions, [&](const LinkPair& pair, double) {
            touching.push_back(pair);
            return true;
        });
        facts.touching += touching.size();
        std::erase_if(pairs, [&](const LinkPair& pair) {
            return std::ranges::any_of(
                touching, [&](const LinkPair& each) { return each.first == pair.first && each.second == pair.second; });
        });
    }
};

SelfCollision::SelfCollision(std::unique_ptr<State> state) : m_state(std::move(state)) {}
SelfCollision::~SelfCollision() = default;

Result<std::shared_ptr<const SelfCollision>> SelfCollision::create(const Description& description,
                                                                   const SelfCollisionOptions& options) {
    auto state = std::make_unique<State>(description);
    state->bodies = collisionBodies(description, options.meshCache, state->facts);
    if (state->facts.shapes == 0) {
        return fail(CollisionErrc::NoShapes,
                    "This robot has no shapes that can be read, so whether it touches itself cannot be checked.", {},
                    description.sourceFile);
    }
    state->pairs = movablePairs(description, state->bodies, state->closures);
    state->closeAtNeutral();
    state->ignoreTouching(state->neutral);
    std::vector<double> home = state->neutral;
    for (const auto& [name, value] : options.home) {
        if (const std::size_t i = state->model.findCoordinate(name); i != npos) home[i] = value;
    }
    if (!options.home.empty()) state->ignoreTouching(home);
    state->facts.pairs = state->pairs.size();
    return std::shared_ptr<const SelfCollision>(new SelfCollision(std::move(state)));
}

const JointNames& SelfCollision::joints() const {
    return m_state->joints;
}

const SelfCollisionFacts& SelfCollision::facts() const {
    return m_state->facts;
}

std::optional<LinkContact> SelfCollision::firstContact(std::span<const double> positions) const {
    std::optional<LinkContact> first;
    m_state->search(positions, [&](const LinkPair& pair, double depth) {
        first = m_state->contact(pair, depth);
        return false;
    });
    return first;
}

std::vector<LinkContact> SelfCollision::contacts(std::span<const double> positions) const {
    std::vector<LinkContact> all;
    m_state->search(positions, [&](const LinkPair& pair, double depth) {
        all.push_back(m_state->contact(pair, depth));
        return true;
    });
    return all;
}

std::vector<MotionViolation> SelfCollision::violations(std::span<const double> positions) const {
    std::vector<MotionViolation> all;
    for (const LinkContact& each : contacts(positions))
        all.push_back({each.first, each.second, each.depth, contactSentence(each)});
    return all;
}

std::string contactSentence(const LinkContact& contact) {
    return fmt::format("The {} would touch the {}.", spoken(contact.first), spoken(contact.second));
}

} // namespace orrery::robot
