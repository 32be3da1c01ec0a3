// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/state/joint_state.h>

#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace orrery::robot {

/// Carries states from a link's thread to whoever samples them (the window, once per frame). Bounded: when full the
/// oldest is dropped, never the newest. Any thread may call anything; no call holds the lock for longer than a copy.
class StateBuffer {
public:
    explicit StateBuffer(std::size_t capacity = 256) : m_capacity(capacity) {}

    /// Adds a state. One older than the newest kept is ignored, so time never runs backwards for readers.
    void push(JointState state);

    /// The newest state, or nothing before the first.
    [[nodiscard]] std::optional<JointState> newest() const;

    /// The whole robot at `time`: linear between the two neighbouring states; clamped to the oldest and newest kept.
    [[nodiscard]] std::optional<JointState> sample(SteadyTime time) const;

    /// Those newer than `time` that are still kept, oldest first: for a recorder that wants every one.
    [[nodiscard]] std::vector<JointState> since(SteadyTime time) const;

    /// Mean distance between the states kept, in seconds; 0 with fewer than two. Twice this is a good sampling delay.
    [[nodiscard]] double interval() const;

    void clear();

private:
    mutable std::mutex m_mutex;
    std::deque<JointState> m_states;
    std::size_t m_capacity;
};

} // namespace orrery::robot
