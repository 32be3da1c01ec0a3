// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "overlay_shapes.h"

#include <orrery/base/pose.h>
#include <orrery/robot/description/description.h>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace orrery::scene {

/// What of a robot's inner workings is to be drawn over it, and how large.
struct OverlayChoice {
    bool frames = false;
    bool jointAxes = false;
    bool massCentres = false;
    bool inertiaBoxes = false;
    std::size_t picked = robot::npos; ///< Link whose frame, axis and joint range stand out.
    double size = 1;                  ///< Of the robot, m: everything is drawn in proportion.
    double floor = 0;                 ///< Height of the floor, m.
    std::vector<bool> hidden;         ///< By link: nothing is drawn for it. Missing ones are shown.
    OverlayColor ink{1, 1, 1, 1};
    OverlayColor paper{0, 0, 0, 1};
    OverlayColor accent{1, 0.8F, 0.3F, 1};
    OverlayColor live{0.3F, 0.7F, 0.7F, 1};
};

/// Length of a link frame's axes as it is drawn.
double frameLength(const OverlayChoice& choice, bool picked);

/// Pure; cheap enough for every frame. @param rootFromLink where every link is seen.
OverlayMesh buildOverlay(const robot::Description& description, std::span<const Pose> rootFromLink,
                         const OverlayChoice& choice);

/// A body of even density that turns as heavily: a box.
struct InertiaBox {
    Pose linkFromBox;
    Vec3 size; ///< Full edge lengths, m.
};
/// Nothing where mass or inertia cannot belong to a body.
std::optional<InertiaBox> inertiaBox(const robot::Inertial& inertial);

} // namespace orrery::scene
