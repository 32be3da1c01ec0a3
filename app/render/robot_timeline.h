// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render_request.h"

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/kinematics/model.h>

#include <map>
#include <string>
#include <vector>

/// Where a robot's joints are, picture after picture: rad or m, one a coordinate. A still picture has one.
struct RobotTimeline {
    std::vector<std::vector<double>> frames;
};

/// A film longer than this is refused.
inline constexpr std::size_t kMaxFrames = 200'000;

/// What the request shows: its pose, the recording, or the gesture as the motion gate lets it through. Reads files.
/// @param home rad or m by joint.
/// @param robotFolder where the robot's own gestures are.
orrery::Result<RobotTimeline> timelineOf(const RenderRequest& request, const orrery::robot::Description& description,
                                         const std::map<std::string, double>& home, const std::string& robotFolder);
