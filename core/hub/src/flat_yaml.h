// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::hub {

/// The outermost keys of a YAML mapping with their text, or their list of texts. What is nested deeper is left out, and
/// so are aliases: nothing grows. Fails when it is no YAML mapping or nested deeper than 64.
Result<std::map<std::string, std::vector<std::string>>> readFlatYaml(std::string_view yaml);

} // namespace orrery::hub
