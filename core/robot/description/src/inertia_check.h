// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "raw_robot.h"

namespace orrery::robot {

/// One finding for all links whose mass or inertia no real body has. Nothing is changed: a picture needs neither.
void reportUnphysicalInertia(const RawRobot& robot, FindingList& findings);

} // namespace orrery::robot
