// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "ring.h"

#include <chrono>

namespace orrery::robot {
namespace {

constexpr std::size_t mostMarks = 10'000;

std::size_t costOf(const JointState& state) {
    return sizeof(JointState) +
           (state.position.capacity() + state.velocity.capacity() + state.effort.capacity()) * sizeof(double);
}

double between(SteadyTime from, SteadyTime to) {
    return std::chrono::duration<double>(to - from).count();
}

} // namespace

void Ring::add(JointState state) {
    m_bytes += costOf(state);
    m_states.push_back(std::move(state));
    while (m_states.size() > 1 && (m_bytes > m_mostBytes || seconds() > m_seconds)) {
        m_bytes -= costOf(m_states.front());
        m_states.pop_front();
    }
    while (!m_marks.empty() && m_marks.front().first < m_states.front().time) m_marks.pop_front();
}

void Ring::mark(SteadyTime time, std::string text) {
    m_marks.emplace_back(time, std::move(text));
    if (m_marks.size() > mostMarks) m_marks.pop_front();
}

double Ring::seconds() const {
    return m_states.empty() ? 0 : between(m_states.front().time, m_states.back().time);
}

} // namespace orrery::robot
