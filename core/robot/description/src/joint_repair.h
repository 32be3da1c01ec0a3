// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "raw_robot.h"

#include <vector>

namespace orrery::robot {

/// Makes each joint's axis a unit vector and its limits a usable range, by itself.
void repairJoint(RawJoint& raw, FindingList& findings);

/// One finding for all joints that give no effort or velocity.
void reportMissingRates(const std::vector<RawJoint>& joints, FindingList& findings);

/// Turns leaders' names into indices. Followers of an unknown joint, of themselves, of a joint without a value, or in a
/// ring become independent.
void resolveMimics(std::vector<Joint>& joints, const std::vector<RawJoint>& raw, FindingList& findings);

} // namespace orrery::robot
