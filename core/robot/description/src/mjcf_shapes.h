// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "mjcf_document.h"
#include "raw_robot.h"

#include <mujoco/mujoco.h>

namespace orrery::robot {

/// Gives the links their visuals, collisions, materials and inertials. Meshes stand where their files' vertices do.
void addShapes(const mjModel& model, const MjcfDocument& document, RawRobot& robot, FindingList& findings);

} // namespace orrery::robot
