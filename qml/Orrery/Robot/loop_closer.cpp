// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loop_closer.h"

#include <algorithm>
#include <cmath>

using namespace orrery::robot;

namespace {

constexpr int frameBudget = 60;    // steps of a solve: a frame must not wait for a mechanism that cannot close
constexpr double sameValue = 1e-7; // rad or m

} // namespace

LoopCloser::LoopCloser(const Description& description, const KinematicModel& model)
    : m_model(model),
      m_closures(closuresByFrameName(description)),
      m_passive(model.coordinateCount(), false),
      m_drivenInLoop(model.coordinateCount(), false) {
    if (m_closures.empty()) return;
    for (const std::size_t coordinate : passiveCoordinates(description, model, m_closures))
        m_passive[coordinate] = true;
    for (const std::size_t coordinate : loopCoordinates(description, model, m_closures))
        m_drivenInLoop[coordinate] = !m_passive[coordinate];
    LoopOptions options;
    const auto closed = closeLoops(model, {m_closures, {}, {}}, neutralPositions(model), options);
    m_active = closed && closed->closed && std::ranges::count(m_passive, true) > 0;
    if (m_active) m_last = closed->positions;
}

bool LoopCloser::isPassive(std::size_t coordinate) const {
    return m_active && coordinate < m_passive.size() && m_passive[coordinate];
}

std::vector<double> LoopCloser::settled(std::vector<double> positions) const {
    if (!m_active) return positions;
    LoopProblem problem{m_closures, {}, {}};
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (!m_passive[i] && !m_drivenInLoop[i]) problem.driven.push_back({i, positions[i]});
    }
    const auto found = closeLoops(m_model, problem, positions);
    return found && found->closed ? found->positions : positions;
}

double LoopCloser::close(std::vector<double>& positions) {
    if (!m_active || positions.size() != m_last.size()) return 0;
    bool moved = false;
    for (std::size_t i = 0; i < positions.size(); ++i)
        moved |= m_drivenInLoop[i] && std::abs(positions[i] - m_last[i]) > sameValue;
    if (moved) {
        m_lastGap = solve(positions, m_last);
        m_last = positions;
    }
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (m_passive[i]) positions[i] = m_last[i];
    }
    return m_lastGap;
}

double LoopCloser::solve(std::vector<double>& positions, const std::vector<double>& from) {
    LoopProblem problem{m_closures, {}, {}};
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (!m_passive[i]) problem.driven.push_back({i, positions[i]});
    }
    LoopOptions options;
    options.gapTolerance = closedGap / 2;
    options.holdLimits = false;
    options.budget = frameBudget;
    const auto found = closeLoops(m_model, problem, from, options);
    if (!found) return m_lastGap;
    positions = found->positions;
    return found->largestGap;
}
