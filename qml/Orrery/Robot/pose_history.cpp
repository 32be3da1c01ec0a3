// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose_history.h"

#include <algorithm>

namespace {

bool sameJoints(const PoseHistory::Joints& a, const PoseHistory::Joints& b) {
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return x.first == y.first; });
}

} // namespace

void PoseHistory::clear() {
    *this = {};
}

void PoseHistory::asked(const Joints& before, const Joints& after, Time now) {
    const bool continues = m_open && m_next == m_steps.size() && now - m_last <= strokePause && !m_steps.empty() &&
                           sameJoints(m_steps.back().after, after);
    m_last = now;
    if (continues) {
        m_steps.back().after = after;
        return;
    }
    m_steps.resize(m_next);
    m_steps.push_back({before, after});
    if (m_steps.size() > mostSteps) m_steps.erase(m_steps.begin());
    m_next = m_steps.size();
    m_open = true;
}

std::optional<PoseHistory::Joints> PoseHistory::undoTarget() const {
    return canUndo() ? std::optional(m_steps[m_next - 1].before) : std::nullopt;
}

std::optional<PoseHistory::Joints> PoseHistory::redoTarget() const {
    return canRedo() ? std::optional(m_steps[m_next].after) : std::nullopt;
}

void PoseHistory::undone() {
    if (canUndo()) --m_next;
    m_open = false;
}

void PoseHistory::redone() {
    if (canRedo()) ++m_next;
    m_open = false;
}
