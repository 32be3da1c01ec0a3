// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "source_lines.h"

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/description/xacro.h>

#include <tinyxml2.h>

#include <string>
#include <vector>

namespace orrery::robot {

struct ExpandedXacro {
    std::string text; ///< Plain XML, each element on a line of its own.
    SourceLines source;
    std::vector<Finding> findings;
    std::vector<std::string> macros; ///< Defined at the top level.
};

/// Expands the common part of xacro (http://wiki.ros.org/xacro): properties (lazy, scoped, with blocks), macros with
/// defaults and blocks, include with namespaces, arg, if and unless, element and attribute, insert_block, call, and
/// expressions (xacro_expression.h). $(find package) stays as it is, for whoever looks for files. What belongs to
/// simulators and controllers (<gazebo>, <transmission>, <ros2_control>) is left out of a <robot>.
/// Fails with DescriptionErrc::Unsupported for other constructs, CannotExpand for mistakes, TooLarge for what grows out
/// of bounds; each names the construct and its file and line.
Result<ExpandedXacro> expandXacro(const tinyxml2::XMLElement& root, const std::string& sourceName,
                                  const ExpansionOptions& options);

} // namespace orrery::robot
