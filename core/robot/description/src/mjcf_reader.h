// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>

#include <string>
#include <string_view>

namespace orrery::robot {

/// Reads a MuJoCo model (MJCF) through MuJoCo and repairs what can be repaired, with one finding for everything that is
/// left out.
/// - The root is the only body at the top of the world, or a link "world" where there are several or the world has
///   shapes of its own.
/// - hinge and slide are revolute (continuous without limits) and prismatic; a ball joint becomes three revolute joints
///   NAME_x, NAME_y, NAME_z (rotations one after the other); a free joint is floating. Value 0 is MuJoCo's 0.
/// - A linear equality between two joints is a mimic; a connect becomes two links closing_NAME_1 and closing_NAME_2
///   whose origins meet; what else couples bodies is a finding.
/// - Damping, friction and armature are a joint's with its default class; an actuator on it is its PositionDrive where
/// it
///   controls its position, and gives the greatest effort. Keyframes are named poses.
/// - Geoms of groups 0 to 2 are visuals, those that collide are collisions. Meshes are named, not opened.
/// - Bodies, joints and unnamed things get names ("body_3").
/// @param sourceName the file's absolute path: included files are read beside it and never outside its folder's parent.
/// Fails with a DescriptionErrc that names the construct, its file and line. Blocks on the file system when the file
/// includes others; any thread.
Result<LoadedDescription> readMjcf(std::string_view text, const std::string& sourceName);

} // namespace orrery::robot
