// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "robot_scene.h"
#include "stage_look.h"
#include "stage_robots.h"

#include <orrery/base/pose.h>
#include <orrery/base/result.h>

#include <vector>

/// Where this robot and the others on the stage stand, and how those are posed. GUI thread.
void addOthers(const StageRobots& robots, const RobotScene& scene, StageLook& look);

/// How the scene is looked at now; forces and the size of words are not the scene's. GUI thread.
StageLook lookOf(const RobotScene& scene);

/// Makes the scene, once its surfaces are there, look so; collision shapes may still come. The ghosts are set too, the
/// robot's own poses are not. Fails, with nothing changed, when a link is named that the robot has not. GUI thread.
orrery::Status setLook(RobotScene& scene, const StageLook& look);

/// Where the links are: as the look says where it says so, else as the joints put them, with the root at the look's
/// base.
/// @param rootFromLink by link index, as forward kinematics gives them.
std::vector<orrery::Pose> posesIn(const StageLook& look, const RobotScene& scene,
                                  std::vector<orrery::Pose> rootFromLink);
