// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/state/joint_state.h>

#include <cstddef>
#include <deque>
#include <string>
#include <utility>

namespace orrery::robot {

/// The newest states and marks, bounded in age and in memory.
class Ring {
public:
    Ring(double seconds, std::size_t bytes) : m_seconds(seconds), m_mostBytes(bytes) {}

    void add(JointState state);
    void mark(SteadyTime time, std::string text);

    [[nodiscard]] const std::deque<JointState>& states() const { return m_states; }
    [[nodiscard]] const std::deque<std::pair<SteadyTime, std::string>>& marks() const { return m_marks; }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    [[nodiscard]] double seconds() const;

private:
    double m_seconds;
    std::size_t m_mostBytes;
    std::size_t m_bytes = 0; // of the states
    std::deque<JointState> m_states;
    std::deque<std::pair<SteadyTime, std::string>> m_marks;
};

} // namespace orrery::robot
