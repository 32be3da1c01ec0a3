// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/state/joint_state.h>
#include <orrery/robot/state/state_buffer.h>

#include <optional>
#include <vector>

namespace orrery::robot {

/// Finds in a robot's states when it came to rest. Looks at positions alone: what a robot says about its speed may be
/// what it wants.
class RestWatch {
public:
    RestWatch(const JointNames& joints, SteadyTime begin)
        : m_joints(&joints), m_begin(begin), m_seen(begin), m_anchors(joints.size()) {}

    /// Takes in what is new. Call it at least as often as the buffer fills.
    void update(const StateBuffer& states);

    /// Since when no joint moves, once that has been so for a while; the first state after `begin` at the earliest.
    [[nodiscard]] std::optional<SteadyTime> restSince() const;
    /// Those that moved just now, or whose position is not known.
    [[nodiscard]] JointNames moving() const;

private:
    struct Anchor {
        double position = 0;
        std::optional<SteadyTime> since; // nothing before the first state
    };
    void take(const JointState& state);
    [[nodiscard]] bool rests(const Anchor& anchor) const;

    const JointNames* m_joints;
    SteadyTime m_begin;
    SteadyTime m_seen;
    std::vector<Anchor> m_anchors;
};

} // namespace orrery::robot
