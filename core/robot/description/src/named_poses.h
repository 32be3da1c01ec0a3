// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"

#include <orrery/robot/description/description.h>

#include <vector>

namespace orrery::robot {

/// Adds poses to a robot: of each only the joints that it has and that are controlled, under a name of its own. Poses
/// of which nothing remains, and those beyond a sensible number, are left out with a finding.
void addPoses(Description& robot, std::vector<NamedPose> poses, FindingList& findings);

} // namespace orrery::robot
