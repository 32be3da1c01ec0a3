// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "mjcf_document.h"
#include "raw_robot.h"

#include <mujoco/mujoco.h>

#include <string>

namespace orrery::robot {

Vec3 vectorFrom(const mjtNum* values);
Quaternion quaternionFrom(const mjtNum* values);

/// The compiled name of a thing; empty without one.
std::string mjName(const mjModel& model, int kind, int id);

/// The body whose frame is the root's: the world (0), or the only body at its top when the world itself shows nothing.
int rootBody(const mjModel& model);

/// Adds one link a body, the joints between them (with links in between where a body has several joints or a joint
/// stands off the body's origin), followers, and the closing frames of loops. Shapes are not added.
void addStructure(const mjModel& model, const MjcfDocument& document, RawRobot& robot, FindingList& findings);

} // namespace orrery::robot
