// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"

#include <tinyxml2.h>

#include <optional>
#include <string>
#include <string_view>

namespace orrery::robot {

/// A construct that only xacro can expand.
struct XacroUse {
    std::string construct; ///< As written, shortened: "<xacro:include>", "${2*pi}"
    int line = 0;
};

/// The first construct in links, joints, materials or at the top level that a plain reader cannot do without expanding.
/// Not counted:
/// $(find package) in mesh and texture file names (mesh_resolver.h) and an empty name prefix (withoutHarmlessXacro).
std::optional<XacroUse> findXacro(const tinyxml2::XMLElement& robot);

/// The name without ${namespace}, ${prefix} and the like, which are empty for a robot that stands alone.
std::string withoutHarmlessXacro(std::string name);

/// One finding when a prefix was taken as empty.
void reportHarmlessXacro(const tinyxml2::XMLElement& robot, FindingList& findings);

} // namespace orrery::robot
