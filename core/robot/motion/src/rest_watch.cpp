// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "rest_watch.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace orrery::robot {
namespace {

constexpr double kStill = 0.0005; // rad or m
constexpr std::chrono::milliseconds kStillFor{100};

} // namespace

void RestWatch::take(const JointState& state) {
    m_seen = state.time;
    for (std::size_t i = 0; i < m_anchors.size(); ++i) {
        const bool known = i < state.position.size() && std::isfinite(state.position[i]);
        Anchor& anchor = m_anchors[i];
        if (known && anchor.since && std::abs(state.position[i] - anchor.position) <= kStill) continue;
        anchor = known ? Anchor{state.position[i], state.time} : Anchor{};
    }
}

void RestWatch::update(const StateBuffer& states) {
    for (const JointState& state : states.since(m_seen)) take(state);
}

bool RestWatch::rests(const Anchor& anchor) const {
    return anchor.since && m_seen - *anchor.since >= kStillFor;
}

std::optional<SteadyTime> RestWatch::restSince() const {
    SteadyTime since = m_begin;
    for (const Anchor& anchor : m_anchors) {
        if (!rests(anchor)) return std::nullopt;
        since = std::max(since, *anchor.since);
    }
    return since;
}

JointNames RestWatch::moving() const {
    JointNames names;
    for (std::size_t i = 0; i < m_anchors.size(); ++i)
        if (!rests(m_anchors[i])) names.push_back((*m_joints)[i]);
    return names;
}

} // namespace orrery::robot
