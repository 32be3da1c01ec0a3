// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What a person asked of the joints, to go back and forth in. A stroke (many requests for the same joints, shortly
/// after one another: a slider, a drag) counts as one. A plain value without a clock.
class PoseHistory {
public:
    using Joints = std::map<std::string, double>; ///< rad or m by joint
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::size_t mostSteps = 200;
    static constexpr std::chrono::milliseconds strokePause{700};

    void clear();
    /// @param before where these joints were, or were asked to be, until now.
    void asked(const Joints& before, const Joints& after, Time now);

    bool canUndo() const { return m_next > 0; }
    bool canRedo() const { return m_next < m_steps.size(); }
    /// What to ask for to take the last step back, or to take it again; nothing where there is none.
    std::optional<Joints> undoTarget() const;
    std::optional<Joints> redoTarget() const;
    /// That was asked for.
    void undone();
    void redone();

private:
    struct Step {
        Joints before;
        Joints after;
    };
    std::vector<Step> m_steps;
    std::size_t m_next = 0; // the step to redo
    Time m_last;
    bool m_open = false; // the newest step may grow
};
