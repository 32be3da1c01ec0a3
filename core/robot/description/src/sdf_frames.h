// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/pose.h>

#include <map>
#include <optional>
#include <string>

namespace orrery::robot::sdf {

/// Every named frame of a model by its full name ("arm::wrist"), and where it stands. The model's own frame is "".
class Frames {
public:
    struct Frame {
        std::string relativeTo;
        Pose pose;
        std::string attachedTo; ///< The link or frame it moves with; empty for links and for what moves with none.
        bool isLink = false;
    };

    /// The first of a name counts.
    void add(const std::string& name, const Frame& frame) { m_frames.try_emplace(name, frame); }
    [[nodiscard]] bool contains(const std::string& name) const { return name.empty() || m_frames.contains(name); }

    /// Where it stands in the whole model's frame; nothing when it leads to an unknown frame or back to itself.
    std::optional<Pose> modelFrom(const std::string& name);

    /// The link that a link, frame or model moves with; empty when there is none.
    [[nodiscard]] std::string linkOf(std::string name) const;

private:
    std::map<std::string, Frame> m_frames;
    std::map<std::string, std::optional<Pose>> m_known;
};

} // namespace orrery::robot::sdf
