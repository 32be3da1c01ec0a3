// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "sdf_frames.h"

#include <vector>

namespace orrery::robot::sdf {

std::optional<Pose> Frames::modelFrom(const std::string& name) {
    std::vector<const std::string*> path;
    const std::string* at = &name;
    std::optional<Pose> pose = Pose();
    while (!at->empty()) {
        const auto known = m_known.find(*at);
        if (known != m_known.end()) {
            pose = known->second;
            break;
        }
        const auto frame = m_frames.find(*at);
        if (frame == m_frames.end()) {
            pose = std::nullopt;
            break;
        }
        m_known.emplace(*at, std::nullopt); // what leads back here has no place
        path.push_back(&frame->first);
        at = &frame->second.relativeTo;
    }
    for (auto step = path.rbegin(); step != path.rend(); ++step) {
        if (pose) pose = *pose * m_frames.at(**step).pose;
        m_known[**step] = pose;
    }
    return pose;
}

std::string Frames::linkOf(std::string name) const {
    for (std::size_t steps = 0; steps <= m_frames.size() && steps < 1000; ++steps) {
        const auto frame = m_frames.find(name);
        if (frame == m_frames.end()) return {};
        if (frame->second.isLink) return name;
        name = frame->second.attachedTo;
    }
    return {};
}

} // namespace orrery::robot::sdf
