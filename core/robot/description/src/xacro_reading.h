// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xacro_expander.h"

#include <functional>

namespace orrery::robot {

/// Expands, and reads what comes out with `read`; the findings of both are in the result.
Result<LoadedDescription> readExpandedXacro(
    const tinyxml2::XMLElement& root, const std::string& sourceName, const ExpansionOptions& options,
    const std::function<Result<LoadedDescription>(const ExpandedXacro&, const tinyxml2::XMLElement& root)>& read);

} // namespace orrery::robot
