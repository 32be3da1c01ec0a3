// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "raw_robot.h"
#include "xml_values.h"

#include <optional>
#include <string>
#include <string_view>

namespace orrery::robot::sdf {

/// A <pose> and the frame that it names.
struct Placed {
    Pose pose;
    std::string relativeTo; ///< As written; empty for the usual one.
};

/// The trimmed text of a child element; empty without one.
std::string_view childText(const tinyxml2::XMLElement& parent, const char* child);
/// The number in a child element; nothing without one.
std::optional<double> childNumber(const tinyxml2::XMLElement& parent, const char* child, const ReadContext& context);

Placed readPose(const tinyxml2::XMLElement& owner, const ReadContext& context);

/// The shape in <geometry>; nothing, with a finding, for what cannot be shown.
std::optional<Geometry> readGeometry(const tinyxml2::XMLElement& owner, const ReadContext& context);

std::optional<Material> readMaterial(const tinyxml2::XMLElement& visual, const ReadContext& context);

Inertial readInertial(const tinyxml2::XMLElement& inertial, const ReadContext& context);

/// Type, limits, dynamics and mimic; the axis as written, in the frame that `expressedIn` names.
void readMotion(const tinyxml2::XMLElement& joint, RawJoint& raw, std::string& expressedIn, const ReadContext& context);

} // namespace orrery::robot::sdf
