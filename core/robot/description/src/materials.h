// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "raw_robot.h"

namespace orrery::robot {

/// Gives visuals that only name a material its definition, from the top level or from another visual, before or after.
/// A name that is defined nowhere leaves the visual without a material.
void resolveMaterials(RawRobot& robot, FindingList& findings);

/// Some exporters write alpha 0 everywhere: then all colours are made opaque, else alpha is obeyed.
void repairInvisibleRobot(RawRobot& robot, FindingList& findings);

} // namespace orrery::robot
