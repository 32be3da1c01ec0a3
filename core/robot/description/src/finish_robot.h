// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "raw_robot.h"
#include "source_lines.h"

#include <orrery/base/result.h>

namespace orrery::robot {

/// What readers of all kinds end with: materials by name, repairs, the tree. `source`, unless null, says where the
/// lines of links, joints and shapes came from.
Result<LoadedDescription> finishRobot(RawRobot raw, FindingList findings, const SourceLines* source);

} // namespace orrery::robot
