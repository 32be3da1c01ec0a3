// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tinyxml2.h>

#include <string>
#include <vector>

namespace orrery::robot {

/// What an actuator that acts on one joint gives that joint. Gear included.
struct MjcfDrive {
    std::string joint;
    double stiffness = 0;    ///< N m/rad or N/m; 0: it controls no position.
    double damping = 0;      ///< N m s/rad or N s/m
    double dampingRatio = 0; ///< Of the critical one, in place of `damping`; 0 without.
    double effort = 0;       ///< N m or N at most; 0 without bound.
};

/// The actuators of a model whose includes are spliced in, with their default classes. Read here and not by MuJoCo, so
/// that what only newer versions know (kv, dampratio) counts and what they refuse does not keep a robot from being
/// shown. Actuators on tendons, sites and bodies are left out.
std::vector<MjcfDrive> readMjcfDrives(const tinyxml2::XMLElement& root);

} // namespace orrery::robot
