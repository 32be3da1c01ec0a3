// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "raw_robot.h"

#include <orrery/base/result.h>

namespace orrery::robot {

/// Makes a tree (or forest) of links and joints as written, repairing names, references, second parents and loops.
/// Fails when there is no link, too many of them, or nothing but a closed loop.
Result<Description> buildDescription(RawRobot raw, FindingList& findings);

} // namespace orrery::robot
