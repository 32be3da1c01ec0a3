// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "mjcf_document.h"

#include <orrery/robot/description/description.h>

#include <mujoco/mujoco.h>

#include <vector>

namespace orrery::robot {

/// The model's keyframes as poses, joints named as addStructure names them: a ball's three turns, nothing of a free
/// joint. One whose numbers do not fit the model is left out with a finding.
std::vector<NamedPose> posesOfKeys(const mjModel& model, const MjcfDocument& document, FindingList& findings);

} // namespace orrery::robot
