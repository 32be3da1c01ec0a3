// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_session.h"

#include <orrery/robot/sim/kinematic_simulator.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

using namespace orrery;
using namespace orrery::robot;

namespace {

std::vector<double> homePositions(const KinematicModel& model, const std::map<std::string, double>& named) {
    std::vector<double> home = neutralPositions(model);
    for (const auto& [name, value] : named) {
        const std::size_t i = model.findCoordinate(name);
        if (i == npos) continue;
        const JointLimits& limits = model.coordinates()[i].limits;
        home[i] = std::clamp(value, limits.lower, limits.upper);
    }
    return home;
}

std::map<std::string, double> byName(const KinematicModel& model, const std::vector<double>& positions) {
    std::map<std::string, double> named;
    for (std::size_t i = 0; i < positions.size(); ++i) named[model.coordinates()[i].name] = positions[i];
    return named;
}

std::vector<std::size_t> indexInLink(const KinematicModel& model, const JointNames& names) {
    std::vector<std::size_t> indices;
    for (const Coordinate& coordinate : model.coordinates()) {
        const auto found = std::ranges::find(names, coordinate.name);
        indices.push_back(found == names.end() ? npos : static_cast<std::size_t>(found - names.begin()));
    }
    return indices;
}

} // namespace

std::unique_ptr<RobotLink> kinematicLink(const Description& description,
                                         const std::map<std::string, double>& positions) {
    KinematicSimulatorOptions options;
    options.positions = positions;
    return std::make_unique<KinematicSimulator>(description, options);
}

RobotSession::RobotSession(const Description& description, const std::map<std::string, double>& home,
                           std::unique_ptr<RobotLink> link, Executor& gui)
    : m_model(description),
      m_loops(description, m_model),
      m_home(m_loops.settled(homePositions(m_model, home))),
      m_link(link ? std::move(link) : kinematicLink(description, byName(m_model, m_home))),
      m_physics(dynamic_cast<PhysicsSimulator*>(m_link.get())),
      m_linkIndex(indexInLink(m_model, m_link->joints())),
      m_gate(description.joints, *m_link),
      m_runner(m_gate, gui) {}

bool RobotSession::positionsToShow(std::vector<double>& positions) const {
    using Duration = std::chrono::steady_clock::duration;
    const auto delay =
        std::chrono::duration_cast<Duration>(std::chrono::duration<double>(2 * m_link->states().interval()));
    const std::optional<JointState> state = m_link->states().sample(std::chrono::steady_clock::now() - delay);
    if (!state) return false;
    positions.resize(m_linkIndex.size());
    for (std::size_t i = 0; i < m_linkIndex.size(); ++i) {
        if (m_linkIndex[i] < state->position.size()) positions[i] = state->position[m_linkIndex[i]];
    }
    m_loops.close(positions);
    return true;
}

std::vector<double> RobotSession::fromLinkOrder(const std::vector<double>& inLink, std::vector<double> fallback) const {
    fallback.resize(m_linkIndex.size());
    for (std::size_t i = 0; i < m_linkIndex.size(); ++i) {
        if (m_linkIndex[i] < inLink.size() && std::isfinite(inLink[m_linkIndex[i]]))
            fallback[i] = inLink[m_linkIndex[i]];
    }
    return fallback;
}

std::map<std::string, double> RobotSession::positionsByName() const {
    std::vector<double> positions = m_home;
    positionsToShow(positions);
    return byName(m_model, positions);
}

Pose RobotSession::rootPose() const {
    return m_physics ? m_physics->snapshot().root : Pose{};
}
