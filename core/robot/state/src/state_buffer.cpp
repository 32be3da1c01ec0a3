// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/state/state_buffer.h>

#include <algorithm>

namespace orrery::robot {
namespace {

void mix(std::vector<double>& into, const std::vector<double>& next, double share) {
    const std::size_t count = std::min(into.size(), next.size());
    for (std::size_t i = 0; i < count; ++i) into[i] += share * (next[i] - into[i]);
}

} // namespace

void StateBuffer::push(JointState state) {
    const std::lock_guard lock(m_mutex);
    if (!m_states.empty() && state.time <= m_states.back().time) return;
    m_states.push_back(std::move(state));
    if (m_states.size() > m_capacity) m_states.pop_front();
}

std::optional<JointState> StateBuffer::newest() const {
    const std::lock_guard lock(m_mutex);
    if (m_states.empty()) return std::nullopt;
    return m_states.back();
}

std::optional<JointState> StateBuffer::sample(SteadyTime time) const {
    const std::lock_guard lock(m_mutex);
    if (m_states.empty()) return std::nullopt;
    const auto next = std::lower_bound(m_states.begin(), m_states.end(), time,
                                       [](const JointState& state, SteadyTime t) { return state.time < t; });
    if (next == m_states.end()) return m_states.back();
    if (next == m_states.begin()) return m_states.front();
    JointState state = *std::prev(next);
    const std::chrono::duration<double> span = next->time - state.time;
    const std::chrono::duration<double> part = time - state.time;
    const double share = part / span;
    mix(state.position, next->position, share);
    mix(state.velocity, next->velocity, share);
    mix(state.effort, next->effort, share);
    state.time = time;
    return state;
}

std::vector<JointState> StateBuffer::since(SteadyTime time) const {
    const std::lock_guard lock(m_mutex);
    const auto first = std::upper_bound(m_states.begin(), m_states.end(), time,
                                        [](SteadyTime t, const JointState& state) { return t < state.time; });
    return {first, m_states.end()};
}

double StateBuffer::interval() const {
    const std::lock_guard lock(m_mutex);
    if (m_states.size() < 2) return 0;
    const std::chrono::duration<double> span = m_states.back().time - m_states.front().time;
    return span.count() / static_cast<double>(m_states.size() - 1);
}

void StateBuffer::clear() {
    const std::lock_guard lock(m_mutex);
    m_states.clear();
}

} // namespace orrery::robot
