// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "raw_robot.h"
#include "xml_values.h"

namespace orrery::robot {

/// <link> with its inertial, visuals and collisions. Materials hold what stands inside the visual: perhaps only a name.
Link readLink(const tinyxml2::XMLElement& element, FindingList& findings, bool quaternions);

/// <joint> as written; limits and references are not judged yet.
RawJoint readJoint(const tinyxml2::XMLElement& element, FindingList& findings, bool quaternions);

/// <material> at the top level or inside a visual.
Material readMaterial(const tinyxml2::XMLElement& element, const ReadContext& context);

} // namespace orrery::robot
