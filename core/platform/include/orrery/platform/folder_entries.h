// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

namespace orrery::platform {

/// What lies in a folder, as paths that begin with `folder`, sorted; nothing when it is missing or cannot be read.
std::vector<std::filesystem::path> entriesOf(const std::filesystem::path& folder);

} // namespace orrery::platform
