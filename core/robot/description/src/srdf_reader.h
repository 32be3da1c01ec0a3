// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>

#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot {

/// What is read of an SRDF, the file that MoveIt keeps beside a URDF.
struct Srdf {
    std::string robot;            ///< The robot it is written for.
    std::vector<NamedPose> poses; ///< Its <group_state>s; "ready (arm)" where two groups name theirs alike.
};

/// Reads an SRDF (https://wiki.ros.org/srdf). Values that are no numbers are left out with a finding. Fails with a
/// DescriptionErrc for what is no SRDF. Pure.
Result<Srdf> readSrdf(std::string_view text, const std::string& sourceName, FindingList& findings);

/// Adds the poses of the SRDFs that belong to a robot: written for a robot of its name, and in its file's folder or the
/// folders `config` and `srdf` in or beside that. One that cannot be read is a finding. Blocks on the file system.
void addPosesBeside(LoadedDescription& loaded);

} // namespace orrery::robot
