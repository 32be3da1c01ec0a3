// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "robot_pose.h"

#include <orrery/robot/collision/self_collision.h>

#include <memory>
#include <string>
#include <vector>

/// What keeps a robot from touching itself; null, with a line on stderr, where it has no shapes to check.
std::shared_ptr<const orrery::robot::SelfCollision> selfCollisionOf(const orrery::robot::Description& robot);

/// The links that touch in this pose, each as a sentence.
std::vector<std::string> touchingSentences(const orrery::robot::SelfCollision& check,
                                           const std::vector<double>& positions);

/// `robot check --collisions`: says which links touch; exit code 1 if some do.
void runCollisionCheck(const PoseOptions& options, CommandContext& context);
