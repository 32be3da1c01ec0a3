// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"

#include <orrery/robot/description/description.h>

namespace orrery::robot {

/// Says so, once, where joints are named passive_... and no frames closing_NAME_1 and closing_NAME_2 say how the loops
/// close that would move them.
void reportOpenLoops(const Description& robot, FindingList& findings);

} // namespace orrery::robot
